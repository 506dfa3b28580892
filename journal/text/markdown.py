"""From Markdown to the page: the one renderer of posts, comments, previews, feeds and mail.

What the preview shows is what is published, because both are this. The page is stored when a
text is saved; when `RENDER_VERSION` grows, stored pages are made anew.

Of an alert's kind ("Note", "질문") no words are in the page, because it has no language: the
style sheet names `[data-alert]` in the reader's.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from markdown_it.token import Token

from journal.text.anchors import mark_headings, table_of_contents
from journal.text.budget import Budget
from journal.text.checklists import mark_checklists
from journal.text.excerpts import excerpt, reading_minutes
from journal.text.mentions import link_people, mentioned
from journal.text.page import Page
from journal.text.parsing import journal_parser, plain_token
from journal.text.stretch import in_one_stretch
from journal.text.table_heads import empty_heads

RENDER_VERSION = 4
MAX_POST = 100_000
MAX_COMMENT = 10_000
# Steps of one rendering. A post of 100,000 characters with formulas, code and tables in short
# paragraphs takes 120,000; spending them all takes about 0.4 s.
BUDGET = 240_000

_PARSER = journal_parser()
_SURROGATES = re.compile("[\ud800-\udfff]")
_IMAGE = re.compile(r'<img\b[^<>]* src="([^"]+)"')


@dataclass(frozen=True)
class Rendered:
    """What one rendering gives. `html` is safe to print as it is.

    `toc` has `{"level": int, "text": str, "anchor": str}` for every heading of a post,
    `excerpt` about 160 characters without markup, headings and code, `mentions` the handles
    without `@`, linked or not, `minutes` the time of reading, `first_image` an address.
    """

    html: str
    toc: list[dict] = field(default_factory=list)
    excerpt: str = ""
    mentions: list[str] = field(default_factory=list)
    has_math: bool = False
    has_code: bool = False
    minutes: int = 1
    first_image: str | None = None


def parse(source: str) -> list[Token]:
    """The block tokens of a text; every `heading_open` has its anchor in `attrs["id"]`.

    Never raises. A text of more than 100,000 characters is one token `overflow`, and so is
    the end of a text that costs too much.
    """
    return in_one_stretch(lambda: _parse(_readable(source), MAX_POST, Budget(BUDGET)))


def render(source: str, people: Mapping[str, str] | None = None) -> Rendered:
    """The page of a post. Never raises; more than 100,000 characters are shown as typed.

    Mentions lead to `people`, who are found beforehand (queries/mentions.py): handles as they are typed, and as they
    are now. Without that, in a text that is nobody's yet, each leads to whom it names.
    """
    return in_one_stretch(lambda: _render(source, MAX_POST, people, comment=False))


def render_comment(source: str, people: Mapping[str, str] | None = None) -> Rendered:
    """The page's part of a comment: headings begin at h4 and have no anchors, nor has `toc` any.

    More than 10,000 characters are shown as typed. `people` as of `render`.
    """
    return in_one_stretch(lambda: _render(source, MAX_COMMENT, people, comment=True))


def _render(source: str, longest: int, people: Mapping[str, str] | None, *, comment: bool) -> Rendered:
    source = _readable(source)
    budget = Budget(BUDGET)
    tokens = _parse(source, longest, budget)
    mark_checklists(tokens)
    empty_heads(tokens)
    called = mentioned(tokens)
    if people is not None:
        link_people(tokens, people)
    page = Page(source, budget, comment=comment, note_prefix=_prefix(source) if comment else "")
    html = page.html(tokens)
    image = _IMAGE.search(html)
    return Rendered(
        html=html,
        toc=[] if comment else table_of_contents(tokens),
        excerpt=excerpt(tokens),
        mentions=called,
        has_math=page.has_math,
        has_code=page.has_code,
        minutes=reading_minutes(tokens),
        first_image=unescape(image[1]) if image else None,
    )


def _readable(source: str) -> str:
    """`source` without lone surrogates, which no page can be encoded with."""
    return _SURROGATES.sub("\ufffd", source)


def _parse(source: str, longest: int, budget: Budget) -> list[Token]:
    if len(source) > longest:
        return [plain_token(source)]
    tokens = _PARSER.parse(source, {"budget": budget})
    mark_headings(tokens)
    return tokens


def _prefix(source: str) -> str:
    """What sets the footnotes of one comment apart from those of the next."""
    return f"c{hashlib.sha256(source.encode()).hexdigest()[:10]}-"
