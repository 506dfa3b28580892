"""From Markdown to the page: the one renderer of posts, comments, previews, feeds and mail."""

from dataclasses import dataclass, field
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

RENDER_VERSION = 1
MAX_POST = 100_000
MAX_COMMENT = 10_000


@dataclass(frozen=True)
class Rendered:
    """What one rendering gives; see `render`."""

    html: str
    toc: list[dict] = field(default_factory=list)
    excerpt: str = ""
    mentions: list[str] = field(default_factory=list)
    has_math: bool = False
    has_code: bool = False
    minutes: int = 1
    first_image: str | None = None


_MARKDOWN = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])


def parse(source: str) -> list[Token]:
    """The block tokens of `source`; every `heading_open` has its anchor in `attrs["id"]`."""
    tokens = _MARKDOWN.parse(source)
    number = 0
    for token in tokens:
        if token.type == "heading_open":
            number += 1
            token.attrs["id"] = f"s-{number}"
    return tokens


def render(source: str) -> Rendered:
    """The page of a post."""
    if len(source) > MAX_POST:
        return Rendered(html=f"<pre>{escape(source)}</pre>")
    tokens = parse(source)
    toc = [
        {"level": int(token.tag[1]), "text": tokens[at + 1].content, "anchor": token.attrs["id"]}
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    words = " ".join(token.content for token in tokens if token.type == "inline")
    return Rendered(html=nh3.clean(html), toc=toc, excerpt=words[:160])


def render_comment(source: str) -> Rendered:
    """The page's part of a comment."""
    return render(source)
