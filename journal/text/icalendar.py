"""iCalendar (RFC 5545), as far as whole days need it: folding by octets, escaped text, CRLF, stable UIDs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets, without the line's end (3.1)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # 3.1: TEXT holds none but the tab, which nobody needs in a line


@dataclass(frozen=True)
class DayEntry:
    """What fills one whole day: `uid` is its name for ever, `version` counts its changes, `changed_at` is the last."""

    uid: str
    on: date
    summary: str
    changed_at: datetime
    version: int = 0
    description: str = ""
    address: str = ""


def calendar(*, name: str, product: str, entries: Iterable[DayEntry]) -> str:
    """Return a calendar of whole days; what was deleted is not in it any more. Without a METHOD an entry's DTSTAMP is
    when it was last changed (3.8.7.2), and its SEQUENCE how often (3.8.7.4)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{text(product)}", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{text(name)}")
    for entry in entries:
        stamp = entry.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        lines += ["BEGIN:VEVENT", f"UID:{text(entry.uid)}", f"DTSTAMP:{stamp}"]
        lines += [f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{entry.version}"]
        # DTEND is the day after: it is not part of the event (3.6.1).
        lines.append(f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}")
        lines.append(f"DTEND;VALUE=DATE:{entry.on + timedelta(1):%Y%m%d}")
        lines.append(f"SUMMARY:{text(entry.summary)}")
        lines += [f"DESCRIPTION:{text(entry.description)}"] if entry.description else []
        lines += [f"URL:{entry.address}"] if entry.address else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]  # a study day does not make anybody busy
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def text(words: str) -> str:
    """Return words as a TEXT value (3.3.11)."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _CONTROLS.sub("", escaped)


def folded(line: str) -> str:
    """Return a content line with its end, in pieces of at most 75 octets, no character cut (3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins each further piece
        piece, size = piece + character, size + octets
    return "\r\n ".join([*pieces, piece]) + "\r\n"
