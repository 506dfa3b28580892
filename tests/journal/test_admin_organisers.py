"""In the admin nobody takes a cohort's last organiser unseen: by an account, a membership, or a closed account."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import translation

from accounts.models import User
from journal.actions.people import LastOrganiser, delete_people
from journal.admin import LastStays
from journal.models.people import Membership
from tests.factories import make_cohort, make_member

SENTENCE = "The last organiser of ai-tech: make somebody else an organiser there first."


@pytest.fixture
def staff(cast, in_english) -> Client:
    client = Client()
    client.force_login(cast.staff)
    return client


def row_of(cast) -> Membership:
    return Membership.objects.get(cohort=cast.cohort, user=cast.organiser)


@pytest.mark.parametrize("model", ["accounts/user", "journal/membership"])
def test_the_last_organiser_is_not_deleted_alone_nor_among_others(cast, staff, model):
    of = (lambda person: person.pk) if model == "accounts/user" else (
        lambda person: Membership.objects.get(user=person).pk
    )  # fmt: skip
    one, two = f"/admin/{model}/{of(cast.organiser)}/delete/", f"/admin/{model}/"
    chosen = {"action": "delete_selected", "_selected_action": [of(cast.organiser), of(cast.camper)]}
    for asked in (staff.get(one), staff.post(one, {"post": "yes"}), staff.post(two, {**chosen, "post": "yes"})):
        assert SENTENCE in asked.content.decode() and asked.status_code == 200
    assert row_of(cast).state == "active" and User.objects.filter(pk=cast.camper.pk).exists()
    second = make_member(cast.cohort, "organiser", "jeong")
    chosen["_selected_action"] = [of(cast.organiser), of(second)]
    assert SENTENCE in staff.post(two, {**chosen, "post": "yes"}).content.decode()  # both would leave nobody
    assert staff.post(one, {"post": "yes"}).status_code == 302
    assert not Membership.objects.filter(user=cast.organiser).exists()


def test_others_and_organisers_who_run_nothing_are_deleted_as_before(cast, staff):
    gone = make_member(make_cohort("past"), "organiser", "gone", state="withdrawn")
    for person in (cast.author, gone):
        page = f"/admin/accounts/user/{person.pk}/delete/"
        assert SENTENCE not in staff.get(page).content.decode()
        assert staff.post(page, {"post": "yes"}).status_code == 302
        assert not User.objects.filter(pk=person.pk).exists()


def test_every_cohort_that_is_left_alone_is_named(cast, staff):
    make_cohort("second")
    Membership.objects.create(cohort=make_cohort("third"), user=cast.organiser, role="organiser", state="active")
    page = staff.get(f"/admin/accounts/user/{cast.organiser.pk}/delete/").content.decode()
    assert SENTENCE in page and SENTENCE.replace("ai-tech", "third") in page and "of second" not in page


def test_the_account_of_the_last_organiser_is_not_closed(cast, staff):
    page = f"/admin/accounts/user/{cast.organiser.pk}/change/"
    person = cast.organiser
    sent = {
        name: getattr(person, name) for name in ("email", "handle", "display_name", "language", "time_zone", "scheme")
    }
    answer = staff.post(page, sent)  # is_active is not sent: closed
    assert answer.status_code == 200 and SENTENCE in answer.content.decode()
    assert staff.post(page, {**sent, "is_active": "on"}).status_code == 302
    make_member(cast.cohort, "organiser", "jeong")
    assert staff.post(page, sent).status_code == 302
    assert not User.objects.get(pk=person.pk).is_active


def test_who_left_meanwhile_is_seen_and_nobody_is_deleted(cast):
    """The page that asks was right; the deletion looks again."""
    with pytest.raises(LastOrganiser):
        delete_people(people=[cast.organiser, cast.author])
    assert User.objects.filter(pk__in=[cast.organiser.pk, cast.author.pk]).count() == 2
    with translation.override("en"), pytest.raises(PermissionDenied, match="last organiser"), LastStays().all_or_none():
        delete_people(people=[cast.author])
        delete_people(people=[cast.organiser])
    assert User.objects.filter(pk=cast.author.pk).exists()
