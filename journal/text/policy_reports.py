"""What browsers report that the content policy refused, as one line for the log: no address of a page, no text of one.

Two shapes come: {"csp-report": {...}} (CSP 2, report-uri) and [{"type": "csp-violation", "body": {...}}] (CSP 3,
report-to). Anybody can send one, so nothing of it is kept but words of a known alphabet, cut short.
"""

import json
import re
from urllib.parse import urlsplit

MOST_BYTES = 16_000
MOST_LINES = 5  # of one sending: a page that refuses a lot refuses the same thing
MOST_WORD = 80  # characters
_WORD = re.compile(r"[^A-Za-z0-9.:_-]")


def report_lines(body: bytes) -> list[str]:
    """Return a line for each violation in what was sent: "script-src evil.example sample.js:12". Raises ValueError."""
    try:
        said = json.loads(body)
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no JSON") from error
    reports = said if isinstance(said, list) else [said]
    lines = [line for report in reports[:MOST_LINES] if (line := _line(report))]
    if not lines:
        raise ValueError("no report")
    return lines


def _line(report) -> str:
    if not isinstance(report, dict):
        return ""
    found = report.get("csp-report") or (report.get("body") if report.get("type") == "csp-violation" else None)
    if not isinstance(found, dict):
        return ""
    directive = _first(found, "effective-directive", "effectiveDirective", "violated-directive").split(" ")[0]
    source, line = _first(found, "source-file", "sourceFile"), _first(found, "line-number", "lineNumber")
    words = [directive, _place(_first(found, "blocked-uri", "blockedURL")), _file(source, line)]
    return " ".join(word for word in map(_clean, words) if word) if directive else ""


def _first(found: dict, *names: str) -> str:
    return next((str(found[name]) for name in names if isinstance(found.get(name), (str, int))), "")


def _place(address: str) -> str:
    """Return where something would have come from: "inline", a scheme, or a host."""
    parts = _split(address)
    return parts.netloc.rpartition("@")[2] or parts.scheme or parts.path[:20]


def _file(address: str, line: str) -> str:
    """Return the name of a script of ours; of a page, whose address has words of its title, nothing."""
    name = _split(address).path.rsplit("/", 1)[-1]
    return f"{name}:{line}" if name.endswith(".js") else ""


def _split(address: str):
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _clean(word: str) -> str:
    return _WORD.sub("", word)[:MOST_WORD]
