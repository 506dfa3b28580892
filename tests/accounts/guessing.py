"""A process of its own that guesses passwords: what a second web worker is to the first."""

import django
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

import tests.environment  # noqa: F401 (before the settings)


def set_up(database: str) -> None:
    """Start Django in this process, on the test's own database."""
    settings.DATABASES["default"]["NAME"] = database
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    setup_test_environment()


def guess(numbers) -> list[str]:
    """Return what the sign-in page says to each wrong password."""
    said = []
    for number in numbers:
        sent = {"login": "minji@haru.example", "password": f"wrong {number}"}
        response = Client().post(reverse("account_login"), sent)
        said += [error.code for error in response.context["form"].errors.as_data()["__all__"]]
    return said
