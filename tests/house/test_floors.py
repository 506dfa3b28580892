"""Floors: imports only go down, in no circle, and stand at the top of their module (HOUSE.md, "Floors")."""

from tests.house.source import Module, circles, graph, imports_of, modules, parse, resolve, written

# What each floor of the journal may import besides itself, from the ground up.
MAY_IMPORT = {
    "text": set(),
    "models": {"text"},
    "policies": {"models"},
    "queries": {"models", "policies", "text"},
    "actions": {"models", "policies", "queries", "text"},
    "transfer": {"actions", "models", "queries", "text"},
    "templatetags": {"models", "policies", "text"},
    "forms": {"actions", "models", "templatetags", "text"},
    "views": {"actions", "forms", "models", "policies", "queries", "text", "transfer"},
    "context": {"models", "policies", "queries"},
    "tasks": {"actions", "transfer"},
    "management": {"actions", "models", "queries", "text", "transfer"},
    "admin": {"actions", "models", "text"},
    "urls": {"views"},
    "apps": set(),
    "migrations": {"models"},
}
# Text is pure: whatever knows of tables or of requests is above it.
NOT_IN_TEXT = (
    "django.db", "django.http", "django.shortcuts", "django.forms", "django.contrib", "django.views", "django.core",
    "django.apps", "django.test", "accounts", "socket", "urllib.request", "http",
)  # fmt: skip
NOT_IN_MODELS_OR_BELOW = ("django.http", "django.shortcuts", "django.forms", "django.views")


def floor(name: str) -> str:
    """Return the room of a dotted name: a floor of the journal, else its package; empty for the package itself."""
    package, *rest = name.split(".")
    return (rest[0] if rest else "") if package == "journal" else package


def wrong_floors(found: list[Module], names: set[str]) -> list[str]:
    """Return a line for each import that goes up, or across into a package that it must not know."""
    wrong = []
    for module in found:
        package = module.name.split(".")[0]
        for imported in imports_of(module):
            target = resolve(imported, names)
            if not target or target == module.name:
                continue
            if not _may_reach(package, floor(module.name), target):
                wrong.append(f"{module.name}:{imported.line} imports {target}")
    return wrong


def _may_reach(package: str, room: str, target: str) -> bool:
    other = target.split(".")[0]
    if package == "config":
        return other == "config"
    if other == "config":
        return False
    if package == "accounts":
        return other == "accounts"
    if other == "accounts":
        return room not in ("text", "policies")
    return not room or floor(target) == room or floor(target) in MAY_IMPORT[room]


def strange_in_text(found: list[Module]) -> list[str]:
    """Return a line for each import that pure text, or a table, has no business with."""
    wrong = []
    for module in found:
        room = floor(module.name) if module.name.startswith("journal.") else ""
        banned = {"text": NOT_IN_TEXT, "models": NOT_IN_MODELS_OR_BELOW, "queries": NOT_IN_MODELS_OR_BELOW}.get(
            room, ()
        )
        for imported in imports_of(module):
            if any(f"{imported.full}.".startswith(f"{name}.") for name in banned):
                wrong.append(f"{module.name}:{imported.line} imports {imported.full}")
    return wrong


def hidden_imports(found: list[Module]) -> list[str]:
    """Return a line for each import inside a function or a class."""
    return [f"{m.name}:{i.line} imports {i.full} inside" for m in found for i in imports_of(m) if i.is_hidden]


def from_own_init(found: list[Module], names: set[str]) -> list[str]:
    """Return a line for each name that a module takes out of the `__init__` of its own package."""
    wrong = []
    for module in found:
        for imported in imports_of(module):
            inside = module.name.startswith(f"{imported.module}.")
            if inside and imported.module in names and imported.full not in names:
                wrong.append(f"{module.name}:{imported.line} takes {imported.name} from its own package's __init__")
    return wrong


NAMES = {module.name for module in modules()}


def test_every_room_of_the_journal_has_a_floor():
    rooms = {floor(module.name) for module in modules() if module.name.startswith("journal.")}
    assert rooms <= set(MAY_IMPORT)


def test_imports_only_go_down():
    assert wrong_floors(written(), NAMES) == []


def test_no_circle_between_modules():
    assert circles(graph(list(modules()))) == []


def test_no_import_inside_a_function():
    assert hidden_imports(written()) == []


def test_text_knows_no_tables_and_no_requests():
    assert strange_in_text(written()) == []


def test_no_package_is_imported_from_inside_itself():
    assert from_own_init(written(), NAMES) == []


# The checkers themselves, on small bad samples.


def sample(name: str, text: str) -> list[Module]:
    return [parse(name, text)]


def test_an_import_upwards_is_seen():
    for name, line in [
        ("journal.queries.posts", "from journal.actions.posts import start_post"),
        ("journal.text.outline", "from journal.models.posts import Post"),
        ("journal.models.posts", "from journal.queries import paging"),
        ("journal.actions.posts", "import journal.forms.posts"),
        ("journal.views.posts", "from config.env import home"),
        ("journal.policies", "from accounts.models import User"),
        ("accounts.views", "from journal.views.access import person_to_read"),
        ("config.settings", "from accounts.models import User"),
        ("journal.actions.posts", "from journal.transfer.demo import load_demo"),
    ]:
        assert wrong_floors(sample(name, line), NAMES), line


def test_an_import_downwards_is_fine():
    for name, line in [
        ("journal.transfer.demo", "from journal.actions.posts import start_post"),
        ("journal.views.posts", "from journal.actions.posts import start_post"),
        ("journal.models.posts", "from journal.models.topics import PostTopic"),
        ("config.embedded.base", "from config.embedded import server"),
    ]:
        assert not wrong_floors(sample(name, line), NAMES), line


def test_a_relative_import_upwards_is_seen():
    assert wrong_floors(sample("journal.models.posts", "from ..actions.posts import start_post"), NAMES)


def test_a_circle_is_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_a_hidden_import_is_seen():
    assert hidden_imports(sample("journal.views.x", "def f():\n    from journal.models.posts import Post\n"))
    assert hidden_imports(sample("journal.views.x", "class A:\n    import os\n"))
    assert not hidden_imports(sample("journal.views.x", "try:\n    import os\nexcept ImportError:\n    pass\n"))


def test_a_table_in_the_text_is_seen():
    for line in ("from django.db import models", "from django.http import Http404", "import urllib.request"):
        assert strange_in_text(sample("journal.text.x", line)), line
    assert not strange_in_text(sample("journal.text.x", "import html\nfrom urllib.parse import urlsplit"))


def test_a_name_out_of_ones_own_init_is_seen():
    assert from_own_init(sample("journal.models.posts", "from journal.models import Comment"), NAMES)
    assert not from_own_init(sample("journal.models.posts", "from journal.models import topics"), NAMES)
