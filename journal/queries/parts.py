"""The parts of posts that a page shows side by side, each as it stands in its post."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.safestring import SafeString, mark_safe

from journal.models.posts import Post
from journal.text.page_parts import part_of, says_something, shortened, standing, without_line
from journal.text.reading import with_picture_links
from journal.text.shelves import Shelf

PARTS = Shelf(4_000_000, weigh=lambda part: len(part[0]))  # characters of a process
MOST = 900  # characters of text that a part has before it says "read on"
UNREAD = ("post__body", "post__outline", "post__toc")  # columns of the posts that parts are not cut from
NAMES = ("handle", "display_name", "display_key", "picture")
POST = ("cohort", "title", "visibility", "study_on", "shown_on", "published_at", "deleted_at")
# What a page of parts shows of their posts, and that alone: half of a page's time went to the other columns.
OF_POST = (*(f"post__{name}" for name in (*POST, "html", "team__name")), *(f"post__author__{name}" for name in NAMES))


@dataclass(frozen=True)
class Noted:
    """What a post says at one of its rows (a note of a lecture or event, a section, a question).

    `html` is safe, and empty where nothing but the line itself stands there; `is_cut` says that the post says more.
    """

    row: object
    post: Post
    html: SafeString
    is_cut: bool

    @property
    def name(self) -> str:
        """What tells it from all others on a page."""
        return _name(self.row)

    @property
    def href(self) -> str:
        """The address of the place in the post."""
        anchor = self.row.anchor
        return self.post.get_absolute_url() + (f"#{anchor}" if anchor else "")


def read_parts(rows: Iterable, *, most: int = MOST) -> list[Noted]:
    """Return what the posts of some rows say there, in their order; a row has a post, an anchor, a title and a key."""
    return [_read(row, most) for row in rows]


def _read(row, most: int) -> Noted:
    post, lines = row.post, getattr(row, "lines", (row.title,))
    page = blake2b(post.html.encode(), digest_size=20).digest()
    known_by = (page, row.anchor, tuple(lines), _name(row), post.get_absolute_url(), most)
    html, is_cut = PARTS.get(known_by, lambda: _cut(post.html, *known_by[1:]))
    return Noted(row, post, html, is_cut)


def _cut(html: str, anchor: str, lines: tuple[str, ...], name: str, address: str, most: int) -> tuple[SafeString, bool]:
    part = shortened(without_line(part_of(html, anchor, *lines), *lines), most)
    if not says_something(part.html):
        return mark_safe(""), False
    html = with_picture_links(standing(part.html, f"s-{name}-", address))
    return mark_safe(html), part.is_cut  # our renderer's, cleaned when it was saved


def _name(row) -> str:
    return f"{row._meta.model_name}-{row.pk}"
