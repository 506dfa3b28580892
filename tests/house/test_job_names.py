"""Jobs are left by names that are written out, and each is one of journal/tasks.py (HOUSE.md, "Three bridges")."""

import ast

from procrastinate.contrib.django import app

from tests.house.source import Module, parse, written


def bad_names(module: Module, known: set[str]) -> list[str]:
    """Return a line for each `enqueue` whose name is not written out, or is no job's."""
    wrong = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] != "enqueue":
            continue
        name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        if name not in known:
            wrong.append(f"{module.name}:{node.lineno} leaves {ast.unparse(node)}")
    return wrong


def test_every_job_that_is_left_has_an_action():
    assert [line for module in written() for line in bad_names(module, set(app.tasks))] == []


# The checker itself.


def test_a_name_that_nothing_does_is_seen():
    for call in ("enqueue('empty_trahs')", "jobs.enqueue(name)", "enqueue(name='empty_trash')", "enqueue()"):
        assert bad_names(parse("journal.actions.x", call), {"empty_trash"}), call
    assert not bad_names(parse("journal.actions.x", "enqueue('empty_trash', at=now)"), {"empty_trash"})
