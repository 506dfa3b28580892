"""A site of its own for measuring: an empty installation in a temporary folder, served as `manage.py demo` serves."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SERVE = "from journal.management.serving import serve; serve('127.0.0.1', {port})"


def prepare(home: Path | None = None, database: str = "") -> Path:
    """Choose a HARU_HOME for this process and set Django up with a migrated database; return the folder.

    Without `home` it is new and empty; `database` is the address of a server to use instead of the embedded one.
    """
    home = home or Path(tempfile.mkdtemp(prefix="haru-bench-"))
    os.environ.update(
        HARU_LIMITS="0", HARU_HOME=str(home), DJANGO_SETTINGS_MODULE="config.settings", DATABASE_URL=database
    )
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from journal.management.static_files import collect_if_changed

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # many people; nobody signs in
    call_command("migrate", verbosity=0)
    collect_if_changed()
    return home


@contextmanager
def served(command: str = SERVE) -> Iterator[str]:
    """Serve the prepared site in a process of its own; give its address."""
    with running(command) as (address, _process):
        yield address


@contextmanager
def running(command: str = SERVE) -> Iterator[tuple[str, int]]:
    """Serve with a Python `command` in a process of its own; give its address and its number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", command.format(port=port)], cwd=PROJECT, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def serve_bare(port: int) -> None:
    """Serve tests/bench/bare.py as the site is served: the same server, the same number of threads."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    from journal.management.serving import serve

    serve("127.0.0.1", port, application="tests.bench.bare:application")


def session_of(user) -> str:
    """Return the key of a new session in which `user` is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
