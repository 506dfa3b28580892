"""Mails as they are kept in files on one's own machine: read back, whatever state the file is in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

END = b"\n" + b"-" * 79 + b"\n"  # what Django's backend of files writes after each mail
_ANSWER = re.compile(r"[2-5][0-9]{2}[ -]")  # a mail server's: RFC 5321, 4.2
_ADDRESS = re.compile(r"<?[^\s<>]*@[^\s<>]*>?|[a-z]+://\S+", re.IGNORECASE)
SHOWN = ("Date", "From", "To", "Subject")  # the others follow


@dataclass(frozen=True)
class Letter:
    """One mail: its headers as (name, value), its plain text and its HTML; empty where it has none or is broken."""

    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""

    def header(self, name: str) -> str:
        """Return the first header of this name, or an empty string."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.header("Subject")

    @property
    def receiver(self) -> str:
        """To whom it goes."""
        return self.header("To")

    @property
    def sent_at(self) -> datetime | None:
        """When it was written; None where it does not say."""
        moment = policy.default.header_factory("Date", self.header("Date")).datetime
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC))  # -0000 is UTC of no place


def letters_in(kept: bytes) -> list[Letter]:
    """Return the mails of one file, in the order in which they were written. Raises nothing, whatever is in it."""
    return [letter_of(part) for part in _parts(kept)]


def letter_of(raw: bytes) -> Letter:
    """Return one mail out of its bytes."""
    message = message_from_bytes(raw, policy=policy.default)
    headers = sorted(_headers(message), key=lambda pair: SHOWN.index(pair[0]) if pair[0] in SHOWN else len(SHOWN))
    return Letter(tuple(headers), _body(message, "plain"), _body(message, "html"))


def without_addresses(error: str) -> str:
    """Return why a mail was not sent, for others' eyes: what the mail server answered, but for addresses in it; of any
    other error, whose words may be somebody's, its name alone."""
    if not _ANSWER.match(error):
        return error.partition(":")[0]
    return " ".join(_ADDRESS.sub("…", error).split())


def _parts(kept: bytes) -> Iterator[bytes]:
    """Yield each mail's bytes; a line of 79 dashes inside of a mail is followed by no header, and ends none."""
    waiting = b""
    for part in kept.split(END):
        if waiting and not part.startswith((b"Content-Type:", b"MIME-Version:", b"Subject:")):
            waiting += END + part
            continue
        if waiting.strip():
            yield waiting
        waiting = part
    if waiting.strip():
        yield waiting.removesuffix(END)


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(message.keys()):
        try:
            values = [str(value) for value in message.get_all(name, [])]
        except Exception:  # the parser of headers raises what it likes at broken ones
            values = ["?"]
        yield from ((name, value.encode("utf-8", "replace").decode()) for value in values)


def _body(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body(preferencelist=(kind,))
        content = part.get_content() if part is not None else ""
    except Exception:  # an unknown charset, half of a base64, a part without an end
        return ""
    return content.encode("utf-8", "replace").decode() if isinstance(content, str) else ""
