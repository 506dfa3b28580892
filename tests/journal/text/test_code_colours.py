"""Every colour of code can be read on the paper of code, in both schemes."""

import re
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES

CSS = Path(__file__).parents[3] / "static" / "css"
SOURCE = (CSS / "components" / "code.css").read_text(encoding="utf-8")
PAIR = r"light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\)"
COLOURS = {name: pair for name, *pair in re.findall(rf"(--code-[a-z]+): {PAIR}", SOURCE)}
PAPER = re.search(rf"--paper-sunk: {PAIR}", (CSS / "tokens.css").read_text(encoding="utf-8")).groups()


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_paper_of_code_is_the_sunk_paper():
    assert "--code-paper: var(--paper-sunk);" in SOURCE


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", sorted(COLOURS))
def test_every_colour_can_be_read(name, scheme):
    assert contrast(COLOURS[name][scheme], PAPER[scheme]) >= 4.5


def test_the_contrasts_that_the_file_tells_are_true():
    told = re.findall(rf"(--code-[a-z]+): {PAIR}; /\* ([\d.]+), ([\d.]+) \*/", SOURCE)
    assert len(told) == len(COLOURS)
    for name, light, dark, on_light, on_dark in told:
        assert float(on_light) == pytest.approx(contrast(light, PAPER[0]), abs=0.06), name
        assert float(on_dark) == pytest.approx(contrast(dark, PAPER[1]), abs=0.06), name


def test_every_colour_is_used_and_every_used_one_is_there():
    assert set(re.findall(r"var\((--code-[a-z]+)\)", SOURCE)) == {*COLOURS, "--code-paper"}


def test_every_class_of_the_file_is_one_of_pygments():
    classes = set(re.findall(r"[ (,]\.([a-z][a-z0-9]{0,2})(?=[ ,)])", SOURCE))
    assert len(classes) > 40
    assert classes <= set(STANDARD_TYPES.values())
