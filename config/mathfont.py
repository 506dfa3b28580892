"""The font of formulas: STIX Two Math's mathematical characters, cut out at set-up.

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
CUT = 1

# What formulas are made of: Latin, Greek, accents, letter-likes, arrows, operators, brackets that
# stretch, and the mathematical alphabets. Hangul in `\\text` is left to the fonts of the page.
_CHARACTERS = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x131, 0x131),
    (0x237, 0x237),
    (0x2C6, 0x2DD),
    (0x300, 0x338),
    (0x391, 0x3F6),
    (0x2010, 0x2064),
    (0x20D0, 0x20EF),
    (0x2100, 0x214F),
    (0x2190, 0x22FF),
    (0x2308, 0x230B),
    (0x231C, 0x231F),
    (0x2329, 0x232A),
    (0x23B0, 0x23B1),
    (0x23DC, 0x23E1),
    (0x25A0, 0x25CF),
    (0x2605, 0x2606),
    (0x2660, 0x2667),
    (0x27C2, 0x27C2),
    (0x27E6, 0x27EF),
    (0x27F5, 0x27FF),
    (0x2980, 0x2998),
    (0x2A00, 0x2A0C),
    (0x2A3F, 0x2A3F),
    (0x2A7D, 0x2A7E),
    (0x2AAF, 0x2AB0),
    (0xFE00, 0xFE01),
    (0x1D400, 0x1D5D3),
    (0x1D670, 0x1D7E1),
)
# Dotless letters under accents and flattened accents. The script sizes (`ssty`) would add 96 kB.
_FEATURES = ["dtls", "flac"]


def build(folder: Path) -> Path:
    """Write `math.woff2` into `folder` (made where it is missing) and return its path.

    Done once: a file that the same version of the package has been cut into is left alone.
    Raises FileNotFoundError where the `ziamath` package is not installed.
    """
    target = folder / NAME
    mark = folder / f"{NAME}.version"
    wanted = f"{version('ziamath')} {CUT}\n"
    if target.is_file() and mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    # Another process may be at the same: each writes a file of its own and puts it in place.
    _put(target, _cut())
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


def _cut() -> bytes:
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in _CHARACTERS for code in range(first, last + 1)])
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
