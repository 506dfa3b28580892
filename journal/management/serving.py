"""The web server: granian in front of Django's WSGI application."""

import socket

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces


def is_free(host: str, port: int) -> bool:
    """Return whether nothing listens on an address yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(host: str, port: int) -> None:
    """Serve Haru until a signal ends it: one worker, whose threads keep their database connections."""
    server = Granian(
        settings.WSGI_APPLICATION.replace(".application", ":application"),
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        backpressure=64,
        blocking_threads_idle_timeout=300,
        log_access=False,
        log_level="warning",
        respawn_failed_workers=True,
    )
    server.serve()
