"""The name law: URL `posts.edit` is views/posts.py::edit, is posts/edit.html, is test_posts_edit.py (HOUSE.md)."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.source import PROJECT, files, modules, parse

NAME = re.compile(r"([a-z]+(?:_[a-z]+)*)\.([a-z]+(?:_[a-z]+)*)")
POST_ONLY = {"require_POST"}


@dataclass(frozen=True)
class Address:
    """One named URL of ours, and the view behind it."""

    name: str
    view: object

    @property
    def room(self) -> str:
        """The module that should define the view."""
        noun = self.name.split(".")[0]
        return "accounts.views" if noun == "accounts" else f"journal.views.{noun}"

    @property
    def template(self) -> str:
        """The template that should show it."""
        noun, verb = self.name.split(".")
        return f"accounts/{verb}.html" if noun == "accounts" else f"journal/{noun}/{verb}.html"

    @property
    def test(self) -> str:
        """The file that should test it."""
        noun, verb = self.name.split(".")
        return f"tests/accounts/test_{verb}.py" if noun == "accounts" else f"tests/journal/views/test_{noun}_{verb}.py"


def addresses(patterns=None) -> Iterator[Address]:
    """Yield the named URLs whose views are ours, each name once."""
    seen = set()
    for pattern in patterns if patterns is not None else _leaves(get_resolver()):
        where = inspect.getmodule(getattr(pattern.callback, "view_class", pattern.callback)).__name__
        if where.split(".")[0] in ("accounts", "journal") and pattern.name not in seen:
            seen.add(pattern.name)
            yield Address(pattern.name, pattern.callback)


def _leaves(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern)
        else:
            yield pattern


def _is_named_elsewhere(address: Address) -> bool:
    """Whether a package's own view is extended here, under the name by which that package finds it."""
    view = getattr(address.view, "view_class", inspect.unwrap(address.view))
    theirs = [
        base
        for base in getattr(view, "__mro__", ())[1:]
        if not base.__module__.startswith(("accounts", "journal", "django."))
    ]
    package = address.name.split("_")[0]
    return any(base.__module__.startswith(package) for base in theirs) or package == "account"


def unlawful(address: Address) -> str:
    """Return what is wrong with a URL's name and its view's, or an empty string."""
    if _is_named_elsewhere(address):
        return ""
    if not NAME.fullmatch(address.name or ""):
        return f"{address.name} is not noun.verb"
    view = inspect.unwrap(address.view)
    if (view.__module__, view.__name__) != (address.room, address.name.split(".")[1]):
        return f"{address.name} is {view.__module__}::{view.__name__}"
    return ""


def shows_a_page(room: str, verb: str) -> bool:
    """Return whether a view shows a page of its own: it answers GET, and it or a private function beside it renders."""
    tree = next(module.tree for module in modules() if module.name == room)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return _renders(functions, verb)


def _renders(functions: dict[str, ast.FunctionDef], name: str) -> bool:
    view = functions[name]
    if {ast.unparse(decorator) for decorator in view.decorator_list} & POST_ONLY:
        return False
    called = {node.func.id for node in ast.walk(view) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return "render" in called or any(
        _renders(functions, other) for other in called & set(functions) if other.startswith("_")
    )


def said(*folders: str, suffixes: tuple[str, ...] = (".py", ".html")) -> str:
    """Return everything that is written in these folders, to look for names of files in it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in files(*suffixes, under=folders))


OURS = [address for address in addresses() if not _is_named_elsewhere(address)]


def test_there_are_addresses():
    assert len(OURS) > 20


def test_a_url_s_name_is_its_view_s_name():
    assert [reason for address in addresses() if (reason := unlawful(address))] == []


def test_a_view_that_shows_a_page_has_the_template_of_its_name():
    missing = []
    for address in OURS:
        if shows_a_page(address.room, address.name.split(".")[1]):
            source = next(module.path for module in modules() if module.name == address.room).read_text()
            if f'"{address.template}"' not in source or not (PROJECT / "templates" / address.template).exists():
                missing.append(address.template)
    assert missing == []


def test_every_address_has_the_test_file_of_its_name():
    assert [address.test for address in OURS if not (PROJECT / address.test).exists()] == []


def test_an_address_under_a_package_s_name_is_tested_too():
    tests = said("tests/journal/views", "tests/accounts", suffixes=(".py",))
    elsewhere = [address.name for address in addresses() if _is_named_elsewhere(address)]
    assert [name for name in elsewhere if name not in tests] == []


def test_no_template_is_left_over():
    """Each is named by a view, a form, a tag or another template, or its beginning stands there."""
    names = [
        path.relative_to(PROJECT / "templates").as_posix()
        for path in files(".html", under=("templates/journal", "templates/includes"))
    ]
    written = said("journal", "accounts", "templates", "config")
    begun = tuple(re.findall(r"[\"']([a-z_/]+/_)[\"']\s*\|\s*add:", written)) or ("-",)
    assert names
    left = [name for name in names if f'"{name}"' not in written and f"'{name}'" not in written]
    assert [name for name in left if not name.startswith(begun)] == []


# The checkers themselves.


def journal_view(name: str, module: str = "journal.views.posts"):
    def view(request): ...

    view.__name__, view.__module__ = name, module
    return view


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("posts.edit", journal_view("change")),
        ("posts.edit", journal_view("edit", "journal.views.comments")),
        ("post_edit", journal_view("post_edit")),
        ("posts.Edit", journal_view("Edit")),
    ],
)
def test_another_name_is_seen(name, view):
    assert unlawful(Address(name, view))


def test_the_right_name_passes():
    assert not unlawful(Address("posts.edit", journal_view("edit")))
    assert not unlawful(Address("accounts.profile", journal_view("profile", "accounts.views")))


def test_a_new_address_of_ours_is_found():
    pattern = SimpleNamespace(name="posts.print", callback=test_there_are_addresses)
    assert list(addresses([pattern])) == []  # tests are not ours
    assert "posts.edit" in {address.name for address in addresses()}


def test_a_page_is_told_from_an_answer():
    text = (
        "def show(request):\n    return _page(request)\n"
        "def _page(request):\n    return render(request, 'x.html')\n"
        "@require_POST\ndef add(request):\n    return render(request, 'x.html')\n"
        "def go(request):\n    return redirect('/')\n"
    )
    functions = {node.name: node for node in parse("journal.views.x", text).tree.body}
    assert [_renders(functions, name) for name in ("show", "add", "go")] == [True, False, False]
