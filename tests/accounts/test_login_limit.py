"""Sixty guesses at once, over four processes, are five guesses."""

import multiprocessing

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import User


def guess(numbers) -> list[str]:
    """What the sign-in page says to each wrong password."""
    said = []
    for number in numbers:
        sent = {"login": "minji@haru.example", "password": f"wrong {number}"}
        response = Client().post(reverse("account_login"), sent)
        said += [error.code for error in response.context["form"].errors.as_data()["__all__"]]
    connections.close_all()
    return said


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clean_cache")
def test_guesses_are_counted_exactly_over_all_processes():
    user = User.objects.create_user("minji@haru.example", "minji", "haru-backpropagation", display_name="민지")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    connections.close_all()  # a forked process must not share a connection
    with multiprocessing.get_context("fork").Pool(4) as pool:
        said = sum(pool.map(guess, [range(i, 60, 4) for i in range(4)], chunksize=1), [])
    assert len(said) == 60
    assert said.count("email_password_mismatch") == 5
    assert said.count("too_many_login_attempts") == 55
