"""What axe-core finds on an open page. Its script comes with the package axe-playwright-python (axe-core is MPL-2.0)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], elementRef: false,
  iframes: false}).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
    [rule.id, node.target.flat().join(" "), (node.any[0] || node.all[0] || node.none[0] || {}).message || ""])))"""


@dataclass(frozen=True)
class Violation:
    """A rule that something on a page breaks, where, and axe's words for it."""

    rule: str
    target: str
    words: str


@cache
def script() -> str:
    """Return axe-core's script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[Violation]:
    """Return what axe finds on the page as it is shown now."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(script())
    return [Violation(*found) for found in page.evaluate(RUN, TAGS)]


def by_rule(found: Iterable[Violation]) -> list[tuple[str, int]]:
    """Return how often each rule is broken, the most often first."""
    return Counter(each.rule for each in found).most_common()
