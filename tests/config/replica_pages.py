"""What pages do beside a replica: functions that tests/config/test_replica.py runs in a process beside two servers.

`python -m tests.config.replica_pages` runs those that it is told, a name a line, on the servers of DATABASE_URL and
DATABASE_REPLICA_URL, and writes what came of each as a line of JSON: what it returned, or how it failed.
"""

import json
import logging
import sys
import traceback
from contextlib import contextmanager
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import OperationalError, connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import Session
from config.replica import Reads, Router
from journal.actions.members import change_state
from journal.management.checkup import look
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from tests.cast import make_cast
from tests.config.embedded_user import wait_until
from tests.factories import make_post


class Servers:
    """Both servers with what this process asks them, and the people on them."""

    def __init__(self):
        self.asked = {"default": [], "replica": []}
        for alias, statements in self.asked.items():
            connections[alias].execute_wrappers.append(self._recorder(statements))

    def _recorder(self, statements: list):
        def record(execute, sql, params, many, context):
            statements.append(str(sql))
            return execute(sql, params, many, context)

        return record

    def client(self, handle: str) -> Client:
        """Return the browser of one of the cast, as it is signed in (the session's row is written now)."""
        client = Client(raise_request_exception=False)
        if handle:
            client.force_login(Membership.objects.get(user__handle=handle).user)
        return client

    def read(self, alias: str) -> list[str]:
        """Return the statements that one of the servers was asked about the journal's tables since the last time."""
        said = [sql for sql in self.asked[alias] if '"journal_' in sql]
        self.asked[alias].clear()
        return said

    def forget(self) -> None:
        """Begin to listen anew."""
        self.read("default"), self.read("replica")

    def even(self) -> None:
        """Wait until the replica has all that was written."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_flush_lsn()::text")
            position = cursor.fetchone()
        assert wait_until(lambda: _of_replica("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", position))
        self.forget()

    @contextmanager
    def paused(self):
        """Let the replica stand still with what it has."""
        self.even()
        _of_replica("SELECT pg_wal_replay_pause()")
        assert wait_until(lambda: _of_replica("SELECT pg_get_wal_replay_pause_state()") == "paused")
        self.forget()
        try:
            yield
        finally:
            _of_replica("SELECT pg_wal_replay_resume()")


def _of_replica(sql: str, params=None):
    with connections["replica"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def post_called(title: str) -> Post:
    """Return one of the cast's posts."""
    return Post.objects.get(title=title)


def set_up(servers: Servers) -> None:
    """Make the tables and the cast."""
    call_command("migrate", verbosity=0)
    make_cast()


def what_others_wrote_is_read_from_the_replica(servers: Servers) -> None:
    post, shown = post_called("Minji cohort"), post_called("Minji public")
    bora, nobody = servers.client("bora"), servers.client("")
    servers.even()
    pages = (post.get_absolute_url(), "/c/ai-tech/", "/c/ai-tech/topics/", "/c/ai-tech/search/?q=Minji", "/")
    for client, page in [(nobody, shown.get_absolute_url()), *((bora, page) for page in pages)]:
        response = client.get(page)
        assert response.status_code == 200, page
        assert servers.read("default") == [], page
        assert servers.read("replica"), page
        servers.even()  # a search counts itself
    assert b"Minji" in bora.get("/c/ai-tech/search/?q=Minji").content


def one_s_own_write_is_seen_at_once(servers: Servers) -> None:
    post, bora = post_called("Minji cohort"), servers.client("bora")
    words = {"body": f"Seen at once, {uuid4().hex}", "key": str(uuid4())}
    with servers.paused():
        bora.post(f"/posts/{post.pk}/comments/", words)
        assert Comment.objects.filter(body=words["body"]).exists()
        assert not Comment.objects.using("replica").filter(body=words["body"]).exists()
        servers.forget()
        assert words["body"] in bora.get(post.get_absolute_url()).content.decode()
        assert servers.read("replica") == []


def what_is_closed_is_closed_at_once(servers: Servers) -> None:
    """Closed to others: by narrowing a post, by withdrawing a member, by ending a session."""
    made = post_called("Minji cohort")
    post = make_post(made.author, made.cohort)
    bora, gahee, sol = (servers.client(handle) for handle in ("bora", "gahee", "sol"))
    servers.even()
    assert [client.get(post.get_absolute_url()).status_code for client in (bora, gahee, sol)] == [200] * 3
    with servers.paused():
        Session.objects.filter(user__handle="sol").delete()
        assert sol.get(post.get_absolute_url()).status_code == 302
        gone, haeun = (Membership.objects.get(user__handle=handle) for handle in ("gahee", "haeun"))
        change_state(cohort=gone.cohort, members=[gone.pk], state="withdrawn", by=haeun.user)
        assert Membership.objects.using("replica").get(user__handle="gahee").state == "graduated"
        assert gahee.get(post.get_absolute_url()).status_code == 404
        Post.objects.filter(pk=post.pk).update(visibility="mentors")
        assert Post.objects.using("replica").get(pk=post.pk).visibility == "cohort"
        assert bora.get(post.get_absolute_url()).status_code == 404


def a_post_never_touches_the_replica(servers: Servers) -> None:
    post, bora = post_called("Minji cohort"), servers.client("bora")
    servers.even()
    servers.asked["replica"].clear()
    assert bora.post(f"/posts/{post.pk}/like/", {"on": 1}).status_code == 302
    assert servers.asked["replica"] == [] and servers.read("default")


def a_page_that_writes_sees_what_it_wrote(servers: Servers) -> None:
    post = post_called("Minji team")

    def view(request):
        titles = [Post.objects.get(pk=post.pk).title]
        with transaction.atomic():
            titles.append(Post.objects.select_for_update().get(pk=post.pk).title)
            servers.before = servers.read("replica")
            titles.append(Post.objects.get(pk=post.pk).title)
            servers.within = servers.read("replica")
            read = Post.objects.using("replica").get(pk=post.pk)
            servers.forget()
            read.title = "Written by a page"
            read.save(update_fields=["title"])
        titles.append(Post.objects.get(pk=post.pk).title)
        return HttpResponse("\n".join(titles))

    with servers.paused():
        request = RequestFactory().get("/")
        response = Reads(view)(request)
        assert response.content.decode().split("\n") == ["Minji team"] * 3 + ["Written by a page"]
        assert servers.before and servers.within == servers.read("replica") == [] and request.read_from == "wrote"
    assert Router().db_for_read(Post) == "default"  # outside of a page: the worker, commands


def a_replica_that_fails_within_a_page_is_not_seen(servers: Servers) -> None:
    post, bora = post_called("Minji cohort"), servers.client("bora")
    servers.even()
    failed = []

    def fail(execute, sql, params, many, context):
        if '"journal_post"' in str(sql):
            failed.append(sql)
            execute("SELECT pg_terminate_backend(pg_backend_pid())", None, False, context)
        return execute(sql, params, many, context)

    with connections["replica"].execute_wrapper(fail):
        assert bora.get(post.get_absolute_url()).status_code == 200
    assert len(failed) == 1 and servers.read("default")
    servers.forget()
    assert bora.get(post.get_absolute_url()).status_code == 200
    assert servers.asked["replica"] == []  # it is left alone for a while


def without_the_replica_all_is_as_it_was(servers: Servers) -> None:
    """Its server is dead before this begins."""
    post, bora, tries = post_called("Minji cohort"), servers.client("bora"), []
    connect = connections["replica"].get_new_connection

    def count(params):
        tries.append(params)
        return connect(params)

    connections["replica"].get_new_connection = count
    for page in (post.get_absolute_url(), "/c/ai-tech/", "/c/ai-tech/search/?q=Minji", "/"):
        assert bora.get(page).status_code == 200, page
        assert servers.read("default"), page
    assert len(tries) <= 1  # none, where a kept connection said so
    assert Client().get("/readyz").status_code == 200
    try:
        connections["replica"].ensure_connection()
    except OperationalError:
        return
    raise AssertionError("it is not dead")


def a_server_that_replicates_nothing_is_not_read(servers: Servers) -> None:
    """DATABASE_REPLICA_URL is a second address of the primary: whoever says so would have no replica."""
    post, bora = post_called("Minji cohort"), servers.client("bora")
    servers.forget()
    assert bora.get(post.get_absolute_url()).status_code == 200
    assert servers.read("replica") == []


def the_doctor(servers: Servers) -> list[str]:
    """Return what the doctor says of it."""
    found = {each.name: each for each in look()}
    return [found["replica"].state, found["replica"].words]


def main() -> None:
    """Run what is asked for."""
    logging.disable(logging.CRITICAL)
    servers = Servers()
    for line in sys.stdin:
        told = {}
        try:
            told["gave"] = globals()[line.strip()](servers)
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            told["failed"] = traceback.format_exc()
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
