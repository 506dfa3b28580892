"""What a machine asks of a feed and of a calendar: the W3C validator's rules for Atom, RFC 5545's for iCalendar."""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339
TAG = re.compile(r"tag:[A-Za-z0-9][A-Za-z0-9.-]*,\d{4}(-\d\d(-\d\d)?)?:[\x21-\x7e]+")  # RFC 4151
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RELATIVE = re.compile(r"<[a-z][^<>]* (?:href|src)=\"(?!https?://|mailto:)")


def wrong_in_feed(xml: str) -> list[str]:
    """Return what an Atom feed does that RFC 4287 or the W3C's validator forbids, or warns of."""
    if FORBIDDEN.search(xml):
        return ["a character that XML cannot hold"]
    feed = ElementTree.fromstring(xml.encode())
    wrong = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed"]
    wrong += _one_each(feed, "feed", ("id", "title", "updated"))
    links = Counter(link.get("rel") for link in feed.findall(f"{ATOM}link"))
    wrong += [f"{links[rel]} links {rel}" for rel in ("self", "alternate") if links[rel] != 1]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        wrong += _wrong_in_entry(entry)
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    wrong += [f"the id {name} stands {times} times" for name, times in ids.items() if times > 1]
    if not feed.get("{http://www.w3.org/XML/1998/namespace}lang"):
        wrong.append("no language")
    newest = max((entry.findtext(f"{ATOM}updated") for entry in entries), default=None)
    if newest and newest != feed.findtext(f"{ATOM}updated"):
        wrong.append("the feed is not as new as its newest entry")
    for each in feed.iter():
        wrong += _wrong_in_value(each)
    return wrong


def _one_each(element, what: str, names: tuple[str, ...]) -> list[str]:
    counts = {name: len(element.findall(f"{ATOM}{name}")) for name in names}
    wrong = [f"{what} has {count} of {name}" for name, count in counts.items() if count != 1]
    return wrong + [
        f"{what} has an empty {name}" for name in names if not (element.findtext(f"{ATOM}{name}") or "").strip()
    ]


def _wrong_in_entry(entry) -> list[str]:
    wrong = _one_each(entry, "entry", ("id", "title", "updated", "published", "content"))
    if len(entry.findall(f"{ATOM}link[@rel='alternate']")) != 1:
        wrong.append("entry has no page")
    if not (entry.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        wrong.append("entry has no author")
    if RELATIVE.search(entry.findtext(f"{ATOM}content") or ""):
        wrong.append("entry has a relative address in its text")
    return wrong


def _wrong_in_value(element) -> list[str]:
    name, said = element.tag.removeprefix(ATOM), element.text or ""
    if name in ("updated", "published") and not MOMENT.fullmatch(said):
        return [f"{name} is no moment: {said}"]
    if name == "id" and not TAG.fullmatch(said):
        return [f"no tag: {said}"]
    address = element.get("href") if name == "link" else said if name == "uri" else "https://x"
    if urlsplit(address).scheme not in ("http", "https") or not address.isascii():
        return [f"{name} leads nowhere: {address}"]
    if element.get("type", "text") not in ("text", "html", "xhtml"):
        return [f"{name} is of the type {element.get('type')}"]
    return []


def lines_of(ics: bytes) -> list[str]:
    """Return a calendar's lines unfolded; fails where a line is too long, is cut amid a character or ends wrongly."""
    assert ics.endswith(b"\r\n")
    raw = ics[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in raw), "lines end with CR LF"
    assert max(map(len, raw)) <= 75, "a line has at most 75 octets"
    assert all(line.decode() for line in raw), "no line is empty, and none is cut amid a character"
    return "\r\n".join(line.decode() for line in raw).replace("\r\n ", "").split("\r\n")


def wrong_in_calendar(ics: bytes) -> list[str]:
    """Return what a calendar of whole days does that RFC 5545 forbids."""
    lines = lines_of(ics)
    wrong = [] if (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR") else ["no VCALENDAR"]
    wrong += [f"no line {name}" for name in ("VERSION:2.0", "CALSCALE:GREGORIAN") if lines.count(name) != 1]
    wrong += [] if sum(line.startswith("PRODID:") for line in lines) == 1 else ["no PRODID"]
    events = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    for event in events:
        names = Counter(re.split("[:;]", line)[0] for line in event.split("\nEND:VEVENT")[0].split("\n"))
        wrong += [
            f"{names[name]} of {name}" for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY") if names[name] != 1
        ]
        start, end = re.search(r"DTSTART;VALUE=DATE:(\d{8})\nDTEND;VALUE=DATE:(\d{8})", event).groups()
        wrong += [] if start < end else ["it ends before it begins"]
        wrong += [] if re.search(r"DTSTAMP:\d{8}T\d{6}Z\n", event) else ["no moment of UTC"]
    uids = Counter(line for line in lines if line.startswith("UID:"))
    wrong += [f"{uid} stands {times} times" for uid, times in uids.items() if times > 1]
    for line in lines:
        value = line.split(":", 1)[1]
        if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR")) and not re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value):
            wrong.append(f"not escaped: {line}")
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
            wrong.append(f"a control character: {line!r}")
    return wrong
