"""site.offline: a page for where there is no network, that knows nobody."""

from tests.journal.views.browsing import browser


def test_the_page_is_the_same_for_everybody(cast):
    visitor, camper = (
        browser().get("/offline/"),
        browser(cast.camper).get("/offline/"),
    )
    assert visitor.status_code == 200
    assert visitor.content == camper.content
