"""Who was taken in by a roster claims their account by the mail, and nobody else does."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.newcomers import make_newcomers
from journal.actions.cohorts import add_member
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.queries.invitations import claim_token
from tests.guards import query_budget
from tests.journal.views.browsing import browser, statuses, words

PASSWORD = "haru-backpropagation"
SENT = {"display_name": "김하나", "handle": "hana", "password": PASSWORD}


@pytest.fixture
def newcomer(cast) -> Membership:
    """Somebody whom a roster named: no password, a made-up handle."""
    [person] = make_newcomers([("hana@x.org", "하나")], language="en", time_zone="Asia/Seoul")
    return add_member(
        cohort=cast.cohort, user=person, role="camper", state="invited", team=cast.cohort.teams.get(name="1조")
    )


def path_of(membership: Membership) -> str:
    return reverse("invitations.claim", args=[claim_token(membership)])


def test_a_newcomer_chooses_a_password_and_is_in(cast, newcomer):
    client, path = browser(), path_of(newcomer)
    page = client.get(path)
    assert "You are invited to ai-tech" in words(page) and "Your team: 1조." in words(page)
    assert page.context["form"]["display_name"].value() == "하나" and "hana@x.org" in words(page)
    answer = client.post(path, SENT, follow=True)
    assert "Welcome to ai-tech!" in words(answer) and answer.wsgi_request.user.email == "hana@x.org"
    newcomer.refresh_from_db()
    user = User.objects.get(email="hana@x.org")
    assert (newcomer.state, user.handle, user.display_name) == ("active", "hana", "김하나")
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    assert browser(user).get(cast.cohort.get_absolute_url()).status_code == 200


def test_the_mail_opens_no_account_that_is_somebody_s(cast, newcomer):
    path = path_of(newcomer)
    browser().post(path, SENT)
    stranger = browser()
    answer = stranger.post(path, {**SENT, "password": "another-backpropagation"})
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    assert User.objects.get(email="hana@x.org").check_password(PASSWORD)
    assert browser(cast.author).get(path).url.startswith(reverse("account_login"))
    assert browser(User.objects.get(email="hana@x.org")).get(path).url == "/"  # the mail, opened once more


def test_who_has_an_account_joins_by_a_press(cast, newcomer):
    newcomer.user.set_password(PASSWORD)
    newcomer.user.save()
    client = browser(newcomer.user)
    assert "password" not in words(client.get(path_of(newcomer)))
    assert "Welcome to ai-tech!" in words(client.post(path_of(newcomer), follow=True))
    newcomer.refresh_from_db()
    assert newcomer.state == "active"


def test_who_declines_hears_no_more(newcomer):
    path = path_of(newcomer)
    assert "You will hear no more of it." in words(browser().post(path, {"decline": "1"}, follow=True))
    newcomer.refresh_from_db()
    assert newcomer.state == "withdrawn" and browser().get(path).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"display_name": "\u3164"}, "display_name", "Nobody would see this name."), ({"handle": "minji"}, "handle", "Somebody has this handle"),
        ({"handle": "M1NJI"}, "handle", "Somebody has this handle"), ({"handle": "admin"}, "handle", "This handle belongs to the site."), ({"handle": ""}, "handle", "This field is required."),
        ({"password": "1234"}, "password", "too short"), ({"password": "password1"}, "password", "too common"), ({"password": ""}, "password", "This field is required."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_the_rest_stays(cast, newcomer, changed, field, sentence):
    answer = browser().post(path_of(newcomer), SENT | changed)
    assert answer.status_code == 200 and sentence in words(answer)
    assert list(answer.context["form"].errors) == [field]
    newcomer.refresh_from_db()
    assert newcomer.state == "invited" and not User.objects.get(email="hana@x.org").has_usable_password()


def test_another_word_an_old_one_and_one_of_a_cohort_that_is_over_open_nothing(cast, newcomer, monkeypatch):
    path = path_of(newcomer)
    for wrong in (path[:-3] + "x/", reverse("invitations.claim", args=["none"]), path.replace(".", "x")):
        assert browser().get(wrong).status_code == 404
    with monkeypatch.context() as later:
        then = timezone.now() + timedelta(days=31)
        later.setattr(signing.time, "time", then.timestamp)
        assert browser().get(path).status_code == 404
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="ended")
    assert browser().get(path).status_code == 404


def test_only_forms_are_answered_within_a_budget(newcomer):
    path = path_of(newcomer)
    assert statuses(browser(), path, "put", "delete", "patch") == {405}
    with query_budget(4):
        browser().get(path)
