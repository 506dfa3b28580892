"""Signing out everywhere else: this browser stays, and nobody else is touched."""

from django.test import Client
from django.urls import reverse

from tests.factories import make_user

PATH, PROFILE = reverse("accounts.end_others"), reverse("accounts.profile")


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_all_others_end_and_this_one_stays(db):
    minji, jiho = make_user("minji"), make_user("jiho")
    here, *there = (browser_of(minji) for _each in range(4))
    stranger = browser_of(jiho)
    answer = here.post(PATH, follow=True)
    assert "3" in answer.content.decode() and answer.status_code == 200
    assert [client.get(PROFILE).status_code for client in (here, *there, stranger)] == [200, 302, 302, 302, 200]
    assert here.post(PATH).status_code == 302, "a second press finds nobody"
    assert here.get(PATH).status_code == 405
