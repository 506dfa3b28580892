"""The people of these tests: Minji has an account; visitors hold an invitation or do not."""

import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from accounts.models import User

PASSWORD = "haru-backpropagation"


@pytest.fixture
def media(settings):
    """The folder of this test's pictures."""
    return settings.MEDIA_ROOT


@pytest.fixture
def minji(db):
    """A person with a confirmed address who reads Korean."""
    user = User.objects.create_user("minji@haru.example", "minji", PASSWORD, display_name="𝐌𝐢𝐧𝐣𝐢")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client, minji):
    """Minji's browser."""
    client.force_login(minji)
    return client


@pytest.fixture
def invited(client, db):
    """The browser of somebody who has followed an invitation link."""
    session = client.session
    session["invited_until"] = time.time() + 600
    session.save()
    return client


@pytest.fixture
def clean_cache():
    """For tests that commit: forget the counts of guesses before and after."""
    cache.clear()
    yield
    cache.clear()
