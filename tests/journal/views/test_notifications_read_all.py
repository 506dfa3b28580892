"""Calling all read, or all of one kind: what was shown, and nothing that came meanwhile."""

from journal.actions.notifications import notify
from journal.models.notifications import Kind, Notification
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses

PATH = "/notifications/read/"


def tell(cast, kind, post="cohort", recipient=None):
    notify(recipients=[recipient or cast.author], kind=kind, actor=cast.mentor, post=cast.posts[post])


def shown_until(client, path="/notifications/") -> str:
    return client.get(path).content.decode().split('name="until" value="')[1].split('"')[0]


def test_all_that_was_shown_is_read_and_what_came_meanwhile_is_not(cast):
    tell(cast, Kind.CHECKED)
    tell(cast, Kind.RESOLVED)
    tell(cast, Kind.CHECKED, recipient=cast.team_mate)
    client = browser(cast.author)
    until = shown_until(client)
    tell(cast, Kind.CHECKED, "team")
    assert client.post(PATH, {"until": until, "kind": ""}).url == "/notifications/"
    unread = Notification.objects.unread()
    assert {(told.recipient, told.post) for told in unread} == {
        (cast.author, cast.posts["team"]), (cast.team_mate, cast.posts["cohort"]),
    }  # fmt: skip


def test_one_kind_leaves_the_others(cast):
    tell(cast, Kind.CHECKED)
    tell(cast, Kind.RESOLVED)
    client = browser(cast.author)
    client.post(PATH, {"until": shown_until(client, "/notifications/?kind=resolved"), "kind": "resolved"})
    assert [told.kind for told in Notification.objects.unread()] == ["checked"]


def test_what_is_no_kind_or_no_moment_changes_nothing(cast):
    tell(cast, Kind.CHECKED)
    client = browser(cast.author)
    for sent in ({}, {"until": "soon"}, {"until": "9" * 17, "kind": "love"}):
        assert client.post(PATH, sent).url == "/notifications/"
    assert Notification.objects.unread().count() == 1


def test_refusals(cast):
    assert asks_to_sign_in(browser().post(PATH), PATH)
    assert statuses(browser(cast.author), PATH, "get", "put") == {405}
