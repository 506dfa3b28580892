"""The joined scripts, as a collected site serves them, run by a browser."""

import re

import pytest

from config.joining import one_script
from config.storage import JOINED
from tests.house.source import PROJECT

pytestmark = pytest.mark.browser
SCRIPTS = [path for path in JOINED if path.endswith(".js")]
DEFINED = re.compile(r'customElements\.define\("([\w-]+)"')


def read(path: str) -> str:
    return (PROJECT / "static" / path).read_text()


@pytest.mark.parametrize("path", SCRIPTS)
def test_a_browser_runs_the_joined_script(chromium, path):
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content("<p>")
    script = one_script(path, read)
    page.add_script_tag(content=script, type="module")
    page.wait_for_function("name => customElements.get(name)", arg=DEFINED.findall(script)[-1])
    assert page.evaluate("names => names.filter((name) => !customElements.get(name))", DEFINED.findall(script)) == []
    page.close()
    assert errors == []


def test_modules_run_once_and_in_their_order(chromium):
    files = {
        "a.js": 'import { add, one as first } from "./in/b.js";\nimport "./in/c.js";\nadd("a" + first);\nwindow.ran = add("");\n',
        "in/b.js": 'import { list } from "./d.js";\nexport const one = 1;\nexport function add(word) {\n  list.push(word);\n  return list.join("");\n}\nadd("b");\n',
        "in/c.js": 'import { list } from "./d.js";\nlist.push("c");\n',
        "in/d.js": 'export const list = ["d"];\n',
    }
    page = chromium.new_page()
    page.set_content("<p>")
    page.add_script_tag(content=one_script("a.js", files.__getitem__), type="module")
    assert page.wait_for_function("window.ran").json_value() == "dbca1"
    page.close()
