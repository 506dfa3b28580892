"""Sessions in the database that bring the person signed in with them: one query where Django asks two.

A session also knows its browser, where it was and when it was last seen, to the hour: a request writes that only when
an hour has passed. It ends so long after it was begun, whatever was written to it since, and sooner where nobody came
(settings.SESSION_COOKIE_AGE, SESSION_IDLE; docs/security.md says why).
"""

import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import DatabaseError, connections, router
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.devices import oldest
from accounts.models import Session, User

NAMES = [field.attname for field in User._meta.concrete_fields]
COLUMNS = ", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields)
DEVICE = ("public", "made_at", "seen_at", "agent", "address")
OPEN = f"""SELECT s.session_data, s.expire_date, s.user_id, {", ".join(f"s.{name}" for name in DEVICE)}, {COLUMNS}
FROM "{Session._meta.db_table}" s LEFT JOIN "{User._meta.db_table}" u ON u.id = s.user_id
WHERE s.session_key = %s AND s.expire_date > %s AND s.made_at > %s AND (s.user_id IS NULL OR s.seen_at > %s)"""
SEEN_EVERY = timedelta(hours=1)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, in a table that knows whose each is."""

    person: User | None = None  # who is said to be signed in, as they were when the session was read
    row: Session | None = None  # as it was read
    here: Callable[[], tuple[str, str]] | None = None  # tells the browser and the address of the request

    @classmethod
    def get_model_class(cls):
        """Return the model of the rows."""
        return Session

    def create_model_instance(self, data):
        """Return the row for these data, and whose it is."""
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY) or None
        if self.row and str(self.row.user_id) == str(session.user_id):
            for name in DEVICE:
                setattr(session, name, getattr(self.row, name))
            if session.session_key != self.row.session_key:  # it goes on under another key, beside the old row at first
                session.public = uuid.uuid4()
            return session
        session.public, session.made_at = uuid.uuid4(), timezone.now()
        session.seen_at = session.made_at
        session.agent, session.address = self.here() if self.here else ("", "")
        return session

    def note_seen(self) -> None:
        """Note that somebody who is signed in was here, once in an hour; a database that cannot write says no less."""
        row, now = self.row, timezone.now()
        if row is None or row.user_id is None or row.seen_at > now - SEEN_EVERY:
            return
        agent, address = self.here() if self.here else (row.agent, row.address)
        seen = {"seen_at": now, "agent": agent, "address": address}
        with suppress(DatabaseError):
            Session.objects.filter(session_key=row.session_key, seen_at=row.seen_at).update(**seen)
        for name, value in seen.items():
            setattr(row, name, value)

    def signed_in(self) -> User | None:
        """Return the person signed in, or None where django.contrib.auth has to look: a session made by other means.

        The rules are those of `django.contrib.auth.get_user` and ModelBackend: the same person, active, by a password
        that has not changed since.
        """
        key = self.get(SESSION_KEY)  # which reads the session, where nobody has yet
        person = self.person
        if person is None or not person.is_active or key != str(person.pk):
            return None
        if self.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
            return None
        known = constant_time_compare(self.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
        return person if known else None

    def decode(self, session_data):
        """Return what a session holds."""
        return json.loads(_unpacked(session_data, settings.SECRET_KEY))

    def _get_session_from_db(self):
        using, now = router.db_for_read(Session), timezone.now()
        with connections[using].cursor() as cursor:
            cursor.execute(OPEN, [self.session_key, now, *oldest(now)])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        data, expires, user_id, *more = row
        device, person = more[: len(DEVICE)], more[len(DEVICE) :]
        self.person = User.from_db(using, NAMES, person) if user_id else None
        self.row = Session(
            session_key=self.session_key, session_data=data, expire_date=expires, user_id=user_id,
            **dict(zip(DEVICE, device, strict=True)),
        )  # fmt: skip
        return self.row


@lru_cache(2_000)
def _unpacked(session_data: str, secret: str) -> str:
    """Return what a session holds, as JSON: the same text is unpacked, and its signature looked at, once."""
    return json.dumps(db.SessionStore.decode(SessionStore(), session_data))
