"""E-mail addresses as people type them and spreadsheets hold them: one spelling each, or none."""

import re
import unicodedata

MAX_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_NAMED = re.compile(r".*<([^<>]+)>")


def clean_address(text: str) -> str | None:
    """Return the one spelling of an e-mail address, in small letters, or None where it is none.

    Full-width letters, `mailto:` and a name around it ("민지 <minji@example.org>") are what spreadsheets and address
    books leave. Addresses with letters outside of ASCII are refused, as the sign-in does.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if named := _NAMED.fullmatch(text):
        text = named[1].strip()
    text = text.removeprefix("mailto:")
    local = text.partition("@")[0]
    if len(text) > MAX_ADDRESS or len(local) > 64 or not _ADDRESS.fullmatch(text):
        return None
    return text.lower()
