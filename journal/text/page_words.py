"""The words of a rendered page, for finding and for showing a piece of: no markup, a line for each block."""

import re
from html import unescape

# Our renderer's own pages: attributes stand in double quotes and hold no bare < or >.
_DROPPED = re.compile(r'<sup class="footnote-ref"[^>]*>.*?</sup>|<a [^>]*class="footnote-back"[^>]*>.*?</a>', re.DOTALL)
_PICTURE = re.compile(r'<img\b[^<>]*? alt="([^"]*)"[^<>]*>')
_MATH = re.compile(r"<math\b[^>]*>(.*?)</math>", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|pre|table|tr|blockquote|aside|section|details|summary|dl|dt|dd|figure|figcaption|hr|br)"
    r"\b[^>]*>"
)
_CELL = re.compile(r"</t[dh]>\n?")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def page_words(html: str) -> str:
    """Return what somebody reads on a page, a line for each paragraph, item, heading and line of code.

    Pictures are their alternative text, formulas their signs in a row. Never raises.
    """
    text = _PICTURE.sub(r" \1 ", _DROPPED.sub("", html))
    text = _MATH.sub(lambda math: " " + "".join(_TAG.sub("", math[1]).split()) + " ", text)
    text = _TAG.sub("", _CELL.sub(" ", _BLOCK.sub("\n", text)))
    return _LINES.sub("\n", _BLANKS.sub(" ", unescape(text))).strip()
