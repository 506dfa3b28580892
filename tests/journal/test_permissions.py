"""The doors: every address × method × role, as PRODUCT.md's table has it (tests/permission_table.py)."""

import pytest
from django.urls import URLResolver, get_resolver, resolve

from tests.cast import ROLES
from tests.permission_accounts import ACCOUNTS, admin_urls, is_turned_away
from tests.permission_announcements import ANNOUNCEMENTS
from tests.permission_desk import DESKS
from tests.permission_feeds import FEEDS
from tests.permission_follows import FOLLOWS
from tests.permission_lectures import LECTURES
from tests.permission_mail import MAILS
from tests.permission_moderation import MODERATION
from tests.permission_notifications import NOTIFICATIONS
from tests.permission_organise import ORGANISING
from tests.permission_questions import QUESTIONS
from tests.permission_search import SEARCH
from tests.permission_table import JOURNAL, Answers, Row, in_preparation
from tests.permission_topic_pages import TOPIC_PAGES
from tests.permission_topics import TOPICS
from tests.world import World, answer, set_state

TABLE = [*JOURNAL, *FOLLOWS, *NOTIFICATIONS, *FEEDS, *SEARCH, *TOPICS, *QUESTIONS, *TOPIC_PAGES, *ACCOUNTS]
IN_A_COHORT = [
    row
    for row in [*JOURNAL, *SEARCH, *TOPIC_PAGES, *QUESTIONS, *DESKS]
    if row.about and row.label in ("", "cohort", "in a cohort", "trashed")
]
PUBLIC = [row for row in JOURNAL if row.about == "post" and row.name == "posts.show" and "public" in row.label]
NON_STAFF = [role for role in ROLES if role != "staff"]
TABLE += [*LECTURES, *DESKS, *MAILS, *ORGANISING, *MODERATION, *ANNOUNCEMENTS]
IN_A_COHORT += [row for row in [*LECTURES, *MODERATION] if row.about and row.label in ("", "cohort")]
IN_A_COHORT += [row for row in ANNOUNCEMENTS if row.about]


def answered(world: World, row: Row, method: str, expected: Answers) -> Answers:
    """Return what the roles are answered; a method that is wrong for everybody is asked by three of them."""
    asking = ("visitor", "author", "staff") if set(expected.values()) == {405} else ROLES
    url, data = row.where(world), row.data if method == "POST" else lambda world, role: {}
    return expected | {role: answer(world.ask(role, method, url, data(world, role))) for role in asking}


def routes(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """Return the route of every address of the site, written as `resolve` writes it."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        found += routes(pattern, route) if isinstance(pattern, URLResolver) else [route.replace("/^", "/")]
    return found


def without_row(all_routes: list[str], world: World) -> set[str]:
    """Return the routes that no row of the table reaches, nor the admin's rule."""
    reached = {resolve(row.where(world).split("?")[0]).route for row in TABLE}
    return set(all_routes) - reached - {route for route, _url in admin_urls(all_routes)}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everybody_is_answered_as_the_table_says(world, row):
    assert answered(world, row, "GET", row.get) == row.get
    assert answered(world, row, "POST", row.post) == row.post


@pytest.mark.parametrize("row", [*IN_A_COHORT, *PUBLIC], ids=str)
def test_a_cohort_in_preparation_is_there_for_its_organisers_only(world, row):
    set_state(world.cast.cohort, "draft")
    for method, open_answers in (("GET", row.get), ("POST", row.post)):
        expected = in_preparation(row, open_answers)
        assert answered(world, row, method, expected) == expected


@pytest.mark.parametrize("state", ["on_leave", "graduated", "withdrawn", "invited"])
def test_who_left_keeps_their_own_posts_and_changes_them_no_more(world, state):
    world.cast.author.memberships.update(state=state)
    rows = [row for row in JOURNAL if row.about == "post" and row.label == "cohort" and row.name != "questions.resolve"]
    assert len(rows) > 6
    for row in rows:
        for method, expected in (("GET", row.get["author"]), ("POST", row.post["author"])):
            left = 403 if row.writes and expected in (200, 302) else expected
            data = row.data(world, "author") if method == "POST" else {}
            assert (str(row), answer(world.ask("author", method, row.where(world), data))) == (str(row), left)


@pytest.mark.parametrize("state", ["on_leave", "graduated", "withdrawn", "invited"])
def test_staff_of_the_cohort_who_left_answer_nothing_any_more(world, state):
    for role in ("mentor", "organiser"):
        world.cast.people[role].memberships.update(state=state)
        for name in ("questions.resolve", "comments.add", "posts.like"):
            row = next(row for row in JOURNAL if row.name == name and row.label == "mentors")
            assert answer(world.ask(role, "POST", row.where(world), row.data(world, role))) == 404


def test_every_address_has_a_row(world):
    assert without_row(routes(), world) == set()


def test_an_address_without_a_row_is_seen(world):
    assert without_row([*routes(), "posts/<id:pk>/print/"], world) == {"posts/<id:pk>/print/"}


def test_the_admin_is_for_the_staff(world):
    for _route, url in admin_urls(routes()):
        for role in NON_STAFF:
            response = world.ask(role, "GET", url)
            assert is_turned_away(role, response), (role, url, response.status_code)


def test_the_admin_changes_nothing_for_others(world):
    for _route, url in admin_urls(routes()):
        for role in ("visitor", "author", "organiser"):
            response = world.ask(role, "POST", url, {"post": "yes"})
            assert is_turned_away(role, response), (role, url, response.status_code)


def test_the_admin_works_for_the_staff(world):
    for _route, url in admin_urls(routes()):
        assert world.ask("staff", "GET", url).status_code in (200, 302, 403, 404, 405), url
    assert world.ask("staff", "GET", "/admin/journal/cohort/").status_code == 200
