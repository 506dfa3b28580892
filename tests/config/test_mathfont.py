"""The font of formulas is cut once, from the installed package, and keeps what layout needs."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from config import mathfont


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts") / "a folder 글꼴"
    return mathfont.build(folder)


@pytest.fixture(scope="module")
def characters(built):
    """The characters that each file holds."""
    found = {}
    for name in mathfont.CUTS:
        with TTFont(built.parent / name) as font:
            found[name] = set(font.getBestCmap())
    return found


def test_a_page_of_formulas_loads_a_small_font(built):
    assert built.name == "math.woff2"
    for name in mathfont.CUTS:
        assert (built.parent / name).read_bytes()[:4] == b"wOF2"
        assert 5_000 < (built.parent / name).stat().st_size < 70_000, name
    assert built.stat().st_size < 35_000


def test_the_fonts_keep_what_mathematical_layout_needs(built, characters):
    with TTFont(built) as font:
        assert "MATH" in font
    common, everything = characters["math.woff2"], set().union(*characters.values())
    for character in " x+=∑∫√∂∇≤∈→𝑥𝛼ℎΩ{}()‖⟨⟩ˆ¯⃗∞·′ℝ𝔼≈⊤⊙αβσθϵ⏟⏞ℒ𝒟𝒩𝒪":
        assert ord(character) in common, character
    for character in "𝐱⏟𝒩𝔐⇌⟶∬■¶é̂":
        assert ord(character) in everything, character


@pytest.mark.parametrize(
    ("signs", "name"),
    [
        ("𝒳𝒴ℬℱℍ𝔹𝟙", "script"), ("𝐱𝐖𝛉𝟎", "bold"), ("𝒙𝜽", "bold-italic"), ("⟶⇌↦", "arrows"),
        ("∬≺⪯", "relations"), ("⌊⟦", "brackets"), ("𝔐", "fraktur"), ("ℵℜ𝛤𝚤", "letters"), ("𝖷𝚡", "sans"), ("̂■¶é", "signs"),
    ],
)  # fmt: skip
def test_what_is_rarer_costs_one_small_file_more(built, characters, signs, name):
    small = {ord(sign) for sign in signs} - characters["math.woff2"]
    assert small <= characters[f"math-{name}.woff2"]
    assert (built.parent / f"math-{name}.woff2").stat().st_size < 26_000


def test_a_letter_with_a_variation_selector_is_sought_in_one_file():
    for letter in "ℒ𝒟𝒩𝒪":
        names = [
            name for name, cut in mathfont.CUTS.items() if any(first <= ord(letter) <= last for first, last in cut)
        ]
        assert names == ["math.woff2"], letter


def test_no_character_is_in_two_files(characters):
    assert sum(map(len, characters.values())) - len(set().union(*characters.values())) < len(characters)  # the spaces


def test_the_sheet_sends_a_page_to_the_one_file_that_holds_a_character():
    sheet = Path(finders.find("css/components/prose.css")).read_text(encoding="utf-8")
    rules = re.findall(r'"Haru Math"; src: url\("[^"]*/([\w.-]+)"\)[^}]*unicode-range: ([^;]+);', sheet)
    said = {name: tuple(_range(each) for each in ranges.split(", ")) for name, ranges in rules}
    assert said == mathfont.CUTS
    codes = {code for cut in mathfont.CUTS.values() for first, last in cut for code in range(first, last + 1)}
    assert len(codes) > 1_900
    assert list(said) == list(mathfont.CUTS), "where two rules name a character the browser takes the later one"


def _range(words: str) -> tuple[int, int]:
    first, _dash, last = words.removeprefix("U+").partition("-")
    return int(first, 16), int(last or first, 16)


def test_stretching_signs_keep_their_larger_forms(built):
    with TTFont(built) as font:
        tall = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
        cmap = font.getBestCmap()
    assert {cmap[ord(sign)] for sign in "(){}[]|√∫"} <= set(tall)


def test_a_second_start_cuts_nothing(built, monkeypatch):
    monkeypatch.setattr(mathfont, "_cut", lambda characters: pytest.fail("cut again"))
    before = built.stat().st_mtime_ns
    assert mathfont.build(built.parent) == built
    assert built.stat().st_mtime_ns == before


def test_another_cut_replaces_the_font_and_leaves_no_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(mathfont, "_cut", lambda characters: b"one")
    mathfont.build(tmp_path)
    monkeypatch.setattr(mathfont, "CUT", mathfont.CUT + 1)
    monkeypatch.setattr(mathfont, "_cut", lambda characters: b"two")
    assert mathfont.build(tmp_path).read_bytes() == b"two"
    assert {path.name for path in tmp_path.iterdir()} == {*mathfont.CUTS, "math.woff2.version"}


def test_a_cut_that_fails_leaves_the_font_that_was_there(tmp_path, monkeypatch):
    (tmp_path / "math.woff2").write_bytes(b"old")

    def fail(characters):
        raise OSError("no space left")

    monkeypatch.setattr(mathfont, "_cut", fail)
    with pytest.raises(OSError):
        mathfont.build(tmp_path)
    assert (tmp_path / "math.woff2").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["math.woff2"]


def test_a_missing_package_is_said_in_words(monkeypatch):
    monkeypatch.setattr(mathfont, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="ziamath"):
        mathfont.source()
