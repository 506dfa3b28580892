"""A title for a post that was given none."""

from journal.text.markdown import parse


def title_of(body: str, most: int) -> str:
    """Return the first heading of the first level as plain text, cut at `most` characters, or an empty string.

    Only where it opens the text or no deeper heading comes before it: a "## 학습 내용" is no title.
    """
    tokens = parse(body)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _plain(tokens[at + 1].children or []) if token.tag == "h1" else ""
            return " ".join(words.split())[:most].strip()
    return ""


def _plain(children) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline", "emoji") else " "
        for child in children
        if not child.hidden
    )
