"""A real mail server on this machine, which keeps what it is handed, or refuses it."""

import re
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

LINK = re.compile(r"http://testserver(/\S+)")


class Letterbox:
    """A mail server's handler that keeps what it is handed.

    `refusals` are answers to the next mails, by where they are given: {"RCPT": ["550 no such mailbox"]}.
    """

    def __init__(self):
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refusals: dict[str, list[str]] = {}

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.refusals.get("RCPT"):
            return self.refusals["RCPT"].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refusals.get("DATA"):
            return self.refusals["DATA"].pop(0)
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def text(self, kind: str = "plain") -> str:
        """The words of the newest letter, or its "html"."""
        return self.letters[-1].get_body(preferencelist=(kind,)).get_content()

    def link(self) -> str:
        """The path of the address in the newest letter."""
        return LINK.search(self.text())[1]

    def __len__(self) -> int:
        return len(self.letters)


@pytest.fixture
def serve_mail():
    """Return what starts a mail server on this machine with a handler, and says its port; it ends with the test."""
    servers = []

    def start(box: Letterbox) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        servers.append(Controller(box, hostname="127.0.0.1", port=port))
        servers[-1].start()
        return port

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def letterbox(settings, serve_mail):
    """A mail server on this machine, which Haru is told to use."""
    box = Letterbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", serve_mail(box)
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.SITE_URL = "http://testserver"
    return box
