"""A worker is killed again and again while it sends mails: none is lost, and each arrives at most twice.

Six times in every run, twice at each of three moments, since each next worker takes seconds to start; of more,
`KILLS=20 python -m pytest tests/drills/test_mail_killed.py`.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from urllib.parse import quote

import pytest
from django.db import connection

from journal.actions.notifications import notify
from journal.models.mail import Delivery
from journal.models.notifications import Kind
from tests.config.embedded_user import PROJECT
from tests.factories import make_cohort, make_member
from tests.letterbox import Letterbox

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="kills processes"),
]
EVERY = 3
KILLS = int(os.environ.get("KILLS", "6"))
MAILS = EVERY * (KILLS + 1)
PATIENCE = 40 * KILLS  # seconds for all of it, on a busy machine


class Killer(Letterbox):
    """A mail server that kills whoever hands it every third mail: before it has it, with it in hand, or just after.

    Each receiver's mail is met once, so that what arrives twice is counted against one kill.
    """

    def __init__(self):
        super().__init__()
        self.worker: subprocess.Popen | None = None
        self.met: list[str] = []
        self.kills: Counter = Counter()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address not in self.met:
            self.met.append(address)
            if self._moment(address) == 0:
                self._kill("before the mail")
        return await super().handle_RCPT(server, session, envelope, address, rcpt_options)

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        is_first = address not in {letter["To"] for letter in self.letters}
        said = await super().handle_DATA(server, session, envelope)
        if is_first and self._moment(address) == 1:
            self._kill("with the mail in hand")  # the server has it, and the worker never hears so
        elif is_first and self._moment(address) == 2:
            server.loop.call_later(0.002, self._kill, "just after")  # about when it writes that it was sent
        return said

    def _moment(self, address: str) -> int | None:
        at = self.met.index(address)
        return at // EVERY % 3 if at % EVERY == 0 and sum(self.kills.values()) < KILLS else None

    def _kill(self, moment: str) -> None:
        if self.worker and self.worker.poll() is None:
            self.kills[moment] += 1
            self.worker.kill()


class Workers:
    """Workers one after the other, each told which one died before it, as `manage.py serve` does."""

    def __init__(self, port: int):
        found = connection.get_connection_params()
        who = f"{quote(found['user'])}:{quote(found.get('password', ''))}"
        address = f"postgresql://{who}@/{found['dbname']}?host={quote(str(found.get('host', '')), safe='')}"
        address += f"&port={found['port']}" if found.get("port") else ""
        self.env = {**os.environ, "DATABASE_URL": address, "HARU_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        self.number = ""

    def start(self) -> subprocess.Popen:
        """Start the next one, and return it when it has a number."""
        read, write = os.pipe()
        died = ["--instead-of", self.number] if self.number else []
        command = [sys.executable, "manage.py", "worker", "--tell", str(write), *died]
        process = subprocess.Popen(command, cwd=PROJECT, env=self.env, pass_fds=[write], stdin=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.number = told.readline().strip()
        return process


def deliveries():
    """Return the mails of this test: in the cohort's morning the worker also notes who has no digest."""
    return Delivery.objects.filter(digest_on=None)


def unsent() -> int:
    return deliveries().exclude(state="sent").count()


def test_no_mail_is_lost_and_none_arrives_more_than_twice(serve_mail):
    box = Killer()
    workers = Workers(serve_mail(box))
    cohort = make_cohort()
    people = [make_member(cohort) for _number in range(MAILS)]
    notify(recipients=people, kind=Kind.NUDGE, cohort=cohort, words="How is it going?")
    ends = time.monotonic() + PATIENCE
    try:
        while (unsent() or sum(box.kills.values()) < KILLS) and time.monotonic() < ends:
            box.worker = workers.start()
            while box.worker.poll() is None and unsent() and time.monotonic() < ends:
                time.sleep(0.02)
            if box.worker.poll() is None and not unsent():
                break
    finally:
        with suppress(ProcessLookupError):
            box.worker.send_signal(signal.SIGTERM)
        box.worker.wait(timeout=60)
    arrived = Counter(letter["To"] for letter in box.letters)
    doubled = [who for who, times in arrived.items() if times > 1]
    sys.stdout.write(f"\nkilled {dict(box.kills)}; {len(arrived)} of {MAILS} arrived, {len(doubled)} of them twice\n")
    assert sum(box.kills.values()) == KILLS
    assert set(arrived) == {person.email for person in people}, "lost"
    assert max(arrived.values()) <= 2
    assert len(doubled) <= box.kills["with the mail in hand"] + box.kills["just after"]
    assert len({letter["Message-ID"] for letter in box.letters}) == MAILS  # twice, but under one name
    assert set(deliveries().values_list("state", flat=True)) == {"sent"}
