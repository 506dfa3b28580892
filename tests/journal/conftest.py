"""Fixtures of the journal's tests: the world behind the doors, made once for a module."""

import pytest
from django.conf import settings as django_settings

from accounts.models import User
from tests.world import World, lasting


@pytest.fixture(scope="module")
def lasting_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the world of tests/world.py once for a module."""
    with lasting(django_db_blocker, tmp_path_factory.mktemp("media"), django_settings) as world:
        yield world


@pytest.fixture
def world(lasting_world, settings, db) -> World:
    """Give a test the world; what the test changes in it is changed back."""
    settings.MEDIA_ROOT = lasting_world.media
    return lasting_world


@pytest.fixture
def in_english(cast):
    """Let everybody of the cast read English."""
    User.objects.update(language="en")
