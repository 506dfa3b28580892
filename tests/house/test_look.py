"""The look keeps its promises: readable colours in both schemes, written once; no style sheet left out."""

import re
from pathlib import Path

import pytest

from journal.text.style_tokens import contrast

CSS = Path(__file__).parents[2] / "static" / "css"
TOKEN = re.compile(r"--([\w-]+): light-dark\(#([0-9A-F]{6}), #([0-9A-F]{6})\)")
TOKENS = {name: (light, dark) for name, light, dark in TOKEN.findall((CSS / "tokens.css").read_text())}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|(?<![\w-])(?:white|black|red|gr[ae]y)(?![\w-])")
MAY_NAME_COLOURS = {"tokens.css", "code.css", "print.css"}

WORDS = ["ink", "ink-soft", "accent", "accent-strong", "pine", "plum", *(f"hue-{n}" for n in range(1, 9))]
ON_OTHER_PAPER = [
    ("ink-soft", "paper-sunk"), ("ink-soft", "paper-raised"), ("accent", "accent-wash"), ("accent", "paper-sunk"),
    ("pine", "pine-wash"), ("plum", "plum-wash"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
    ("paper", "stamp"), ("ink", "selection"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "paper"), [*((word, "paper") for word in WORDS), *ON_OTHER_PAPER])
def test_words_can_be_read_in_both_schemes(words, paper, scheme):
    assert contrast(TOKENS[words][scheme], TOKENS[paper][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("paper", ["paper", "paper-raised"])
def test_the_border_of_what_can_be_typed_into_is_seen(paper, scheme):
    assert contrast(TOKENS["line"][scheme], TOKENS[paper][scheme]) >= 3


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_only(sheet):
    if sheet.name not in MAY_NAME_COLOURS:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        assert not COLOUR.findall(rules)


def test_every_style_sheet_is_in_a_layer():
    journal = (CSS / "journal.css").read_text()
    imported = set(re.findall(r'@import url\("([^"]+)"\) layer\(\w+\);', journal))
    assert imported == {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"journal.css"}


def test_type_has_six_sizes():
    tokens = (CSS / "tokens.css").read_text()
    assert len(re.findall(r"--text-\w+: [\d.]+rem;", tokens)) == 6
