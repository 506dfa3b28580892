"""Velog, as its backup tools write it: front matter with title, date and tags; pictures of its own stay links."""

from journal.text.front_matter import Value
from journal.transfer.markdown_files import Document, read_markdown, word_of

THUMBNAIL = ("thumbnail", "cover", "image")
_LINK = ("https://", "http://", "/", "./", "../", "images/")


def is_velog(values: dict[str, Value]) -> bool:
    """Return whether a file's front matter is one that says a thumbnail apart from the text."""
    return bool(thumbnail_of(values))


def read_velog(path: str, values: dict[str, Value], body: str) -> Document:
    """Return what such a file says; raises Refused. On Velog the thumbnail stands above the text."""
    document = read_markdown(path, values, body)
    thumbnail = thumbnail_of(values)
    if thumbnail not in document.body:
        document.body = f"![]({thumbnail})\n\n{document.body}"
    return document


def thumbnail_of(values: dict[str, Value]) -> str:
    """Return the address of a post's thumbnail, or an empty string."""
    found = word_of(values, THUMBNAIL).strip()
    return found if found.startswith(_LINK) and not set(found) & set("()<> \t\n") else ""
