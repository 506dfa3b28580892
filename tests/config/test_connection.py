"""A kept connection is looked at before a request uses it, without asking the server."""

import psycopg
import pytest
from django.db import connection

from tests.guards import query_budget

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_connection():
    """Leave no connection behind that a test has broken."""
    yield
    connection.close()


def end_by_another(pid: int) -> None:
    """Let another connection end ours, as a restart of the server does, and wait until it is gone."""
    params = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key not in ("cursor_factory", "context")
    }
    with psycopg.connect(**params, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone()[0]


def test_a_connection_that_stands_is_usable_and_is_not_asked():
    connection.ensure_connection()
    with query_budget(0):
        assert connection.is_usable()


def test_a_connection_that_the_server_closed_is_not_usable_and_the_next_request_gets_another():
    connection.ensure_connection()
    end_by_another(connection.connection.info.backend_pid)
    assert not connection.is_usable()
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_a_closed_connection_is_not_usable():
    connection.ensure_connection()
    connection.connection.close()
    assert not connection.is_usable()


def test_words_of_the_server_that_wait_do_not_make_a_connection_unusable():
    with connection.cursor() as cursor:
        cursor.execute("LISTEN said")
        cursor.execute("NOTIFY said")
    assert connection.is_usable()
