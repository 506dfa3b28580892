"""The font of formulas: STIX Two Math's mathematical characters, cut out in small files at set-up.

Without a font that has an OpenType MATH table MathML looks bad, and few systems have one. The
`ziamath` package carries STIX Two Math (SIL Open Font License); 1.3 MB of it are too much for
a page, and nothing of it belongs into this repository.
"""

import os
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "math.woff2"
# Grows when another cut is wanted from the same package.
CUT = 8

# What formulas are made of, in files that a page fetches as it shows a character of them: the sheet's `unicode-range`.
# Where ranges overlap the later file has the character, as the later rule has it in CSS. Hangul in `\\text` is left to
# the fonts of the page.
CUTS = {
    # Accents that combine, punctuation, figures, suits.
    "math-signs.woff2": (
        (0xA1, 0xFF), (0x2C6, 0x2DD), (0x300, 0x3F6), (0x2010, 0x2060), (0x20D0, 0x20EF), (0x25A0, 0x25CF),
        (0x2605, 0x2606), (0x2660, 0x2667), (0x27C2, 0x27C2),
    ),
    "math-brackets.woff2": (
        (0x2308, 0x230B), (0x231C, 0x231F), (0x2329, 0x232A), (0x23B0, 0x23B1), (0x23DC, 0x23E1), (0x27E6, 0x27EF),
        (0x2980, 0x2998),
    ),
    "math-relations.woff2": (
        (0x2200, 0x22FF), (0x2A00, 0x2A0C), (0x2A3F, 0x2A3F), (0x2A7D, 0x2A7E), (0x2AAF, 0x2AB0),
    ),
    "math-arrows.woff2": ((0x2190, 0x21FF), (0x27F5, 0x27FF)),
    # Small script, slanted Greek capitals, what looks like letters. The script capitals of the last file stand in no
    # other range: each comes with a variation selector, for which a browser looks through all that name the letter.
    "math-letters.woff2": (
        (0x2100, 0x2111), (0x2113, 0x214F), (0x1D4B6, 0x1D4CF), (0x1D6A4, 0x1D6A7), (0x1D6E2, 0x1D6FB),
    ),
    "math-fraktur.woff2": ((0x1D4D0, 0x1D537), (0x1D56C, 0x1D59F)),
    "math-sans.woff2": ((0x1D5A0, 0x1D6A3), (0x1D756, 0x1D7C9), (0x1D7E2, 0x1D7FF)),
    "math-bold.woff2": ((0x1D400, 0x1D433), (0x1D6A8, 0x1D6E1), (0x1D7CA, 0x1D7D7)),
    "math-bold-italic.woff2": ((0x1D468, 0x1D49B), (0x1D71C, 0x1D755)),
    # Script capitals, and double-struck letters.
    "math-script.woff2": (
        (0x210B, 0x210B), (0x2110, 0x2110), (0x211B, 0x211B), (0x212C, 0x212C), (0x2130, 0x2131), (0x2133, 0x2133),
        (0x1D49C, 0x1D49E), (0x1D4A0, 0x1D4A8), (0x1D4AB, 0x1D4B5),
        (0x210D, 0x210D), (0x213C, 0x2149), (0x1D538, 0x1D56B), (0x1D7D8, 0x1D7E1),
    ),
    # Nearly every formula: Latin and Greek (a browser asks for the upright letter, and sets it in italics), accents,
    # brackets that stretch, and the signs and letters of probability, calculus and linear algebra. The space is in it:
    # the font that has one is where a browser reads its MATH constants.
    NAME: (
        (0x20, 0x7E), (0xA0, 0xA0), (0xAC, 0xAC), (0xAF, 0xAF), (0xB1, 0xB1), (0xB7, 0xB7), (0xD7, 0xD7), (0xF7, 0xF7),
        (0x131, 0x131), (0x237, 0x237), (0x2C6, 0x2C7), (0x2D8, 0x2DA), (0x2DC, 0x2DC), (0x338, 0x338), (0x391, 0x3C9),
        (0x3D1, 0x3D1), (0x3D5, 0x3D5), (0x3F5, 0x3F5), (0x2016, 0x2016), (0x2026, 0x2026), (0x2032, 0x2033),
        (0x2044, 0x2044), (0x2061, 0x2064), (0x20D7, 0x20D7), (0x2102, 0x2102), (0x210E, 0x210E), (0x2112, 0x2113),
        (0x2115, 0x2115), (0x2119, 0x211A), (0x211D, 0x211D), (0x2124, 0x2124), (0x2190, 0x2194), (0x21A6, 0x21A6),
        (0x21D2, 0x21D2), (0x21D4, 0x21D4), (0x2200, 0x220D), (0x220F, 0x220F), (0x2211, 0x221A), (0x221D, 0x221E),
        (0x2223, 0x222B), (0x223C, 0x223C), (0x2248, 0x2248), (0x2260, 0x2267), (0x2282, 0x2282), (0x2286, 0x2286),
        (0x2295, 0x2295), (0x2297, 0x2297), (0x2299, 0x2299), (0x22A4, 0x22A5), (0x22C5, 0x22C5), (0x22EF, 0x22F1),
        (0x23DE, 0x23DF), (0x27E8, 0x27E9), (0xFE00, 0xFE01), (0x1D434, 0x1D467),
        (0x1D49F, 0x1D49F), (0x1D4A9, 0x1D4AA), (0x1D53C, 0x1D53C),
        (0x1D54D, 0x1D54D), (0x1D6FC, 0x1D71B), (0x1D7D9, 0x1D7D9),
    ),
}  # fmt: skip
# Dotless letters under accents and flattened accents. The script sizes (`ssty`) would add 96 kB.
_FEATURES = ["dtls", "flac"]


def build(folder: Path) -> Path:
    """Write the fonts of CUTS into `folder` (made where it is missing) and return the path of the first one.

    Done once: files that the same version of the package has been cut into are left alone.
    Raises FileNotFoundError where the `ziamath` package is not installed.
    """
    target = folder / NAME
    mark = folder / f"{NAME}.version"
    wanted = f"{version('ziamath')} {CUT}\n"
    is_whole = all((folder / name).is_file() for name in (*CUTS, mark.name))
    if is_whole and mark.read_text(encoding="ascii") == wanted:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    # Another process may be at the same: each writes a file of its own and puts it in place.
    for name, characters in _apart().items():
        _put(folder / name, _cut(characters))
    _put(mark, wanted.encode("ascii"))
    return target


def source() -> Path:
    """Where the whole font is installed; the package is not imported for it."""
    spec = find_spec("ziamath")
    for place in (spec and spec.submodule_search_locations) or ():
        font = Path(place) / "fonts" / "STIXTwoMath-Regular.ttf"
        if font.is_file():
            return font
    raise FileNotFoundError("STIX Two Math is not installed: it comes with the package ziamath")


def _apart() -> dict[str, set[int]]:
    """Which characters each file of CUTS holds: each in one file, the last that names it."""
    holder = {code: name for name, cut in CUTS.items() for first, last in cut for code in range(first, last + 1)}
    return {name: {code for code, its in holder.items() if its == name} for name in CUTS}


def _cut(characters: set[int]) -> bytes:
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    with TTFont(source(), lazy=True) as font, tempfile.TemporaryFile() as file:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(file)
        file.seek(0)
        return file.read()


def _put(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
