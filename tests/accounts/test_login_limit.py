"""Sixty guesses at once, over four processes, are five guesses."""

import multiprocessing
import os

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.models import User
from tests.accounts.guessing import guess, set_up


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clean_cache")
def test_guesses_are_counted_exactly_over_all_processes(monkeypatch):
    user = User.objects.create_user("minji@haru.example", "minji", "haru-backpropagation", display_name="민지")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", "config.settings")
    name = connection.settings_dict["NAME"]
    # Fresh processes, as web workers are: a fork of this one would carry its threads' state along.
    with multiprocessing.get_context("spawn").Pool(4, set_up, [name]) as pool:
        said = sum(pool.map(guess, [range(i, 60, 4) for i in range(4)], chunksize=1), [])
    assert len(said) == 60
    assert said.count("email_password_mismatch") == 5
    assert said.count("too_many_login_attempts") == 55
