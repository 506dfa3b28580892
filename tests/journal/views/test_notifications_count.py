"""The bell: how many unread notifications one may see, on every page and to whoever asks again."""

from journal.actions.notifications import notify, read_notifications
from journal.models.notifications import Kind
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, statuses

PATH = "/notifications/count/"


def tell_many(cast, number: int) -> None:
    for _ in range(number):
        post = make_post(cast.author, cast.cohort)
        notify(recipients=[cast.author], kind=Kind.CHECKED, actor=cast.mentor, post=post)


def counted(answer) -> list[str]:
    return [part.split("<")[0] for part in answer.content.decode().split('aria-hidden="true">')[1:]]


def test_says_how_many_at_both_of_its_places(cast):
    tell_many(cast, 3)
    answer = browser(cast.author).get(PATH)
    assert counted(answer) == ["3", "3"]
    assert answer.content.decode().count('hx-swap-oob="true"') == 2
    assert "3 unread" in browser(cast.author).get("/").content.decode()


def test_says_nothing_where_nothing_is_unread(cast):
    tell_many(cast, 2)
    read_notifications(recipient=cast.author)
    assert counted(browser(cast.author).get(PATH)) == []
    assert counted(browser(cast.mentor).get(PATH)) == []


def test_beyond_a_hundred_it_counts_no_further(cast):
    tell_many(cast, 101)
    client = browser(cast.author)
    with query_budget(3):
        answer = client.get(PATH)
    assert counted(answer) == ["99+", "99+"]


def test_costs_two_queries_and_one_more_where_something_is_unread(cast):
    client = browser(cast.author)
    with query_budget(2):
        client.get(PATH)
    tell_many(cast, 1)
    with query_budget(3):
        client.get(PATH)


def test_a_page_costs_no_query_more_while_nothing_is_unread(cast):
    client = browser(cast.author)
    with query_budget() as before:
        client.get("/follows/")
    tell_many(cast, 2)
    with query_budget() as after:
        client.get("/follows/")
    assert len(after) == len(before) + 1


def test_a_session_that_ended_is_answered_without_a_page(cast):
    answer = browser().get(PATH)
    assert (answer.status_code, answer.content) == (401, b"")
    assert statuses(browser(cast.author), PATH, "post", "put") == {405}
