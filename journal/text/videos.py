"""A YouTube address on a line of its own: a link that a script turns into a player on a click.

Velog's `!youtube[id]` is the same. Nothing is fetched from YouTube before the click.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS = (
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[\w=&%.-]*&)?v=|shorts/|live/|embed/)"
    r"|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})(?:[?&#][^\s<>()\[\]]*)?"
)
_VELOG = re.compile(r"!youtube\[([\w-]{11})\]", re.ASCII)
_BARE = re.compile(rf"<?({_ADDRESS})>?", re.ASCII)
_NAMED = re.compile(rf"\[([^\[\]\n]{{1,200}})\]\({_ADDRESS}\)", re.ASCII)
_EMBED = re.compile(r"\bsrc\s*=\s*[\"']?(?:https?:)?(?=//)(//[^\s\"'>]+)", re.IGNORECASE)


def videos_plugin(md: MarkdownIt) -> None:
    """Make block tokens `video`: `content` is the line's words, `meta["youtube"]` the id."""
    md.core.ruler.before("inline", "videos", _videos)


def watch_address(identity: str) -> str:
    """Where a video is watched."""
    return f"https://www.youtube.com/watch?v={identity}"


def embedded_video(tag: str) -> str:
    """The id of the YouTube video that an `<iframe …>` tag shows, or an empty string."""
    source = _EMBED.search(tag)
    match = source and re.match(_ADDRESS, "https:" + source[1], re.ASCII)
    return match[1] if match else ""


def _read(line: str) -> tuple[str, str] | None:
    """The id and the words of a line that is a video and nothing else."""
    line = line.strip()
    if match := _VELOG.fullmatch(line):
        return match[1], watch_address(match[1])
    if match := _BARE.fullmatch(line):
        return match[2], match[1]
    if match := _NAMED.fullmatch(line):
        return match[2], match[1]
    return None


def _videos(state: StateCore) -> None:
    tokens = state.tokens
    if not any(token.type == "inline" and "youtu" in token.content for token in tokens):
        return
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        kept.append(token)
        if token.type != "paragraph_close" or token.hidden:
            continue
        opening, inline = tokens[at - 2], tokens[at - 1]
        if "youtu" in inline.content and opening.type == "paragraph_open":
            del kept[-3:]
            kept.extend(_split(opening, inline, token))
    state.tokens = kept


def _split(opening: Token, inline: Token, closing: Token) -> list[Token]:
    """The paragraph's tokens, with a `video` for every line that is one."""
    pieces: list[Token] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if "".join(lines).strip():
            words = inline.copy(content="\n".join(lines), children=[])
            pieces.extend((opening.copy(), words, closing.copy()))
        lines.clear()

    for line in inline.content.split("\n"):
        video = _read(line) if "youtu" in line else None
        if not video:
            lines.append(line)
            continue
        end_paragraph()
        token = Token("video", "p", 0, block=True, level=opening.level, map=inline.map)
        token.content, token.meta = video[1], {"youtube": video[0]}
        pieces.append(token)
    end_paragraph()
    return pieces
