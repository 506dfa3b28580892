"""Every setting of the environment stands in README.md's table, and the table names no other."""

import ast
import re

from django.core.management import get_commands

from tests.house.source import PROJECT

NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def settings_read(text: str | None = None) -> set[str]:
    """Return the variables that config/env.py, config/machines.py and config/settings.py read: names handed to what reads them."""
    if text is None:
        text = "\n".join((PROJECT / "config" / name).read_text() for name in ("env.py", "machines.py", "settings.py"))
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if isinstance(node.args[0].value, str) and NAME.fullmatch(node.args[0].value) and name:
                found.add(node.args[0].value)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found |= {inner.value for inner in ast.walk(node.slice) if isinstance(inner, ast.Constant)}
    return found


def settings_told() -> list[str]:
    """Return the variables in the first column of README.md's table of settings."""
    table = (PROJECT / "README.md").read_text().split("## Settings")[1].split("\n## ")[0]
    return [
        name
        for cell in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
        for name in re.findall(r"`([A-Z0-9_]+)`", cell)
    ]


def test_the_table_names_every_setting_once():
    assert sorted(settings_told()) == sorted(settings_read())


def test_a_setting_is_seen_however_it_is_read():
    code = 'os.environ.get("HARU_A", "")\nflag("HARU_B")\nos.environ["HARU_C"]\nenv.words("HARU_D")\nprint("no name")'
    assert settings_read(code) == {"HARU_A", "HARU_B", "HARU_C", "HARU_D"}


def test_the_page_for_operators_names_settings_and_commands_that_exist():
    page = (PROJECT / "docs" / "operating.md").read_text()
    assert "docs/operating.md" in (PROJECT / "README.md").read_text()
    named = set(re.findall(r"\b(?:HARU_[A-Z_]+|DATABASE_[A-Z_]*URL)\b", page))
    assert named and named <= settings_read()
    commands = set(re.findall(r"manage\.py ([a-z_]+)", page))
    assert commands and commands <= set(get_commands())
