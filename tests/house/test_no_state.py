"""Web processes keep no state: what one remembers, any other works out alike from the same words (docs/many-machines.md).

So a cache is a function of what it is given, which asks neither the database nor a request, and nothing of a module
grows from one request to the next, but for what is known here.
"""

import ast

from tests.house.source import Module, parse, written

GROWING = {
    "config.embedded.server._held": "the lock that this very process holds on its database",
    "config.replica._page": "where a request reads from, until it is answered",
    "config.logs._ABOUT": "which request a line of the log is about, until it is answered",
    "journal.text.highlight._CANONICAL": "the names of languages, filled where the module is read",
    "journal.text.search_stems._SURE_BY_LAST": "Korean endings by their last letter, filled where the module is read",
}
MAKERS = {
    "dict",
    "list",
    "set",
    "defaultdict",
    "Counter",
    "deque",
    "OrderedDict",
    "WeakValueDictionary",
    "local",
    "Local",
    "ContextVar",
}
ASKING = {
    "objects",
    "cursor",
    "connection",
    "connections",
    "session",
    "request",
    "user",
    "refresh_from_db",
    "get_current_language",
}


def growing(module: Module) -> set[str]:
    """Return the module's names that hold nothing at first, or that a function sets anew."""
    found = {name for node in ast.walk(module.tree) if isinstance(node, ast.Global) for name in node.names}
    for node in module.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _holds_nothing(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return {f"{module.name}.{name}" for name in found}


def asking_caches(module: Module) -> set[str]:
    """Return the cached functions that ask for more than they are given."""
    return {
        f"{module.name}.{node.name}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        and {_called(each) for each in node.decorator_list} & {"lru_cache", "cache"}
        if {_called(each) for part in node.body for each in ast.walk(part)} & ASKING
    }


def _called(node: ast.AST) -> str:
    inner = node.func if isinstance(node, ast.Call) else node
    return inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")


def _holds_nothing(value: ast.expr | None) -> bool:
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    return (
        isinstance(value, ast.Call)
        and _called(value) in MAKERS
        and not value.args
        or (isinstance(value, ast.Call) and _called(value) in {"local", "Local", "ContextVar"})
    )


def test_nothing_of_a_module_grows_but_what_is_known():
    assert {name for module in written() for name in growing(module)} == set(GROWING)


def test_caches_are_functions_of_what_they_are_given():
    assert {name for module in written() for name in asking_caches(module)} == set()


def test_what_grows_and_what_asks_is_seen():
    sample = parse(
        "sample",
        "seen = {}\nlast: list = []\nFULL = {1: 2}\nhere = threading.local()\ncount = 0\n"
        "def more():\n    global count\n    count += 1\n"
        "@lru_cache(5)\ndef names(pk):\n    return list(User.objects.filter(pk=pk))\n"
        "@functools.cache\ndef double(number):\n    return 2 * number\n",
    )
    assert growing(sample) == {"sample.seen", "sample.last", "sample.here", "sample.count"}
    assert asking_caches(sample) == {"sample.names"}
