"""What must hold of every rendered page, whatever was typed: read strictly, with Python's own HTML parser."""

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "wbr", "col", "input", "mspace"}
# Attributes that only the renderer gives, and what it may give.
TRUSTED = {
    "class": re.compile(
        r"(?:code|plain|task|video|mention|table-scroll|math-scroll|math-source|footnotes|footnote-ref|footnote-back"
        r"|alert alert-[a-z]+|alert-title|align-(?:left|right|center)|[a-z]{1,3}\d?|(?:m-[a-z0-9-]+ ?)+"
        r"|(?:menclose|math-core)-[a-z-]+)"
    ),
    "id": re.compile(r"s-\S+|(?:c[0-9a-f]{10}-)?(?:ref|note)-\d+(?:-\d+)?"),
    "tabindex": re.compile("0"),
    "rel": re.compile("nofollow noopener ugc"),
    "loading": re.compile("lazy"),
    "decoding": re.compile("async"),
    "type": re.compile("checkbox"),
    "data-language": re.compile(r"[\w#+.-]{1,30}"),
    "data-alert": re.compile("[a-z]+"),
    "data-youtube": re.compile(r"[\w-]{11}"),
}
FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "form",
    "button",
    "link",
    "meta",
    "base",
    "template",
}


class _Strict(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.deepest = 0

    def handle_starttag(self, tag, attrs):
        assert tag not in FORBIDDEN, tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("style", "srcdoc", "formaction", "data-haru"), (tag, name)
            if name in TRUSTED:
                assert TRUSTED[name].fullmatch(value or ""), (tag, name, value)
            if name in ("href", "src"):
                assert re.match(r"(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])", value, re.IGNORECASE), (tag, value)
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        assert tag in VOID, tag

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-5:])
        self.open.pop()

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")


def assert_sound(html):
    """`html` is balanced, holds nothing that could run, and no class, id or style of the writer's."""
    page = _Strict()
    page.feed(html)
    page.close()
    assert page.open == [], page.open
    # Browsers flatten what is nested deeper than 512.
    assert page.deepest < 200
    assert "haru" not in "".join(re.findall(r"haru[0-9a-f]{24}", html)), "a mark was left"
    html.encode()
