"""A handle that somebody had still names them, and nobody else can have it."""

import pytest
from django.urls import reverse

from accounts.models import FORMER_KEPT, FormerHandle, User
from accounts.names import handle_key
from tests.accounts.test_profile import fields

URL = reverse("accounts.profile")


def test_the_former_handle_still_names_its_person(signed_in, minji):
    signed_in.post(URL, fields(handle="sunny"))
    minji.refresh_from_db()
    assert User.objects.called(["sunny", "@x", "minji", "MINJI"]) == dict.fromkeys(("sunny", "minji", "MINJI"), minji)
    signed_in.post(URL, fields(handle="Sunny"))  # the same to the eye
    assert [each.handle_key for each in minji.former_handles.all()] == [handle_key("minji")]


def test_nobody_else_takes_a_handle_that_somebody_had(signed_in, minji, client):
    other = User.objects.create_user("bora@haru.example", "bora")
    other.handle = "sol"
    other.save()
    answer = signed_in.post(URL, fields(handle="b0ra"))
    assert answer.context["form"].errors["handle"].data[0].code == "taken"
    minji.refresh_from_db()
    assert minji.handle == "minji"


def test_whoever_had_it_takes_it_back(signed_in, minji):
    for handle in ("sunny", "minji"):
        signed_in.post(URL, fields(handle=handle))
        minji.refresh_from_db()
        assert minji.handle == handle
    assert [each.handle_key for each in FormerHandle.objects.all()] == ["sunny"]


def test_nobody_keeps_more_than_a_few(minji):
    for number in range(FORMER_KEPT + 3):
        minji.handle = f"name_{'abcdefghij'[number]}"
        minji.save()
    assert {each.handle_key for each in FormerHandle.objects.all()} == {handle_key(f"name{each}") for each in "cdefg"}


def test_saving_anything_else_asks_nothing_more(minji, django_assert_num_queries):
    minji.bio = "Another sentence."
    with django_assert_num_queries(1):
        minji.save(update_fields=["bio"])


@pytest.mark.parametrize("handle", ["ghost", "", "min ji", "민지"])
def test_a_handle_of_nobody_names_nobody(minji, handle):
    assert User.objects.called([handle]) == {}
