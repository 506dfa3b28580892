"""OWASP ASVS 5.0, levels 1 and 2: every item stands in docs/asvs/ once, with tests that exist or a reason."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from accounts.passwords import WORDS
from tests.house.source import PROJECT, modules

DOCS = PROJECT / "docs"
INDEX, SECURITY = DOCS / "asvs.md", DOCS / "security.md"
STATES = ("tested", "stated", "does not apply", "not met")
COUNTS = {1: 70, 2: 183}  # items of 5.0.0, as its own preface counts them
# The level of each item, by section: the first sign of "1.2" is that of 1.2.1.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223", "6.7": "33",
    "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One row of a chapter's table."""

    number: str
    level: int
    asks: str
    state: str
    how: str
    shown: str
    page: Path


def items_in(text: str, page: Path = INDEX) -> list[Item]:
    """Return the rows of a page's table."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if re.match(r"\| \d", line)]
    cells = ([cell.strip() for cell in row] for row in rows)
    return [Item(number, int(level), *rest, page) for number, level, *rest in cells]


@cache
def items() -> tuple[Item, ...]:
    """Return every item of every chapter."""
    pages = sorted((DOCS / "asvs").glob("*.md"))
    return tuple(item for page in pages for item in items_in(page.read_text(encoding="utf-8"), page))


def expected() -> dict[str, int]:
    """Return the level of each item of levels 1 and 2."""
    numbered = ((f"{section}.{at}", int(sign)) for section, signs in LEVELS.items() for at, sign in enumerate(signs, 1))
    return {number: level for number, level in numbered if level < 3}


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file below tests/; none where there is no such file."""
    file = PROJECT / "tests" / path
    if not file.is_file():
        return frozenset()
    return frozenset(n.name for n in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef))


def wrong_in(item: Item) -> list[str]:
    """Return what is wrong with one row."""
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", item.shown)
    links = re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", item.shown)
    left = re.sub(r"`[\w/]+\.py::\w+`|\[[^\]]+\]\([^)]+\)", "", item.shown)
    found = [f"{path}::{name}" for path, name in tests if name not in names_in(path) or not name.startswith("test_")]
    found += [path for path, anchor in links if not _leads(item.page, path, anchor)]
    if item.state not in STATES or left.strip():
        found.append(item.state + left)
    if not 2 <= len(item.asks.split()) <= 16 or not item.how:
        found.append("words")
    proof = {"tested": bool(tests), "stated": bool(links), "not met": "To change:" in item.how}
    if not proof.get(item.state, True):
        found.append("nothing shows it")
    return found


def _leads(page: Path, path: str, anchor: str) -> bool:
    target = (page.parent / path).resolve()
    if not target.is_file():
        return False
    heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return not anchor or anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_levels_have_as_many_items_as_the_standard_says():
    assert Counter(expected().values()) == COUNTS


def test_every_item_stands_there_once_with_its_level():
    assert sorted((item.number, item.level) for item in items()) == sorted(expected().items())
    for item in items():
        assert int(item.page.name[:2]) == int(item.number.split(".")[0]), item.number


def test_every_row_says_what_shows_it():
    assert {item.number: wrong for item in items() if (wrong := wrong_in(item))} == {}


def test_the_page_in_front_counts_right_and_names_what_is_not_met():
    text = INDEX.read_text(encoding="utf-8")
    for level, all_of_them in COUNTS.items():
        states = Counter(item.state for item in items() if item.level == level)
        row = f"| {level} | {' | '.join(str(states[state]) for state in STATES)} | {all_of_them} |"
        assert row in text, row
    named = re.findall(r"^- \*\*(\d+\.\d+\.\d+)\*\*", text, re.MULTILINE)
    assert sorted(named) == sorted(item.number for item in items() if item.state == "not met")
    linked = set(re.findall(r"\(asvs/([\w-]+\.md)\)", text))
    assert linked == {item.page.name for item in items()}


@pytest.mark.parametrize("page", ["README.md", "docs/operating.md"])
def test_one_is_led_there(page):
    text = (PROJECT / page).read_text(encoding="utf-8")
    assert "asvs.md)" in text and "security.md)" in text


def test_what_is_wrong_in_a_row_is_seen():
    good = "| 1.1.1 | 2 | decode input once | tested | forms | `house/test_asvs.py::test_one_is_led_there` |"
    assert wrong_in(items_in(good)[0]) == []
    for old, new in [
        ("test_one_is_led_there", "test_nobody_wrote"),
        ("house/test_asvs.py", "house/test_nowhere.py"),
        ("`house/test_asvs.py::test_one_is_led_there`", ""),
        ("`house/test_asvs.py::test_one_is_led_there`", "[a page](nowhere.md)"),
        ("`house/test_asvs.py::test_one_is_led_there`", "[a page](security.md#no-such-part)"),
        ("| tested", "| fine"),
        ("| tested", "| not met"),
        ("| tested", "| stated"),
        ("decode input once", ""),
        ("| forms", "| "),
    ]:
        assert wrong_in(items_in(good.replace(old, new))[0]), new


# What docs/security.md says of the code.


def told(pattern: str) -> list:
    """Return what a pattern finds in docs/security.md."""
    return re.findall(pattern, SECURITY.read_text(encoding="utf-8"), re.MULTILINE)


def test_limits_that_are_told_are_those_of_the_settings():
    assert dict(told(r"^\| `(\w+)` \| (\S+) \|$")) == settings.ACCOUNT_RATE_LIMITS | settings.RATE_LIMITS


def test_days_of_a_session_that_are_told_are_those_of_the_settings():
    [(whole, unused)] = told(r"One ends (\d+) days after signing in, after (\d+) days")
    assert (int(whole) * 86_400, int(unused)) == (settings.SESSION_COOKIE_AGE, settings.SESSION_IDLE.days)


def test_words_that_are_told_are_those_that_passwords_may_not_be():
    [words] = told(r"the site's words \(([^()]+?), and those of\s")
    assert tuple(re.split(r",\s+", words)) == WORDS


def test_no_weak_hash_is_called():
    weak = {"md5", "sha1", "new"}  # hashlib.new takes a name
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib":
                assert node.attr not in weak, module.name
            if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
                assert not weak & {alias.name for alias in node.names}, module.name
