"""Sizes: small files, short views, and a sentence at every public name (HOUSE.md, "Sizes")."""

import ast
import importlib
import inspect
from pathlib import Path

from django.forms import BaseForm

from tests.house.source import PROJECT, Module, files, modules, parse, written

FILE, TEMPLATE, VIEW = 400, 150, 25  # lines
HOOKS = {"get_absolute_url"}  # Django asks for it and defines it nowhere


def too_long(paths: list[Path], most: int) -> list[str]:
    """Return the files of more than `most` lines, with their lengths."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path.relative_to(PROJECT)}: {length}" for path, length in lengths.items() if length > most]


def long_views(module: Module) -> list[str]:
    """Return the functions of more than 25 lines, from `def` to their last line."""
    functions = [node for node in ast.walk(module.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    lengths = {node: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    return [f"{module.name}.{node.name}: {length}" for node, length in lengths.items() if length > VIEW]


def undocumented(module: Module, loaded=None) -> list[str]:
    """Return the public functions, classes and methods without a docstring.

    A method that a framework calls by its name is documented there: one that overrides (`loaded`, the imported module,
    tells), `clean_<field>` of a form, `get_absolute_url`. Classes in classes (Meta, choices) belong to their outer one.
    """
    wrong = [] if ast.get_docstring(module.tree) or not module.tree.body or _is_small(module) else [module.name]
    for node in module.tree.body:
        if not _is_public(node):
            continue
        if not ast.get_docstring(node) and not _is_declaration(node):
            wrong.append(f"{module.name}.{node.name}")
        if isinstance(node, ast.ClassDef):
            methods = [inner for inner in node.body if isinstance(inner, ast.FunctionDef) and _is_public(inner)]
            bare = [method.name for method in methods if not ast.get_docstring(method)]
            wrong += [
                f"{module.name}.{node.name}.{name}"
                for name in bare
                if not _is_hook(getattr(loaded, node.name, None), name)
            ]
    return wrong


def _is_small(module: Module) -> bool:
    return module.is_package or module.name.endswith(".apps")


def _is_public(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_")


def _is_declaration(node: ast.AST) -> bool:
    """Whether a class only sets what a framework asks for: settings of an app, an inline of the admin."""
    return (
        isinstance(node, ast.ClassDef)
        and bool(node.bases)
        and all(isinstance(inner, ast.Assign) for inner in node.body)
    )


def _is_hook(owner: type | None, name: str) -> bool:
    if name in HOOKS:
        return True
    if not inspect.isclass(owner):
        return False
    if name.startswith("clean_") and (issubclass(owner, BaseForm) or owner.__name__.endswith("Mixin")):
        return True
    return any(name in vars(base) for base in owner.__mro__[1:])


def test_files_are_short():
    ours = files(".py", ".js", ".css", under=("config", "accounts", "journal", "static", "tests"))
    assert too_long([*ours, PROJECT / "manage.py"], FILE) == []


def test_templates_are_short():
    assert too_long(files(".html", ".txt", under=("templates",)), TEMPLATE) == []


def test_views_are_short():
    views = [
        module for module in modules() if module.name.startswith("journal.views.") or module.name == "accounts.views"
    ]
    assert views
    assert [line for module in views for line in long_views(module)] == []


def test_every_public_name_has_a_docstring():
    wrong = []
    for module in written():
        if undocumented(module):  # only then is it worth importing
            wrong += undocumented(module, importlib.import_module(module.name))
    assert wrong == []


# The checkers themselves.


def test_a_long_file_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.house.test_sizes.PROJECT", tmp_path)
    (tmp_path / "long.py").write_text("x = 1\n" * 401)
    (tmp_path / "short.py").write_text("x = 1\n" * 400)
    assert too_long(sorted(tmp_path.glob("*.py")), FILE) == ["long.py: 401"]


def test_a_long_view_is_seen():
    assert long_views(parse("journal.views.x", "def f():\n" + "    x = 1\n" * 25)) == ["journal.views.x.f: 26"]
    assert long_views(parse("journal.views.x", "def f():\n" + "    x = 1\n" * 24)) == []


def test_a_missing_docstring_is_seen():
    text = (
        '"""M."""\ndef f(): ...\ndef _g(): ...\nclass A:\n    """D."""\n    def m(self): ...\n    def _n(self): ...\n'
    )
    assert undocumented(parse("journal.x", text)) == ["journal.x.f", "journal.x.A.m"]
    assert undocumented(parse("journal.x", "def f():\n    '''D.'''\n")) == ["journal.x"]


def test_an_override_needs_none():
    class Ours(BaseForm):
        """A form."""

        def clean(self): ...

        def clean_title(self): ...

        def publish(self): ...

    loaded = type("loaded", (), {"Ours": Ours})
    methods = "".join(f"    def {name}(self): ...\n" for name in ("clean", "clean_title", "publish"))
    text = f'"""M."""\nclass Ours(BaseForm):\n    """A form."""\n{methods}'
    assert undocumented(parse("journal.x", text), loaded) == ["journal.x.Ours.publish"]
