"""Everything that Haru knows of one person besides their writing, as JSON: their own rows of every table.

Tables are found by their relation to people, so that a new one is in it without anybody thinking of it. Left out are
what opens doors (passwords, keys of sessions, secrets of the second step, tokens), and what is made of texts that the
archive has anyway.
"""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from accounts.devices import device_words
from accounts.models import User
from journal.models.posts import StaffReading

SECRET = {
    "User": {"password"}, "Session": {"session_key", "session_data"}, "Authenticator": {"data"},
    "FeedToken": {"digest", "token"}, "Invitation": {"token"},
}  # fmt: skip
# Rows that are written by the program out of posts and comments, and rights of the admin.
MADE = {"SearchEntry", "Section", "Resource", "Waiting", "User_groups", "User_user_permissions"}
MADE_COLUMNS = {"html", "outline", "toc", "excerpt", "retrospective", "render_version", "body_key", "place"}


def account_text(user: User) -> str:
    """Return the file: the account's own columns, and by table each row that names the person, in a fixed order."""
    rows = {f"{model.__name__}.{column}": list(_rows(model, column, user)) for model, column in tables()}
    said = {
        "account": _row(User, User.objects.filter(pk=user.pk).values().get()),
        "rows": {name: found for name, found in sorted(rows.items()) if found},
        "read_by_staff": list(_readings(user)),
    }
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n"


def tables() -> list[tuple[type[models.Model], str]]:
    """Return what has rows about people: the table and the column that names the person."""
    found = []
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model.__name__ not in MADE:
            found.append((relation.related_model, relation.field.name))
    return found


def _rows(model: type[models.Model], column: str, user: User) -> Iterator[dict]:
    mine = model._base_manager.filter(**{column: user.pk}).order_by("pk")
    for row in mine.values().iterator(chunk_size=500):
        yield _row(model, row)


def _row(model: type[models.Model], row: dict) -> dict:
    left_out = SECRET.get(model.__name__, set()) | MADE_COLUMNS
    said = {name: value for name, value in row.items() if name not in left_out and value not in (None, "")}
    if "agent" in said:
        said["device"] = device_words(said["agent"])
    return said


def _readings(user: User) -> Iterator[dict]:
    readings = StaffReading.objects.known_to(user).select_related("post", "reader").order_by("pk")
    for reading in readings.only("read_at", "post__title", "reader__handle").iterator(chunk_size=500):
        yield {"post": reading.post.title, "reader": reading.reader.handle, "read_at": reading.read_at}
