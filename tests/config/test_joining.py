"""The one style sheet that is served: everything that the written ones say, in their layers and their order."""

import re

from config.storage import SHEET, one_sheet
from tests.house.source import PROJECT

STATIC = PROJECT / "static"
IMPORTS = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', (STATIC / SHEET).read_text())


def plain(text: str) -> str:
    """Return CSS without its comments and the beginnings of its lines."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def test_every_sheet_is_in_it_once_in_its_layer_and_order():
    whole = one_sheet(SHEET, lambda path: (STATIC / path).read_text())
    assert "@import" not in whole and "/*" not in whole
    assert len(IMPORTS) > 20
    at = 0
    for path, layer in IMPORTS:
        rules = plain((STATIC / "css" / path).read_text()).replace("../../fonts/", "../fonts/")
        at = whole.index(f"@layer {layer} {{\n{rules}", at)
    assert whole.count("{") == whole.count("}")


def test_no_sheet_but_the_first_imports_others():
    for sheet in (STATIC / "css").rglob("*.css"):
        assert sheet == STATIC / SHEET or "@import" not in sheet.read_text()


def test_addresses_stay_those_of_the_written_sheet():
    sheets = {"css/a.css": '@import url("b/c.css") layer(x);', "css/b/c.css": 'i { background: url("../../d.png") }'}
    assert one_sheet("css/a.css", sheets.__getitem__) == '@layer x {\ni { background: url("../d.png") }\n}\n'
