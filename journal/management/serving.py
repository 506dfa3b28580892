"""The web server, granian in front of Django's WSGI application, and the parent that keeps it and the worker alive.

Run as a module (`python -m journal.management.serving HOST PORT PROCESSES FORM SOCKET`) it is the web server alone,
whose log has the form `text` or `json`, on a socket that its parent holds. Its first process never loads Django, and
stays small.
"""

import json
import os
import socket
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.net import SocketHolder, SocketSpec

PROJECT = Path(__file__).resolve().parents[2]
PARENT = PROJECT / "config" / "parent.py"
JSON = {"()": "config.logs.Json"}
DRAIN = 20  # seconds for requests to end in
GIVEN = 3  # the descriptor of the first socket that systemd gives: sd_listen_fds(3)


class _Server(Granian):
    """Granian on one socket for all of its processes, which is given or its own; on Linux each would have another.

    So nobody is refused while there is none: whoever comes waits until the next one has loaded Django.
    """

    given: int | None = None

    def _init_shared_socket(self):
        if self.given is None:
            self._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        else:
            self._shd = SocketHolder(self.given, False, self.backlog)
        self._sfd = self._shd.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)


def is_free(host: str, port: int) -> bool:
    """Return whether nothing listens on an address yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def name_the_site(port: int) -> None:
    """Let the links of mails lead to this port of this machine, where no setting says where the site is."""
    os.environ.setdefault("HARU_URL", f"http://127.0.0.1:{port}")


def is_given() -> bool:
    """Return whether systemd holds the socket for this process, which then refuses nobody while the site is away."""
    return os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS") == "1"


def listen(host: str, port: int) -> int:
    """Return the descriptor of a socket that listens on an address, or of the one that systemd gives."""
    if is_given():
        return GIVEN
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=1024)
    listener.setblocking(False)
    return listener.detach()


def serve(
    host: str,
    port: int,
    *,
    processes: int = 1,
    form: str = "text",
    application: str = "config.web:application",
    given: int | None = None,
) -> None:
    """Serve Haru until a signal ends it: in each process a few threads, which keep their database connections.

    `given` is the descriptor of a socket that listens already.
    """
    server = _Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        backpressure=64,
        blocking_threads_idle_timeout=300,
        log_access=False,
        log_level="warning",
        log_dictconfig={"formatters": dict.fromkeys(("generic", "access"), JSON)} if form == "json" else None,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN,
    )
    server.given = given
    server.serve()


def become_parent(host: str, port: int, *, processes: int = 1, form: str = "text", worker: bool = True) -> None:
    """Turn this process into the parent of a web server and a worker (config/parent.py); never returns.

    What is to be held for as long as the site runs, such as the embedded database, must be inheritable by now.
    """
    listener = listen(host, port)
    os.set_inheritable(listener, True)
    web = [sys.executable, "-m", "journal.management.serving", host, str(port), str(processes), form, str(listener)]
    children = [{"name": "web server", "command": web, "keeps": [listener]}]
    if worker:
        command = [sys.executable, str(PROJECT / "manage.py"), "worker"]
        # Whoever opens the site goes before: the worker starts a moment later, and yields the processor.
        children.append({"name": "worker", "command": command, "nice": 5, "wait": 1.5, "is_worker": True})
    sys.stdout.flush()
    os.chdir(PROJECT)
    os.execv(sys.executable, [sys.executable, "-I", "-S", str(PARENT), json.dumps(children), form])


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), processes=int(sys.argv[3]), form=sys.argv[4], given=int(sys.argv[5]))
