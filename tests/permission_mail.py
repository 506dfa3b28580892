"""The permission table's rows for mails (see tests/permission_table.py): on one's own machine everybody looks at them."""

from pathlib import Path

from django.conf import settings

from journal.queries.mail_stops import stop_token
from tests.permission_table import EVERYBODY, WRONG, Row, answers, at
from tests.world import World

NAME = "kept.log"
MAIL = b"Content-Type: text/html\nSubject: A mail\nTo: minji@haru.example\n\n<p>A mail.</p>"


def _kept(name: str):
    def where(world: World) -> str:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_bytes(MAIL)
        return at(name, name=NAME)(world)

    return where


def _stop(world: World) -> str:
    return at("mail.stop", token=stop_token(world.cast.author.pk, ["mention"]))(world)


MAILS = [
    Row("mail.stop", _stop, EVERYBODY, EVERYBODY, data=lambda world, role: {"List-Unsubscribe": "One-Click"}),
    Row("mail.stop", at("mail.stop", token="none"), answers(404), answers(404), label="not signed"),
    Row("mail.index", at("mail.index"), EVERYBODY, WRONG),
    Row("mail.show", _kept("mail.show"), EVERYBODY, WRONG),
    Row("mail.show", at("mail.show", name="none.log"), answers(404), WRONG, label="of no file"),
    Row("mail.html", _kept("mail.html"), EVERYBODY, WRONG, label="in its frame"),
]  # fmt: skip
