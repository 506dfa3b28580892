"""No log holds a token, and none of a deployment's holds what people write."""

import json
import logging

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory

from config.logs import Json, WithoutTokens, Words, saying

TOKEN = "zq0123456789abcdef"
TEXT = "zq오늘 배운 것"


def written(message: str, *args) -> str:
    record = logging.LogRecord("x", logging.WARNING, "", 0, message, args, None)
    assert WithoutTokens().filter(record)
    return record.getMessage()


def line(message: str, *args, error: BaseException | None = None, form=Json, **extra) -> str:
    """Return the line that a record becomes."""
    record = logging.LogRecord(
        "haru.x", logging.ERROR, "", 0, message, args, error and (type(error), error, error.__traceback__)
    )
    for name, value in extra.items():
        setattr(record, name, value)
    return form().format(record)


def raised(act) -> BaseException:
    """Return what `act()` raises, with where it came from."""
    try:
        act()
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "path",
    [
        f"/feeds/{TOKEN}/c/a/feed.atom",
        f"/join/{TOKEN}/",
        f"/join/mail/{TOKEN}/",
        f"/mail/stop/{TOKEN}/",
        f"/accounts/password/reset/key/3-{TOKEN}/",
        f"/accounts/confirm-email/{TOKEN}/",
        f"/accounts/login/?next=/join/{TOKEN}/",
        f"/accounts/login/?next=/join/mail/{TOKEN}/",
    ],  # fmt: skip
)
def test_a_token_in_an_address_is_left_out(path):
    assert TOKEN not in written("%s: %s", "Not Found", path)
    assert TOKEN not in written(f'"GET {path} HTTP/1.1" 404')
    for form in (Json, Words):
        assert TOKEN not in line("%s: %s", "Not Found", path, form=form)
        assert TOKEN not in line("broken", error=raised(lambda: 1 / 0 if path else None), form=form, told={"at": path})
        error = raised(lambda: getattr(object(), path))
        assert TOKEN not in line("broken", error=error, form=form)


def test_the_rest_of_a_line_stays():
    assert written("%s: %s", "Not Found", f"/feeds/{TOKEN}/c/a/feed.atom") == "Not Found: /feeds/…/c/a/feed.atom"
    assert written("100 %% of %s", "it") == "100 % of it"


def test_every_handler_of_ours_has_the_filter():
    assert all("tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_a_line_is_an_object_of_one_line():
    said = line("two\nlines of %s", "글", told={"ms": 3.5})
    assert "\n" not in said and "글" in said
    assert json.loads(said) == json.loads(said) | {
        "level": "error", "logger": "haru.x", "message": "two\nlines of 글", "ms": 3.5
    }  # fmt: skip
    assert json.loads(said)["at"].endswith("+00:00")


def test_a_line_knows_its_request_or_its_job_and_no_other_does():
    with saying(request="r1"):
        assert json.loads(line("x"))["request"] == "r1"
        assert line("x", form=Words).endswith("[request=r1]")
        with saying(job=7):
            assert json.loads(line("x"))["job"] == 7
    assert "request" not in json.loads(line("x")) and "job" not in json.loads(line("x"))
    assert json.loads(line("x", job={"id": 9, "task_args": {"post": 1}}))["job"] == 9  # as the queue itself says it


@pytest.mark.parametrize(
    "act", [lambda: int(TEXT), lambda: {}[TEXT], lambda: TEXT.encode("ascii"), lambda: [].index(TEXT)]
)
def test_what_people_wrote_is_in_no_error_s_line(act):
    said = line("broken", error=raised(act))
    assert "zq" not in said
    told = json.loads(said)
    assert told["error"]["kind"] in ("ValueError", "KeyError", "UnicodeEncodeError")
    assert told["trace"][-1].startswith("tests/config/test_logs.py:")


def test_an_error_behind_an_error_is_told_without_its_words():
    def act():
        try:
            int(TEXT)
        except ValueError as error:
            raise RuntimeError(TEXT) from error

    said = line("broken", error=raised(act))
    assert json.loads(said)["error"] == {"kind": "RuntimeError", "behind": ["ValueError"]}
    assert "zq" not in said


def test_the_code_s_own_words_are_told():
    assert json.loads(line("x", error=raised(lambda: None.title)))["error"]["words"] == (
        "'NoneType' object has no attribute 'title'"
    )
    refused = psycopg.OperationalError("connection failed\nDETAIL: zq")
    assert json.loads(line("x", error=refused))["error"] == {"kind": "OperationalError", "words": "connection failed"}


def test_a_constraint_is_named_without_the_row_that_broke_it(db):
    def act():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE once (word text CONSTRAINT only_once UNIQUE)")
            cursor.execute("INSERT INTO once VALUES (%s), (%s)", [TEXT, TEXT])

    error = raised(act)
    assert isinstance(error, IntegrityError) and "zq" in str(error)
    said = line("x", error=error)
    assert json.loads(said)["error"] == {
        "kind": "IntegrityError", "behind": ["UniqueViolation"], "sqlstate": "23505", "constraint": "only_once"
    }  # fmt: skip
    assert "zq" not in said


def test_an_address_that_django_names_is_left_out():
    request = RequestFactory().get(f"/c/ai-tech/topics/{TEXT}/?q={TEXT}")
    said = line("%s: %s", "Internal Server Error", request.path, request=request)
    assert json.loads(said)["message"] == "Internal Server Error: …"
    assert "zq" not in said


def test_what_is_not_found_is_said_once_and_not_by_its_address(db, caplog):
    caplog.set_level("INFO", logger="haru")
    Client().get(f"/feeds/{TOKEN}/c/a/feed.atom")
    assert [record.name for record in caplog.records] == ["haru.access"]
    assert caplog.records[0].told["status"] == 404
    assert TOKEN not in "".join(Json().format(record) for record in caplog.records)
