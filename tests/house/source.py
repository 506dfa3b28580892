"""The house's own source as these tests see it: its modules, their imports and their syntax trees; nothing is run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "accounts", "journal")


@dataclass(frozen=True)
class Module:
    """A Python file: its dotted name, where it is, and what it says."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether it is an `__init__.py`."""
        return self.path.name == "__init__.py"


@dataclass(frozen=True)
class Import:
    """One imported name: `module` as it is written (made absolute), `name` out of it or empty, and where it stands."""

    module: str
    name: str
    line: int
    is_hidden: bool  # inside a function or a class

    @property
    def full(self) -> str:
        """The dotted name of what is imported, which may be a module or something in one."""
        return f"{self.module}.{self.name}" if self.name else self.module


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of our packages, migrations included, in the order of their names."""
    paths = [path for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py"))]
    return tuple(parse(_dotted(path), path.read_text(encoding="utf-8"), path) for path in paths)


def parse(name: str, text: str, path: Path | None = None) -> Module:
    """Return a module out of its source; tests of the checkers give bad samples this way."""
    return Module(name, path or PROJECT / f"{name.replace('.', '/')}.py", ast.parse(text))


def written() -> list[Module]:
    """Return the modules that people write: all but migrations, which Django generates."""
    return [module for module in modules() if ".migrations" not in module.name]


def imports_of(module: Module) -> Iterator[Import]:
    """Yield what a module imports, wherever in it the import stands."""
    hidden = {id(inner) for outer in ast.walk(module.tree) if _hides(outer) for inner in ast.walk(outer)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, id(node) in hidden)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(_absolute(module, node), alias.name, node.lineno, id(node) in hidden)


def resolve(found: Import, names: set[str]) -> str:
    """Return the module of ours that an import loads, or an empty string when it loads none of `names`."""
    return next((name for name in (found.full, found.module) if name in names), "")


def graph(found: list[Module]) -> dict[str, set[str]]:
    """Return which modules import which, among these."""
    names = {module.name for module in found}
    return {module.name: {resolve(i, names) for i in imports_of(module)} - {"", module.name} for module in found}


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of more than one module (Tarjan, Depth-first search, 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in sorted(arrows.get(node, ())):
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            at = stack.index(node)
            part, stack[at:] = stack[at:], []
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(arrows):
        if node not in index:
            visit(node)
    return found


def files(*suffixes: str, under: tuple[str, ...]) -> list[Path]:
    """Return the project's files of these kinds under some of its folders, generated ones left out."""
    found = (path for folder in under for path in sorted((PROJECT / folder).rglob("*")))
    return [path for path in found if path.suffix in suffixes and "migrations" not in path.parts]


def _dotted(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _hides(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef))


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    base = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*base, *([node.module] if node.module else [])])
