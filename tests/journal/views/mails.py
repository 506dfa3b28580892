"""Mails on one's own machine, for the tests of the pages that show them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

FILES = "django.core.mail.backends.filebased.EmailBackend"


def write_mail(
    subject="[Haru] 제목", text="글\nhttp://testserver/x/", html="<p>글</p>", to="minji@haru.example"
) -> str:
    """Send a mail into a file, as on a development machine; return the file's name."""
    before = set(_names())
    message = EmailMultiAlternatives(subject, text, to=[to], connection=get_connection(FILES))
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
    return (set(_names()) - before).pop()


def write_file(name: str, content: bytes) -> None:
    """Put any file into the folder of mails."""
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def _names() -> list[str]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return [path.name for path in folder.iterdir()] if folder.exists() else []


@pytest.fixture
def deployed(settings):
    """A site that people use, instead of somebody's machine."""
    settings.PRODUCTION = True
