"""Every page is one that people look at: `python -m tests.screenshots` and axe know it (tests/screenshots/pages.py)."""

from tests.journal.test_permissions import TABLE
from tests.screenshots.pages import NO_PAGES, SIGHTS


def unseen(rows) -> set[str]:
    """Return the names of addresses that answer somebody's GET with a page, and that no entry shows."""
    answering = {row.name for row in rows if 200 in row.get.values()}
    return answering - {sight.name for sight in SIGHTS} - NO_PAGES


def test_every_page_of_the_permission_table_has_an_entry():
    assert unseen(TABLE) == set()


def test_no_entry_is_twice_and_none_is_no_page():
    names = [str(sight) for sight in SIGHTS]
    assert len(set(names)) == len(names)
    assert not {sight.name for sight in SIGHTS} & NO_PAGES


def test_a_page_without_an_entry_is_seen():
    row = next(row for row in TABLE if row.name == "jobs.index")
    assert unseen([type(row)("jobs.show", row.where, row.get, row.post)]) == {"jobs.show"}
