"""What is served in few files says everything that the many written ones say."""

import re

import pytest
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Whitespace

from config.joining import bare, one_script, one_sheet
from config.storage import JOINED
from tests.house.source import PROJECT

STATIC = PROJECT / "static"
SHEET = "css/journal.css"
SCRIPTS = [path for path in JOINED if path.endswith(".js")]
ALONE = ["js/elements/offline.js", "js/elements/passkey.js"]  # each is named by the few pages that need it
IMPORTS = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', (STATIC / SHEET).read_text())
DEFINED = re.compile(r'customElements\.define\("([\w-]+)"')


def read(path: str) -> str:
    return (STATIC / path).read_text()


def plain(text: str) -> str:
    """Return CSS without its comments and the beginnings of its lines."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def test_every_sheet_is_in_it_once_in_its_layer_and_order():
    whole = one_sheet(SHEET, read)
    assert "@import" not in whole and "/*" not in whole
    assert len(IMPORTS) > 20
    at = 0
    for path, layer in IMPORTS:
        rules = plain(read(f"css/{path}")).replace("../../fonts/", "../fonts/")
        at = whole.index(f"@layer {layer} {{\n{rules}", at)
    assert whole.count("{") == whole.count("}")


def test_no_sheet_but_the_first_imports_others():
    for sheet in (STATIC / "css").rglob("*.css"):
        assert sheet == STATIC / SHEET or "@import" not in sheet.read_text()


def test_addresses_stay_those_of_the_written_sheet():
    sheets = {"css/a.css": '@import url("b/c.css") layer(x);', "css/b/c.css": 'i { background: url("../../d.png") }'}
    assert one_sheet("css/a.css", sheets.__getitem__) == '@layer x {\ni { background: url("../d.png") }\n}\n'


def test_every_element_is_defined_by_one_script_alone():
    defined = [name for path in SCRIPTS for name in DEFINED.findall(one_script(path, read))]
    defined += [name for path in ALONE for name in DEFINED.findall(one_script(path, read))]
    written = [name for path in (STATIC / "js").rglob("*.js") for name in DEFINED.findall(path.read_text())]
    assert sorted(defined) == sorted(written)


def test_a_script_says_what_was_written_without_what_only_we_read():
    written = r"""/** What it does. */
const at = "http://a //  b"; // the address
function f(a, b) {
  // why
  const quoted = /["'`/]  \/  \/\/ x/g, half = a / b / 2; /* said
     over lines */ const next = `  ${ a /* not this */ }
  // kept
  `;
  return quoted

    .test(a) /* between */ && half
}
"""
    assert (
        bare(written)
        == r"""const at = "http://a //  b";
function f(a, b) {
const quoted = /["'`/]  \/  \/\/ x/g, half = a / b / 2;
const next = `  ${ a }
  // kept
  `;
return quoted
.test(a) && half
}
"""
    )


@pytest.mark.parametrize("path", sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")))
def test_no_word_of_our_scripts_is_lost(path):
    def words(script):
        tokens = JavascriptLexer().get_tokens(script)
        return [value for kind, value in tokens if value and kind not in Comment and kind not in Whitespace]

    assert words(bare(read(path))) == words(read(path))
    assert "//" not in re.sub(r"https?://", "", bare(read(path)))


@pytest.mark.parametrize(
    "text",
    [
        'import all from "./b.js";\n', 'import * as b from "./b.js";\n', "export default 1;\n", "export { a };\n",
        "export let a = 1;\n", 'const b = await import("./b.js");\n', "await 1;\n", "const here = import.meta.url;\n",
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_said(text):
    with pytest.raises(ValueError, match=r"a\.js"):
        one_script("a.js", {"a.js": text, "b.js": ""}.__getitem__)


def test_a_circle_is_said():
    files = {"a.js": 'import "./b.js";\n', "b.js": 'import "./a.js";\n'}
    with pytest.raises(ValueError, match="circle"):
        one_script("a.js", files.__getitem__)
