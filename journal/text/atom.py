"""Atom feeds (RFC 4287) in full text: Django's writer, with `content`, stable ids and no character that XML forbids."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed

# XML 1.0, fifth edition, [2] Char; the controls among U+007F to U+009F are allowed, and discouraged.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
YEAR = "2026"  # in which whoever gives out the ids had the host's name (RFC 4151)


@dataclass(frozen=True)
class Entry:
    """One post as a feed has it; addresses are whole, `html` is our renderer's with whole addresses."""

    id: str
    address: str
    title: str
    author: str
    author_address: str
    html: str
    published_at: datetime
    updated_at: datetime
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """What a feed says of itself: `address` is the page that it follows, `own_address` where it is itself."""

    id: str
    title: str
    address: str
    own_address: str
    updated_at: datetime  # of its newest entry, or when what it is about began
    language: str


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold, lone surrogates too."""
    return _FORBIDDEN.sub("", text)


def tag_uri(host: str, what: str) -> str:
    """Return the id of a thing for ever (RFC 4151): tag:haru.example,2026:posts/7. `host` may have a port."""
    name = host.rsplit(":", 1)[0] if host.rsplit(":", 1)[-1].isdigit() else host
    return f"tag:{name if _HOST.fullmatch(name) else 'localhost'},{YEAR}:{what}"


def atom(head: Head, entries: Iterable[Entry]) -> str:
    """Return the feed as XML."""
    feed = _FullText(
        title=xml_text(head.title),
        link=head.address,
        description=None,
        language=head.language,
        feed_url=head.own_address,
        feed_guid=head.id,
        updated_at=head.updated_at,
    )
    for entry in entries:
        feed.add_item(
            title=xml_text(entry.title),
            link=entry.address,
            description=None,
            author_name=xml_text(entry.author),
            author_link=entry.author_address,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            unique_id=entry.id,
            categories=[xml_text(topic) for topic in entry.topics],
            html=xml_text(entry.html),
        )
    return feed.writeString("utf-8")


class _FullText(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["updated_at"]

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})
