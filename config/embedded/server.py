"""Joining Haru's own PostgreSQL, from the side of the processes that use it.

    HARU_HOME/postgres/          0700; locked exclusively as long as a process of the server lives
    HARU_HOME/postgres/socket/   0700; locked shared by every process that uses the server
    HARU_HOME/postgres/data/     PostgreSQL's own folder: it gets this name once it is complete
    HARU_HOME/postgres/server.log

Both locks are flock() on the folder itself, so the kernel drops them when a process dies, however
it dies. Whoever gets the exclusive one may start a server, and hands it on to that server.
"""

import contextlib
import fcntl
import os
import pwd
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.db.utils import OperationalError

from config.postgres.programs import program

PORT = 5432  # only names the socket: there is no TCP
PATIENCE = 60  # seconds to wait for a server that starts, stops or recovers
TIMEOUTS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
KEEPER = Path(__file__).with_name("keeper.py")

_held: dict[Path, int] = {}  # home -> the open socket folder, with its shared lock
_guard = threading.Lock()


def enter(home: Path) -> str:
    """Count this process among the server's users, start the server when it does not run,
    and return the host for libpq.

    The process stays a user until it ends. Raises OperationalError with a sentence for people.
    """
    folder = home / "postgres"
    try:
        with _guard:
            users = _held.get(home)
            if users is not None and os.fstat(users).st_nlink == 0:  # the folder was deleted
                os.close(_held.pop(home))
                users = None
            if users is None:
                _prepare(folder)
                users = _held[home] = _join(folder)
            _start_unless_running(folder)
    except OSError as error:
        raise OperationalError(
            f"Haru's database folder {folder} cannot be used by the Unix user {_name(os.geteuid())}: {error.strerror}."
        ) from error
    # A Unix socket's path has at most 107 bytes and libpq splits it at commas: go by the open
    # folder instead, which any child (psql, pg_dump) can follow too. There is no /proc on a Mac.
    if os.path.exists(f"/proc/{os.getpid()}/fd/{users}"):
        return f"/proc/{os.getpid()}/fd/{users}"
    if len(os.fsencode(folder)) > 80:
        raise OperationalError(f"The path {folder} is too long for a database on this system.")
    return str(folder / "socket")


def outlive_exec(home: Path) -> None:
    """Let this process, if it is a user of the server, stay one through os.exec."""
    with _guard:
        if (users := _held.get(home)) is not None:
            os.set_inheritable(users, True)


def _prepare(folder):
    """Make HOME/postgres/ and its socket folder, and see that they are ours to use."""
    sockets = folder / "socket"
    folder.parent.mkdir(parents=True, exist_ok=True)
    for made in (folder, sockets):
        with contextlib.suppress(FileExistsError):
            made.mkdir(mode=0o700)
    if os.geteuid() == 0 and 0 in (folder.stat().st_uid, sockets.stat().st_uid):
        # PostgreSQL refuses to run as root. The folder itself goes last: then this is done
        # again when it was interrupted.
        uid, gid = _unprivileged(folder)
        for path in (*folder.rglob("*"), folder):
            os.chown(path, uid, gid, follow_symlinks=False)
    owner = folder.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise PermissionError(None, f"it belongs to the Unix user {_name(owner)}")


def _unprivileged(folder):
    """Who runs the server that root starts: the owner of `folder` or of HARU_HOME, or nobody."""
    for owner in (folder.stat(), folder.parent.stat()):
        # initdb wants its user to have a name
        if owner.st_uid and _name(owner.st_uid) != str(owner.st_uid):
            return owner.st_uid, owner.st_gid
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise PermissionError(None, "root cannot run PostgreSQL, and there is no nobody") from error
    return nobody.pw_uid, nobody.pw_gid


def _name(uid):
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _join(folder):
    """Take the shared lock, waiting for a server that is just being stopped."""
    users = os.open(folder / "socket", os.O_RDONLY | os.O_DIRECTORY)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return users
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(users)
                raise _failure("has been stopping for a long time", folder) from None
        time.sleep(0.02)


def _start_unless_running(folder):
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        installation = program("postgres").parent.parent
        subprocess.run(
            [sys.executable, "-I", "-S", KEEPER, folder, installation, str(lock)],
            env={"LC_ALL": "C"},
            pass_fds=[lock],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except BlockingIOError:
        pass  # it runs, or another process is starting it
    except subprocess.TimeoutExpired:
        raise _failure(f"is still starting after {PATIENCE} s", folder) from None
    except subprocess.CalledProcessError as error:
        raise OperationalError(error.stderr.decode(errors="replace").strip()) from None
    finally:
        os.close(lock)


def _failure(what, folder):
    return OperationalError(f"Haru's PostgreSQL {what}: see {folder / 'server.log'}.")


def _forget_in_child():
    # A forked child becomes a user when it connects, and must not keep its parent's locks.
    for users in _held.values():
        os.close(users)
    _held.clear()
    _guard.release()


os.register_at_fork(before=_guard.acquire, after_in_parent=_guard.release, after_in_child=_forget_in_child)
