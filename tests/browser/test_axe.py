"""What axe-core finds on the pages: nothing. Each address once, by turns in both languages and schemes.

All pages in all of them: `python -m tests.screenshots --axe`.
"""

import pytest

from tests.screenshots.axe import Violation, violations
from tests.screenshots.camera import openings
from tests.screenshots.furnishing import furnish
from tests.screenshots.pages import covering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = """<!doctype html><html lang=en><title>Wrong</title><main><h1>Wrong</h1><button></button>
<p style="color: #999; background: #fff">Pale words</p><input type=checkbox></main>"""


def test_axe_finds_nothing_on_any_page(chromium, live_server):
    furnished, found = furnish(), []
    for (language, scheme), sights in covering().items():
        for seen in openings(chromium, live_server.url, furnished, language, sights):
            seen.page.emulate_media(color_scheme=scheme)
            found += [(str(seen.sight), language, scheme, each) for each in violations(seen.page)]
    assert found == []


def test_axe_finds_what_is_wrong(open_page):
    page = open_page("/offline/")
    page.set_content(WRONG)
    assert {each.rule for each in violations(page)} == {"button-name", "color-contrast", "label"}
    assert all(isinstance(each, Violation) and each.target for each in violations(page))
