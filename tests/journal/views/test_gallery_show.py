"""The page of the look: all tokens, every component in both schemes, on a development machine alone."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from journal.text.style_tokens import contrast, tokens_in
from tests.guards import query_budget
from tests.house.source import PROJECT
from tests.journal.views.browsing import browser
from tests.journal.views.mails import deployed  # noqa: F401

PATH = reverse("gallery.show")
CSS = PROJECT / "static" / "css"
# Component sheets of which the page shows nothing: they belong to one place, which has pictures of its own.
ELSEWHERE = {
    "announcements.css": "the head of an announcement's own page",
    "board.css": "the boards of the organisers' overview",
    "bookmarks.css": "the list of bookmarks",
    "desk.css": "the mentor's desk as a whole",
    "editor.css": "works by its script, on the page where one writes",
    "feeds.css": "a field that holds an address, on the page of feeds",
    "filters.css": "the fields above long lists",
    "follows.css": "the list of follows",
    "large.css": "a picture shown large, by its script",
    "mail.css": "a mail in its frame",
    "matrix.css": "the year at a glance of one topic",
    "moderation.css": "the queue of reports",
    "organise.css": "the organisers' pages",
    "outline.css": "the margin of a long post",
    "overview.css": "numbers of a cohort",
    "pictures.css": "the pictures of a post, while one writes",
    "revisions.css": "the differences of two versions",
    "search.css": "what a search finds",
    "series.css": "the parts of a series",
}
FRAME = {"sheet", "masthead__link"}  # what every page has, and a component may be written for


class Ids(HTMLParser):
    """The ids of a page, in its order."""

    def __init__(self, page: str):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == "id"]


@pytest.fixture
def page(db) -> str:
    return browser().get(PATH).content.decode()


def test_a_deployment_has_no_such_page(db, deployed):  # noqa: F811
    assert browser().get(PATH).status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_everybody_sees_it_on_a_development_machine(db, language):
    client = browser()
    with query_budget(0):
        answer = client.get(PATH, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert ("버튼" if language == "ko" else "Buttons") in answer.content.decode()


def test_every_token_of_the_sheet_stands_on_it(page):
    declared = set(re.findall(r"^  --([\w-]+):", (CSS / "tokens.css").read_text(), re.MULTILINE)) - {"hue"}
    assert len(declared) > 50
    assert {name for name in declared if f"<code>--{name}</code>" not in page} == set()


@pytest.mark.parametrize("sheet", sorted((CSS / "components").glob("*.css")), ids=lambda path: path.name)
def test_every_component_is_shown_or_stands_elsewhere(page, sheet: Path):
    shown = {name for names in re.findall(r'class="([^"]+)"', page) for name in names.split()}
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    first = next(name for name in re.findall(r"\.([a-z][\w-]*)", rules) if name not in FRAME)
    assert (first in shown) != (sheet.name in ELSEWHERE), first


def test_a_sheet_that_is_gone_is_no_reason():
    assert set(ELSEWHERE) <= {path.name for path in (CSS / "components").glob("*.css")}


def test_no_two_things_have_one_name(page):
    found = Ids(page).found
    assert len(found) > 50
    assert sorted({name for name in found if found.count(name) > 1}) == []


def test_both_schemes_have_every_component(page):
    light, dark = (page.split(f'data-scheme="{scheme}" aria-label')[1] for scheme in ("light", "dark"))
    for piece in ("button--primary", "comment--mentor", "menu__sheet", "<dialog open", "plot__drawing", "math"):
        assert piece in light.split('data-scheme="dark"')[0] and piece in dark, piece


def test_tokens_and_their_contrast_are_read_as_they_are_written():
    sheet = ":root {\n  --paper: light-dark(#FFFFFF, #000000);\n  --text-l: 1.25rem; /* 20 */\n  --quick: 120ms;\n}\n"
    paper, size, quick = tokens_in(sheet)
    assert (paper.name, paper.light, paper.dark) == ("paper", "FFFFFF", "000000")
    assert (size.pixels, quick.pixels, quick.value) == (20, None, "120ms")
    assert round(contrast(paper.light, paper.dark)) == 21
