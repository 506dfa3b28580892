"""One page measured: its queries, what it costs the web process and PostgreSQL, and how long clients wait for it."""

import itertools
import uuid
from dataclasses import asdict, dataclass, field

from django.db import connection
from django.test import Client as InProcess
from django.test.utils import override_settings

from tests.bench.load import ask, cpu_ms, family
from tests.bench.pages import Page
from tests.bench.site import session_of

CLIENTS = (1, 8, 32)
WARM = 8  # requests before anything is counted: four threads, each with its connection and its caches


@dataclass
class Figures:
    """What a page costs: milliseconds a request, the times clients saw by how many they were, bytes over the wire."""

    name: str
    queries: int = 0
    cpu: float = 0.0
    postgres: float = 0.0
    size: int = 0
    failures: int = 0
    budget: tuple[int, float] | None = None
    times: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        """Whether the page keeps its budget."""
        return not self.budget or (self.queries <= self.budget[0] and self.cpu <= self.budget[1])

    def as_dict(self) -> dict:
        """Return everything as JSON can hold it."""
        return asdict(self)


class Meter:
    """Measures pages of one served site."""

    def __init__(self, address: str, server: int, requests: int, levels=CLIENTS):
        self.address, self.server, self.requests, self.levels = address, server, requests, levels
        self.sessions: dict[int, str] = {}

    def page(self, page: Page) -> Figures:
        """Measure one page."""
        found = Figures(page.name, budget=page.budget)
        session = self.session(page.user)
        how = {"forms": _forms(page) if page.form else None, "success": page.success}
        found.queries = self._queries(page, how["forms"])
        ask(self.address, page.path, session, clients=1 if page.form else 4, requests=WARM, **how)
        web, base = family(self.server), backends()
        before = cpu_ms(web), cpu_ms(base)
        answers = ask(self.address, page.path, session, clients=1, requests=self.requests, **how)
        done = len(answers.times) or 1
        found.cpu = (cpu_ms(web) - before[0]) / done
        found.postgres = (cpu_ms(base) - before[1]) / done
        found.size, found.failures = answers.size, answers.failures
        self._note(found, 1, answers)
        for clients in () if page.form else self.levels[1:]:
            answers = ask(self.address, page.path, session, clients=clients, requests=max(self.requests, clients * 4))
            found.failures += answers.failures
            self._note(found, clients, answers)
        return found

    def bare(self, name: str, path: str) -> Figures:
        """Measure a page of tests/bench/bare.py."""
        found = Figures(name)
        ask(self.address, path, "", clients=4, requests=WARM)
        pids = family(self.server)
        before = cpu_ms(pids)
        answers = ask(self.address, path, "", clients=1, requests=self.requests * 10)
        found.cpu = (cpu_ms(pids) - before) / len(answers.times)
        found.size, found.failures = answers.size, answers.failures
        self._note(found, 1, answers)
        return found

    def session(self, user) -> str:
        """Return the key of a session of `user`, the same each time."""
        if user.pk not in self.sessions:
            self.sessions[user.pk] = session_of(user)
        return self.sessions[user.pk]

    def _queries(self, page: Page, forms) -> int:
        client = InProcess()
        client.cookies["sessionid"] = self.session(page.user)
        if forms:
            client.post(page.path, next(forms))  # an editor's first save costs more than those that follow
            return _counted(lambda: client.post(page.path, next(forms)))
        client.get(page.path)
        return _counted(lambda: client.get(page.path))

    def _note(self, found: Figures, clients: int, answers) -> None:
        found.times[str(clients)] = {"p50": answers.at(0.5), "p95": answers.at(0.95), "p99": answers.at(0.99)}


def _forms(page: Page):
    """Yield the forms of an editor or a comment box, each with a key and words of its own."""
    client = uuid.uuid4()
    for turn in itertools.count(1):
        form = {**page.form, "key": uuid.uuid4(), "body": f"{page.form['body']}\n{turn}"}
        if "client" in form:
            form |= {"client": client, "turn": turn}
        yield form


def _counted(request) -> int:
    """Return how many queries a request in this process costs, without what a transaction is wrapped in."""
    seen: list[str] = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note), override_settings(ALLOWED_HOSTS=["*"]):
        request()
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in seen)


def backends() -> list[int]:
    """Return the processes of this machine's PostgreSQL that serve the database, without this process's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]
