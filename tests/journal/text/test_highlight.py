"""Code is coloured where its language is known and it is short enough to be coloured in time."""

import re
from html import unescape

import pytest
from pygments.lexers import get_lexer_by_name

from journal.text import highlight
from journal.text.highlight import Highlighter, language_of
from tests.journal.text.yardstick import days_of


@pytest.mark.parametrize(
    "name",
    [
        "py",
        "python",
        "terminal",
        "shell",
        "bash",
        "react",
        "vue",
        "pytorch",
        "파이썬",
        "js",
        "ts",
        "c++",
        "c#",
        "java",
        "sql",
    ],
)
def test_the_names_that_people_write(name):
    assert "<span class=" in Highlighter().html("int x = 1; // a 'b' <i> $y\nif (x) return 2", name)


@pytest.mark.parametrize("name", ["", "없는언어", "text", "plaintext", "brainfuck", "python; x", "guess"])
def test_an_unknown_language_is_plain_and_never_guessed(name):
    assert Highlighter().html("def f(): <b>", name) == "def f(): &lt;b&gt;"


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("py", "py"),
        ("Python title=a.py", "python"),
        ("{.python .number}", "python"),
        ("js{1,3}", "js"),
        ("c++", "c++"),
        ("파이썬", "파이썬"),
        ("", ""),
        ('"><script>', ""),
        ("a" * 50, "a" * 30),
    ],
)
def test_the_language_that_a_fence_names(info, language):
    assert language_of(info) == language


def test_every_language_of_the_list_exists():
    for name in set(highlight._CANONICAL.values()):
        get_lexer_by_name(name)


@pytest.mark.parametrize("name", sorted(set(highlight._CANONICAL.values())))
def test_colours_change_no_character(name):
    code = "def f(x):\n\treturn x < 'a' && \"b\" # <b>\n\n  <a href='x'>&amp;</a>\n한글 = `1`\n"
    html = Highlighter().html(code, name)
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == code
    assert re.sub(r'<span class="[a-z0-9]{1,3}">|</span>', "", html).count("<") == 0


@pytest.mark.parametrize(
    "code",
    ["x = 1\n" * 1_001, "x = '" + "a" * 300 + "'", "word\n" * 41],
    ids=["long block", "long line", "prose"],
)
def test_what_would_take_long_is_plain(code):
    assert "<span" not in Highlighter().html(code, "java")


def test_the_blocks_of_a_page_share_what_they_may_cost(monkeypatch):
    monkeypatch.setattr(highlight, "MAX_TOKENS", 100)
    colours = Highlighter()
    assert "<span" in colours.html("x = 1\n" * 100, "python")
    assert "<span" not in colours.html("x = 1", "python")
    assert "<span" in Highlighter().html("x = 1", "python")


@pytest.mark.parametrize("language", ["python", "java", "csharp", "ruby"])
@pytest.mark.parametrize("pattern", ["a\n(", '"\\', "a b;\n", "/**\na", "  \n", "!"])
def test_a_page_of_slow_code_ends_in_time(language, pattern):
    lines = (pattern * 6_000)[:5_900].split("\n")
    code = "\n".join(part for line in lines for part in re.findall(".{1,295}", line) or [""])[:5_990]
    colours = Highlighter()

    def work():
        for _ in range(16):
            colours.html(code, language)

    assert days_of(work, at_most=4) < 4


def test_a_page_of_ordinary_code_is_coloured_to_its_end(monkeypatch):
    monkeypatch.setattr(highlight, "MAX_SECONDS", 30)  # a busy machine's are shorter; what is counted here is tokens
    code = "class Layer(Module):\n    def forward(self, x):\n        # 순전파\n        return self.w @ x + f'{self.b:.2f}'\n\n"
    colours = Highlighter()
    for _ in range(16):
        assert "<span" in colours.html(code * 45, "python")
