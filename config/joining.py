"""One style sheet and few scripts out of the many small files that we write: what a browser would ask for one by one.

Only the forms that our own files use are understood; anything else is a ValueError, so that nothing is served broken.
"""

import posixpath
import re
from collections.abc import Callable
from itertools import groupby

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Whitespace

_SHEET = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\n\s+")
_ADDRESS = re.compile(r'url\("(?!data:|/|https?:)([^"]+)"\)')

_MODULE = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export|await)\b|\bimport(?:\(|\.meta)", re.MULTILINE)


def one_sheet(path: str, read: Callable[[str], str]) -> str:
    """Return the style sheet at `path` with each `@import … layer(x)` replaced by that sheet in `@layer x`.

    `read(path)` gives a file's text; addresses in it (relative to it) become relative to the whole.
    """
    home = posixpath.dirname(path)

    def taken_in(found: re.Match) -> str:
        folder = posixpath.dirname(found[1])
        text = read(posixpath.join(home, found[1]))
        text = _ADDRESS.sub(lambda url: f'url("{posixpath.normpath(posixpath.join(folder, url[1]))}")', text)
        return f"@layer {found[2]} {{\n{text}\n}}"

    return _BLANK.sub("\n", _COMMENT.sub("", _SHEET.sub(taken_in, read(path)))).strip() + "\n"


def one_script(path: str, read: Callable[[str], str]) -> str:
    """Return the JavaScript module at `path` and all that it imports as one module that imports nothing.

    Each module becomes a function that runs once, in the order in which the language runs modules, and returns what it
    exports; what only its readers need is left out. Raises ValueError for imports and exports of other forms than ours,
    and for modules in a circle.
    """
    names: dict[str, str] = {}  # path -> the constant that holds what the module exports
    parts: list[str] = []

    def add(path: str, above: tuple[str, ...]) -> str:
        if path in above:
            raise ValueError(f"modules in a circle: {' > '.join([*above, path])}")
        if path in names:
            return names[path]
        text = read(path)
        folder = posixpath.dirname(path)
        imports = [
            (found[1], add(posixpath.normpath(posixpath.join(folder, found[2])), (*above, path)))
            for found in _MODULE.finditer(text)
        ]
        exports = [found[1] for found in _EXPORT.finditer(text)]
        body = _EXPORT.sub("", _MODULE.sub("", text))
        if other := _OTHER_FORM.search(body):
            raise ValueError(f"{path}: cannot be joined at {body[other.start() :][:40]!r}")
        taken = "".join(f"const {{{wanted.replace(' as ', ': ')}}} = {name};\n" for wanted, name in imports if wanted)
        names[path] = f"module{len(names)}"
        body = f"{taken}{bare(body)}return {{ {', '.join(exports)} }};"
        parts.append(f"const {names[path]} = (() => {{\n{body}\n}})();\n")
        return names[path]

    add(path, ())
    return "".join(parts)


def bare(script: str) -> str:
    """Return JavaScript without its comments, its lines' beginnings and its empty lines; strings keep theirs."""
    tokens = get_lexer_by_name("javascript", stripnl=False).get_tokens(script)
    words = [(value, kind in Comment or kind in Whitespace) for kind, value in tokens]
    parts: list[str] = []
    for is_blank, run in groupby(words, key=lambda word: word[1]):
        text = "".join(value for value, _is_blank in run)
        if is_blank:
            text = "\n" if "\n" in text else " "  # a line's end may end a statement
        parts.append(text)
    return "".join(parts).lstrip()
