"""How one wants to hear of each kind."""

from datetime import date

import pytest

from journal.actions.notifications import notify
from journal.models.mail import DigestStop
from journal.models.notifications import Kind, Notification, NotificationPreference
from journal.queries.digests import totals_of
from journal.queries.notifications import channels_of
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = "/notifications/settings/"


def test_what_is_chosen_is_kept_and_the_rest_stays(cast):
    before = channels_of(cast.author)
    client = browser(cast.author)
    assert client.post(PATH, {"comment": "none", "mention": "digest"}).url == PATH
    assert channels_of(cast.author) == {**before, "comment": "none", "mention": "digest"}
    assert client.get(PATH).context["form"]["mention"].value() == "digest"
    assert channels_of(cast.mentor) == before


def test_a_mentor_chooses_whether_their_desk_s_numbers_come_in_the_evening(cast):
    client, day = browser(cast.mentor), date(2021, 8, 5)
    assert client.get(PATH).context["form"]["evening"].value() == "mail"
    client.post(PATH, {"evening": "none"})
    assert client.get(PATH).context["form"]["evening"].value() == "none"
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, day) is None
    assert totals_of(cast.fresh("other_mentor"), cast.cohort.pk, day) is not None
    client.post(PATH, {"evening": "mail"})
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, day) is not None
    answer = client.post(PATH, {"evening": "digest"})
    assert "digest" in answer.context["form"].errors["evening"][0]


@pytest.mark.parametrize("role", ["author", "organiser", "on_leave", "staff"])
def test_who_has_no_desk_of_teams_is_not_asked_about_it(cast, role):
    client = browser(cast.people[role])
    assert "evening" not in client.get(PATH).context["form"].fields
    client.post(PATH, {"evening": "none"})
    assert not DigestStop.objects.exists()


def test_a_kind_that_is_not_wanted_is_not_told(cast):
    browser(cast.author).post(PATH, {"checked": "none"})
    assert notify(recipients=[cast.author], kind=Kind.CHECKED, actor=cast.mentor, post=cast.posts["cohort"]) == []
    assert not Notification.objects.exists()


def test_a_channel_that_is_none_is_refused_in_words(cast):
    answer = browser(cast.author).post(PATH, {"comment": "pigeon"})
    assert answer.status_code == 200
    assert "pigeon" in words(answer)
    assert not NotificationPreference.objects.exists()


def test_costs_as_much_with_choices_as_without(cast):
    client = browser(cast.author)
    few = query_count(client, PATH)
    client.post(PATH, dict.fromkeys(Kind.values, "digest"))
    assert query_count(client, PATH) <= few


def test_refusals(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert statuses(browser(cast.author), PATH, "put", "delete") == {405}
