"""No log holds a token."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from config.logs import WithoutTokens

TOKEN = "zq0123456789abcdef"


def written(message: str, *args) -> str:
    record = logging.LogRecord("x", logging.WARNING, "", 0, message, args, None)
    assert WithoutTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path",
    [
        f"/feeds/{TOKEN}/c/a/feed.atom",
        f"/join/{TOKEN}/",
        f"/join/mail/{TOKEN}/",
        f"/accounts/login/?next=/join/{TOKEN}/",
        f"/accounts/login/?next=/join/mail/{TOKEN}/",
    ],  # fmt: skip
)
def test_a_token_in_an_address_is_left_out(path):
    assert TOKEN not in written("%s: %s", "Not Found", path)
    assert TOKEN not in written(f'"GET {path} HTTP/1.1" 404')


def test_the_rest_of_a_line_stays():
    assert written("%s: %s", "Not Found", f"/feeds/{TOKEN}/c/a/feed.atom") == "Not Found: /feeds/…/c/a/feed.atom"
    assert written("100 %% of %s", "it") == "100 % of it"


def test_every_handler_of_ours_has_the_filter():
    assert all("tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_what_is_not_found_is_logged_without_its_token(db, caplog):
    caplog.handler.addFilter(WithoutTokens())
    Client().get(f"/feeds/{TOKEN}/c/a/feed.atom")
    assert "Not Found" in caplog.text and TOKEN not in caplog.text
