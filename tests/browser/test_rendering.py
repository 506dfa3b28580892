"""No text makes a page run a script: thousands of them in a real browser, without any policy to help.

The texts are made here, from a grammar: what could run × where it could stand × how it could be
hidden × the Markdown around it. Every page is also hovered, focused, clicked and toggled.
"""

import itertools
import random
from html import escape

import pytest

from journal.text.markdown import render, render_comment

pytestmark = pytest.mark.browser

CALL = "alert(1)"
EVENTS = (
    "onload onerror onclick onmouseover onmouseenter onfocus onfocusin onblur onpointerover ontoggle onbeforetoggle "
    "onanimationstart ontransitionend onbegin onend onscroll onwheel oncopy oncut onpaste oninput onchange onsubmit "
    "onkeydown onresize onhashchange onpageshow onmessage onstart onloadstart oncanplay onauxclick oncontextmenu "
    "ondragstart onselectstart onsecuritypolicyviolation oncontentvisibilityautostatechange onscrollend"
).split()
TAGS = (
    "a abbr b body br button details div form frame frameset h1 hr html iframe img input keygen li link marquee math "
    "menu meta noscript object ol p pre q ruby script section select span strong style summary svg table tbody td "
    "template textarea th title tr ul video audio embed source base isindex image x foreignObject mtext mglyph "
    "annotation-xml animate set use a:b"
).split()
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript&#x3A;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript\\:alert(1)",
    "javascript%3Aalert(1)",
    "javascript://%0aalert(1)",
    "javascript://example.com/%0aalert(1)",
    "vbscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "blob:javascript:alert(1)",
    "//javascript:alert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)",
)
ADDRESSED = (
    "<a href={0}>x</a>", "<a href='{0}'>x</a>", '<a href="{0}">x</a>', '<a xlink:href="{0}">x</a>',
    '<img src="{0}">', '<img srcset="{0}">', '<iframe src="{0}"></iframe>', '<form action="{0}"><button>x</button></form>',
    '<button formaction="{0}">x</button>', '<object data="{0}"></object>', '<embed src="{0}">', '<base href="{0}//">',
    '<meta http-equiv="refresh" content="0;url={0}">', '<svg><a href="{0}"><text>x</text></a></svg>',
    '<math href="{0}"><mi>x</mi></math>', '<area href="{0}">', '<blockquote cite="{0}">x</blockquote>',
    '<table background="{0}"><tr><td>x</table>', '<video poster="{0}"></video>', '<link rel=stylesheet href="{0}">',
    '<a href="https://example.com/" ping="{0}">x</a>', '<div style="background:url({0})">x</div>',
    "[x]({0})", "[x](<{0}>)", '[x]({0} "t")', "![x]({0})", "<{0}>", "[x][r]\n\n[r]: {0}", "[x][r]\n\n[r]: <{0}>",
    "![x][r]\n\n[r]: {0}", "[![x](https://example.com/a.png)]({0})", "$\\href{{{0}}}{{x}}$", "{0}", "https://{0}",
    "!youtube[{0}]", "```{0}\nx\n```", "[^{0}]\n\n[^{0}]: x", "# [x]({0})",
)  # fmt: skip
SCRIPTS = (
    "<script>alert(1)</script>", "<script src=data:,alert(1)></script>", "<script>alert(1)", "<ScRiPt >alert(1)</sCrIpT>",
    "<script/x>alert(1)</script>", "<<script>alert(1)//<</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<svg><script>alert(1)</script></svg>", "<svg><script>alert&lpar;1&rpar;</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>", "<style>@import 'javascript:alert(1)';</style>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>", "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><img title='</title><img src=x onerror=alert(1)>'>", "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><style></math><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<svg><foreignObject><p><style><!--</style><img src=x onerror=alert(1)>--></style>", "<select><style></select><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->", "<!--!><img src=x onerror=alert(1)>", "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>", "<?xml ><img src=x onerror=alert(1)>?>", "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "<div title=\"\n\n$\\text{\" onmouseover=alert(1) \"}$", "<img alt=\"\n\n```py\nx = '\" onerror=alert(1) \"'\n```", "<a title='\n\n| a |\n|---|\n| ' onclick=alert(1) ' |",
    "<img src=x title=\"\n\n> [!NOTE] \" onerror=alert(1) \"", "<a href=\"\n\n- [x] \" onmouseover=alert(1) \"",
    "<svg><set attributeName=href to=javascript:alert(1)><a><text>x", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>#x\">",
    "$\\text{<script>alert(1)</script>}$", "$<img src=x onerror=alert(1)>$", "$$\n\\text{<img src=x onerror=alert(1)>}\n$$", "$\\color{red;}onload=alert(1)}x$",
    "```html\n<script>alert(1)</script>\n```", "```\"><script>alert(1)</script>\nx\n```", "~~~py' onclick='alert(1)\nx\n~~~", "`<img src=x onerror=alert(1)>`",
    "@minji\"onclick=alert(1)", "# <img src=x onerror=alert(1)>", "# \" onclick=alert(1) x=\"", "![\" onerror=alert(1) x=\"](x)", "![x](x \"\\\" onerror=alert(1)\")",
    "[x](/a\"onclick=alert(1)//)", "[x](</a\" onclick=alert(1)>)", "https://example.com/\"onclick=alert(1)//", "https://example.com/'><script>alert(1)</script>",
    "[^\"><script>alert(1)</script>]: x\n\n[^\"><script>alert(1)</script>]", "> [!NOTE] <script>alert(1)</script>", "> [!NOTE\" onclick=alert(1)]\n> x",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |", "!youtube[\"><script>alert(1)</script>]", ":<script>alert(1)</script>:",
    "<iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\" onload=alert(1)></iframe>", "<iframe src=\"javascript:alert(1)//www.youtube.com/embed/dQw4w9WgXcQ\"></iframe>",
    "<p data-haru=\"haru\">x</p>", "<div id=alert class=x style='animation:x' onanimationstart=alert(1)>", "<a id=x name=alert>x</a>",
)  # fmt: skip
AROUND = (
    "{0}", "가나다 {0} 라마바", "- {0}", "> {0}", "1. 가\n   {0}", "# {0}", "**{0}**", "*가{0}*나", "[{0}](/x)", "![{0}](/x)", "| {0} |\n|---|\n| {0} |",
    "<details>\n\n{0}\n\n</details>", "<div>\n{0}\n</div>", "<table><tr><td>{0}</table>", "<b>{0}", "가[^1]\n\n[^1]: {0}", "> [!TIP] {0}\n> {0}", "~~{0}~~",
    "`x` {0}", "$x$ {0}", "- [ ] {0}", "<p title='{0}'>", '<img alt="{0}">', "\\{0}", "{0}\n===", "    {0}\n\n{0}", "<!-- {0} -->\n\n{0}", "&#60;{0}", "<a href='/x'>{0}</a>",
)  # fmt: skip
HOOKS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = (...words) => { window.ran.push(name + ":" + words.join()); };
"""
POKE = """
() => {
    document.addEventListener("click", event => {
        const link = event.target.closest && event.target.closest("a[href]");
        if (link && !/^\\s*(javascript|vbscript|data):/i.test(link.href)) event.preventDefault();
    }, true);
    const kinds = ["focus", "focusin", "blur", "mouseover", "mouseenter", "mousemove", "pointerover", "pointerdown",
        "mousedown", "mouseup", "auxclick", "contextmenu", "toggle", "beforetoggle", "load", "error", "animationstart",
        "transitionend", "scroll", "wheel", "copy", "cut", "paste", "input", "change", "submit", "keydown", "dragstart",
        "selectstart", "begin", "end", "start", "loadstart", "canplay", "message", "pageshow", "resize", "hashchange"];
    for (const element of [...document.querySelectorAll("*")]) {
        for (const kind of kinds) element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
        if (element.focus) element.focus();
        if (element.click) element.click();
        if (element.tagName === "DETAILS") element.open = !element.open;
    }
    return [...document.querySelectorAll("script, iframe, object, embed, form, style, link, base, meta[http-equiv]")]
        .map(element => "element:" + element.tagName)
        .concat([...document.querySelectorAll("body *")].flatMap(element =>
            [...element.attributes].filter(attribute => /^on|^style$|^srcdoc$/i.test(attribute.name))
                .map(attribute => "attribute:" + attribute.name)));
}
"""
BATCH = 60


def texts():
    """Some thousands of texts that try to run `alert(1)`, always the same ones."""
    choose = random.Random(20210804)
    tries = list(SCRIPTS)
    for tag, event in itertools.product(TAGS, EVENTS):
        quote = choose.choice(['"', "'", ""])
        between = choose.choice([" ", "/", "\n", "\t", "/ /", " x "])
        end = choose.choice([">", ">x", f">x</{tag}>", "/>", " autofocus tabindex=0>", " src=x>", "//"])
        tries.append(f"<{tag}{between}{event}={quote}{CALL}{quote}{end}")
    tries += [form.format(address) for form, address in itertools.product(ADDRESSED, ADDRESSES)]
    wrapped = [around.replace("{0}", one) for around, one in itertools.product(AROUND, SCRIPTS)]
    return tries + wrapped


class Browser:
    """A page that says what ran in it."""

    def __init__(self, page):
        self.page = page
        self.asked = []
        page.add_init_script(HOOKS)
        page.on("dialog", lambda dialog: (self.asked.append("dialog"), dialog.dismiss()))
        page.route("**/*", self._answer)

    def _answer(self, route):
        if route.request.url == "https://haru.test/":
            route.fulfill(body=self.body, content_type="text/html; charset=utf-8")
            return
        # A picture may be asked for, and nothing else; "load" and "error" both come to pass.
        if route.request.resource_type not in ("image", "media"):
            self.asked.append(f"{route.request.resource_type}:{route.request.url[:80]}")
        route.abort()

    def ran(self, fragments):
        """What ran, was asked for or must not stand in a page of these fragments."""
        self.asked.clear()
        self.body = "<!doctype html><title>x</title><body>" + "".join(f"<div>{html}</div>" for html in fragments)
        self.page.goto("https://haru.test/", wait_until="load")
        found = self.page.evaluate(POKE)
        self.page.wait_for_timeout(30)
        return [*self.page.evaluate("window.ran"), *found, *self.asked, *self._moved()]

    def _moved(self):
        return [] if self.page.url == "https://haru.test/" else [f"moved:{self.page.url}"]


@pytest.fixture(scope="module")
def browser(chromium):
    page = chromium.new_page()
    yield Browser(page)
    page.close()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onmouseover=alert(1)>x",
        "<a href='javascript:alert(1)'>x</a>",
        "<details ontoggle=alert(1)>x</details>",
        "<div tabindex=0 onfocus=alert(1)>x</div>",
        "<iframe src=/x></iframe>",
    ],
)
def test_the_browser_would_notice(browser, html):
    assert browser.ran([html]) != []


def test_no_text_runs_anything(browser):
    tries = texts()
    assert len(tries) > 4_000
    guilty = []
    for start in range(0, len(tries), BATCH):
        batch = tries[start : start + BATCH]
        if browser.ran([render(text).html for text in batch]):
            guilty += [(text, ran) for text in batch if (ran := browser.ran([render(text).html]))]
    assert guilty == []


def test_no_comment_runs_anything(browser):
    tries = [*SCRIPTS, *(form.format(ADDRESSES[0]) for form in ADDRESSED)]
    assert browser.ran([render_comment(text).html for text in tries]) == []


def test_texts_cannot_reach_out_of_their_place(browser):
    # Each page holds its own end: what follows a text stays outside of it.
    for start in range(0, len(SCRIPTS), BATCH):
        fragments = [render(text).html for text in SCRIPTS[start : start + BATCH]]
        browser.ran([f"{html}<i data-after>{escape('끝')}</i>" for html in fragments])
        inside = browser.page.evaluate(
            "[...document.querySelectorAll('i[data-after]')].filter(mark => mark.parentElement.parentElement !== document.body).length"
        )
        assert inside == 0
        assert browser.page.evaluate("document.querySelectorAll('i[data-after]').length") == len(fragments)
