"""Reading one notification: by its button, or by opening the post that it is about."""

import pytest

from journal.actions.notifications import notify
from journal.models.notifications import Kind, Notification
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses


@pytest.fixture
def told(cast):
    """What Minji was told about her post."""
    (pk,) = notify(recipients=[cast.author], kind=Kind.CHECKED, actor=cast.mentor, post=cast.posts["cohort"])
    return Notification.objects.get(pk=pk)


def is_read(told) -> bool:
    return Notification.objects.get(pk=told.pk).read_at is not None


def test_button_calls_it_read_and_twice_is_once(cast, told):
    client, path = browser(cast.author), f"/notifications/{told.pk}/read/"
    assert client.post(path).url == "/notifications/"
    at = Notification.objects.get(pk=told.pk).read_at
    assert at
    line = client.post(path, headers={"hx-request": "true"}).content.decode()
    assert "told--unread" not in line and f'id="told-{told.pk}"' in line
    assert Notification.objects.get(pk=told.pk).read_at == at


def test_opening_the_post_reads_what_was_told_of_it(cast, told):
    (other,) = notify(recipients=[cast.author], kind=Kind.CHECKED, actor=cast.mentor, post=cast.posts["team"])
    client = browser(cast.author)
    page = client.get(cast.posts["cohort"].get_absolute_url())
    assert is_read(told)
    assert page.context["unread"] == "1"
    assert Notification.objects.unread().get().pk == other


@pytest.mark.parametrize(
    "headers", [{"sec-purpose": "prefetch"}, {"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}]
)
def test_a_page_fetched_ahead_reads_nothing(cast, told, headers):
    client, path = browser(cast.author), cast.posts["cohort"].get_absolute_url()
    assert client.get(path, headers=headers).status_code == 200
    assert client.head(path).status_code == 200
    assert not is_read(told)


def test_somebody_elses_opening_reads_nothing_of_mine(cast, told):
    browser(cast.mentor).get(cast.posts["cohort"].get_absolute_url())
    assert not is_read(told)


def test_refusals(cast, told):
    path = f"/notifications/{told.pk}/read/"
    assert browser(cast.team_mate).post(path).status_code == 404
    assert asks_to_sign_in(browser().post(path), path)
    assert statuses(browser(cast.author), path, "get", "put") == {405}
