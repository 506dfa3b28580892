"""Notion's Markdown exports: ids in the names, the title as first heading, properties as lines below it."""

import posixpath
import re

from journal.transfer.markdown_files import DATES, TAGS, Document, cleaned, first_heading, line, read_markdown

_NAME = re.compile(r"(?P<title>.*?)[ -]?(?P<id>[0-9a-f]{32})(?P<end>\.\w+)?$")
_HEADING = re.compile(r"\A\s*#[ \t].*\n?")
_PROPERTY = re.compile(r"([^:\n#>*`|-][^:\n]{0,40}):[ \t]+(.*)")
_KNOWN = {
    **dict.fromkeys(("date", "created", "created time", "날짜", "작성일", "작성일시", "생성일", "생성 일시"), DATES[1]),
    **dict.fromkeys(("tags", "tag", "태그", "주제", "topics"), TAGS[0]),
    **dict.fromkeys(("study day", "학습일", "day"), "day"),
}


def id_of(path: str) -> str:
    """Return the id that Notion put into a file's name, or an empty string."""
    found = _NAME.match(posixpath.basename(path))
    return found["id"] if found and found["end"] else ""


def read_notion(path: str, body: str) -> Document:
    """Return what an exported page says; raises Refused. Properties that Haru does not know stay in the text."""
    found = _NAME.match(posixpath.basename(path))
    body = cleaned(body)
    title = first_heading(body) or line(found["title"])
    values, rest = _properties(_HEADING.sub("", body, count=1) if first_heading(body) else body)
    plain = posixpath.join(posixpath.dirname(path), f"{found['title']}{found['end']}")
    document = read_markdown(plain, {**values, "title": title}, rest)
    document.path, document.source = path, f"notion:{found['id']}"
    return document


def _properties(body: str) -> tuple[dict[str, str], str]:
    """Return (values, rest) of what follows a title: lines of `Name: value` up to the first empty line."""
    head, gap, rest = body.lstrip("\n").partition("\n\n")
    lines = [_PROPERTY.fullmatch(each) for each in head.split("\n")]
    if not all(lines):
        return {}, body.lstrip("\n")
    values: dict[str, str] = {}
    kept = []
    for found in lines:
        if name := _KNOWN.get(found[1].strip().lower()):
            values.setdefault(name, found[2].strip())
        else:
            kept.append(found[0])
    return values, "\n".join(kept) + (gap if kept else "") + rest.lstrip("\n")
