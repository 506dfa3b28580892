"""The font of formulas is cut once, from the installed package, and keeps what layout needs."""

import pytest
from fontTools.ttLib import TTFont

from config import mathfont


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts") / "a folder 글꼴"
    return mathfont.build(folder)


def test_a_page_of_formulas_loads_a_small_font(built):
    assert built.name == "math.woff2"
    assert built.read_bytes()[:4] == b"wOF2"
    assert 50_000 < built.stat().st_size < 200_000


def test_the_font_keeps_what_mathematical_layout_needs(built):
    with TTFont(built) as font:
        assert "MATH" in font
        cmap = font.getBestCmap()
    for character in "x+=∑∫√∂∇≤∈→𝑥𝐱ℝ𝔼αΩθ{}()‖⟨⟩⏟̂∞·′":
        assert ord(character) in cmap, character


def test_stretching_signs_keep_their_larger_forms(built):
    with TTFont(built) as font:
        tall = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
        cmap = font.getBestCmap()
    assert {cmap[ord(sign)] for sign in "(){}[]|√∫"} <= set(tall)


def test_a_second_start_cuts_nothing(built, monkeypatch):
    monkeypatch.setattr(mathfont, "_cut", lambda: pytest.fail("cut again"))
    before = built.stat().st_mtime_ns
    assert mathfont.build(built.parent) == built
    assert built.stat().st_mtime_ns == before


def test_another_cut_replaces_the_font_and_leaves_no_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(mathfont, "_cut", lambda: b"one")
    mathfont.build(tmp_path)
    monkeypatch.setattr(mathfont, "CUT", mathfont.CUT + 1)
    monkeypatch.setattr(mathfont, "_cut", lambda: b"two")
    assert mathfont.build(tmp_path).read_bytes() == b"two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["math.woff2", "math.woff2.version"]


def test_a_cut_that_fails_leaves_the_font_that_was_there(tmp_path, monkeypatch):
    (tmp_path / "math.woff2").write_bytes(b"old")

    def fail():
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
