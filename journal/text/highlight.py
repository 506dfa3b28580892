"""Code with Pygments' short classes, whose colours are in `static/css/components/code.css`.

A language that is not on the list is plain text and never guessed. Pygments' patterns are not
linear in their input (6,000 characters of words cost its C# three seconds), so a block must be
short to be coloured, all blocks of a page share a number of tokens, and a clock stands behind
both: it only ever stops texts that were made to be slow.
"""

import re
import time
from functools import cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Text, Token, Whitespace, _TokenType

MAX_BLOCK = 6_000
MAX_LINE = 300
MAX_TOKENS = 40_000
# The clock never decides about ordinary code: 87,000 characters of Django's own take 0.09 s.
MAX_SECONDS = 0.3

_LANGUAGES = """
    python: py python3 py3 파이썬 pytorch torch tensorflow keras numpy pandas colab jupyter ipynb ipython gyp
    pycon: python-console doctest python-repl
    pytb: traceback py3tb
    bash: sh shell zsh terminal cmd-line commandline 터미널 쉘 셸 bashrc git
    console: shell-session shellsession sh-session bash-session
    powershell: ps1 pwsh posh
    bat: batch cmd dosbatch
    javascript: js node nodejs mjs cjs 자바스크립트 es6 express
    typescript: ts mts cts 타입스크립트 nestjs
    jsx: react reactjs 리액트
    tsx: react-ts
    vue: vuejs vue.js
    html: htm html5 xhtml
    css: css3
    scss: sass-scss
    json: json5 jsonc webmanifest ipynb-json
    yaml: yml docker-compose
    toml:
    ini: cfg conf properties dotenv env editorconfig
    xml: svg rss xsd plist
    sql: sqlite oracle plsql 쿼리
    mysql: mariadb
    postgresql: postgres psql-sql
    java: 자바 spring springboot
    kotlin: kt kts 코틀린
    c: c언어 h
    cpp: c++ cc cxx hpp
    csharp: c# cs
    go: golang
    rust: rs
    ruby: rb
    swift: 스위프트
    dart: flutter 플러터
    r: rscript
    matlab: octave
    scala:
    lua:
    docker: dockerfile
    nginx: nginxconf
    make: makefile mk
    cmake:
    diff: patch udiff
    http:
    graphql: gql
    latex: tex
    haskell: hs
    julia: jl
    objective-c: objc objectivec
    perl: pl
    php: php8
    django: jinja jinja2
"""
_CANONICAL: dict[str, str] = {}
for _line in _LANGUAGES.split("\n"):
    _name, _, _aliases = _line.strip().partition(":")
    for _alias in (_name, *_aliases.split()):
        _CANONICAL[_alias] = _name
_CANONICAL.pop("", None)

_INFO = re.compile(r"\s*\{?\.?([\w#+.-]{1,30})")
_SPACES_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
# Runs of bare words are what the patterns for methods of Java and its kin go over again and
# again; code has punctuation, and prose without any is not worth the work.
_BARE_WORDS = re.compile(r"(?<![\w.$])(?:[\w.$]++\s++){40}")


def language_of(info: str) -> str:
    """The language that the line after ``` names, in lower case; "" where it names none."""
    match = _INFO.match(info)
    return match[1].lower() if match else ""


class Highlighter:
    """Colours the blocks of one page, as long as what they may cost together lasts."""

    def __init__(self) -> None:
        self._tokens_left = MAX_TOKENS
        self._seconds_left = MAX_SECONDS
        self._making_left = MAX_SECONDS

    def html(self, code: str, language: str) -> str:
        """`code` as HTML: escaped, with <span class="…"> where the language is known."""
        name = _CANONICAL.get(language)
        if not name or not self._may_colour(code):
            return escape(code, quote=False)
        # A process makes each lexer once, and C#'s patterns take long: not at the first block's cost.
        made = time.thread_time()
        lexer = _lexer(name)
        start = time.thread_time()
        self._making_left -= start - made
        spans = self._spans(lexer, _SPACES_AT_END.sub("", code), start)
        self._seconds_left -= time.thread_time() - start
        return escape(code, quote=False) if spans is None else spans

    def _may_colour(self, code: str) -> bool:
        return (
            len(code) <= MAX_BLOCK
            and self._tokens_left > 0
            and self._seconds_left > 0
            and self._making_left > 0
            and max(map(len, code.split("\n"))) <= MAX_LINE
            and not _BARE_WORDS.search(code)
        )

    def _spans(self, lexer: Lexer, code: str, start: float) -> str | None:
        out: list[str] = []
        last, words, count = "", "", 0
        for count, (kind, value) in enumerate(lexer.get_tokens(code)):
            if count % 8 == 0 and time.thread_time() - start > self._seconds_left:
                return None
            name = _class_of(kind)
            if name == last:
                words += value
                continue
            out.append(_span(last, words))
            last, words = name, value
        self._tokens_left -= count
        out.append(_span(last, words))
        return "".join(out)


def _span(name: str, words: str) -> str:
    text = escape(words, quote=False)
    return f'<span class="{name}">{text}</span>' if name and words else text


@cache
def _class_of(kind: _TokenType) -> str:
    if kind in Whitespace or kind is Text or kind is Token:
        return ""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return STANDARD_TYPES[kind]


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)
