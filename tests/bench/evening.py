"""The evening peak: `python -m tests.bench.evening --home DIR [--seconds 300]`, in a database that tests.bench has filled.

A thousand campers' hour from 18:30 to 19:30 in five minutes: 60 editors save once a second, two journals are published
a second, 40 pages a second are read as people read them, and every mentor's desk is opened anew once a minute. Each
request is due at a moment of its own, whether the one before was answered or not, and its time counts from then.
Printed: for each kind how many arrived and failed, and the times at the median, p95, p99 and the worst.
"""

import argparse
import http.client
import itertools
import queue
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from tests.bench.load import ask
from tests.bench.site import prepare, running, session_of

SERVE = (
    "from django.core.management import execute_from_command_line as run; "
    "run(['manage.py', 'serve', '--port', '{{port}}', '--processes', '{processes}'])"
)
TOKEN = "b" * 32
DESK = 60  # seconds until a mentor opens the desk anew
KINDS = {"autosave": 100, "publish": None, "page": 250, "desk": None}  # milliseconds that p95 may take
READ = (  # of a hundred pages so many are the one of that name in tests.bench.pages
    ("home", 30), ("post", 35), ("day", 10), ("topic", 8), ("lecture", 5), ("matrix", 2), ("search", 4),
    ("person", 3), ("editor", 3),
)  # fmt: skip


@dataclass
class Request:
    """One request: when it is due, what it asks, as whom, and what is a success."""

    due: float
    kind: str
    path: str
    session: str
    form: dict | None = None
    success: int = 200


@dataclass
class Heard:
    """What one kind of requests was answered: seconds from the moment they were due, and failures by status."""

    times: list[float] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """Return the figures for people."""
        times = sorted(self.times) or [0.0]
        at = [times[min(len(times) - 1, int(len(times) * part))] * 1_000 for part in (0.5, 0.95, 0.99)]
        bar = KINDS[kind]
        verdict = "" if bar is None else f"  (p95 bar {bar} ms: {'met' if at[1] <= bar else 'over'})"
        failed = f"{len(self.failures)} failed {sorted(set(self.failures)) or ''}".strip()
        return (
            f"{kind:9} {len(self.times):6} answered, {failed}; p50 {at[0]:.0f}, p95 {at[1]:.0f}, p99 {at[2]:.0f}, "
            f"worst {times[-1] * 1_000:.0f} ms{verdict}"
        )


class Asker(threading.Thread):
    """A connection that sends what is due next."""

    def __init__(self, address: str, waiting: queue.Queue, heard: dict[str, Heard]):
        super().__init__(daemon=True)
        self.host, self.waiting, self.heard = urlsplit(address).netloc, waiting, heard
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def run(self):
        while (request := self.waiting.get()) is not None:
            time.sleep(max(0.0, request.due - time.monotonic()))
            status = self.status(request)
            heard = self.heard[request.kind]
            heard.times.append(time.monotonic() - request.due)
            if status != request.success:
                heard.failures.append(status)

    def status(self, request: Request) -> int:
        """Ask, and return the status; 0 for a broken connection."""
        headers = {"Cookie": f"sessionid={request.session}; csrftoken={TOKEN}", "Accept-Encoding": "gzip"}
        try:
            if request.form is None:
                self.connection.request("GET", request.path, headers=headers)
            else:
                headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
                self.connection.request("POST", request.path, urlencode(request.form), headers)
            answer = self.connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0
        return answer.status


def plan(seconds: int, saves: int, publishes: int, views: int) -> list[Request]:
    """Return every request of the evening by its moment, counted from 0; drafts for the editors are made here."""
    from journal.models.people import Membership
    from journal.models.posts import Post
    from tests.bench.pages import bench_cohort, pages_of, writes_of

    chance, cohort = random.Random(1), bench_cohort()
    members = Membership.objects.filter(cohort=cohort).select_related("user").order_by("pk")
    campers = [member for member in members if member.role == "camper"]
    mentors = [member.user for member in members if member.role == "mentor"]
    sessions = {member.user_id: session_of(member.user) for member in members}
    save, publish, *_ = writes_of(cohort)
    pages = {page.name: page.path for page in pages_of(cohort)}
    seen = Post.objects.filter(cohort=cohort, visibility="cohort", published_at__isnull=False, deleted_at__isnull=True)
    posts = [post.get_absolute_url() for post in seen.order_by("-published_at")[:500]]

    requests = []
    for at in range(saves):
        author = campers[at].user
        draft = Post.objects.create(cohort=cohort, author=author, title="bench", team_id=campers[at].team_id)
        form = {**save.form, "post": draft.pk, "writer": author.pk, "client": uuid.uuid4(), "version": draft.version}
        for turn in range(seconds):
            said = {**form, "turn": turn + 1, "body": f"{form['body']}\n{turn}"}
            requests.append(Request(turn + at / saves, "autosave", save.path, sessions[author.pk], said))
    writers = itertools.cycle(campers[saves:])
    for at in range(seconds * publishes):
        form = {**publish.form, "key": uuid.uuid4(), "body": f"{publish.form['body']}\n{at}"}
        who = sessions[next(writers).user_id]
        requests.append(Request(at / publishes, "publish", publish.path, who, form, publish.success))
    names = chance.choices(*zip(*READ, strict=True), k=seconds * views)
    for at, name in enumerate(names):
        path = chance.choice(posts) if name == "post" else pages[name]
        who = sessions[chance.choice(campers).user_id]
        requests.append(Request(at / views, "page", quote(path, safe="/?=&@%+"), who))
    for at, mentor in enumerate(mentors):
        for minute in range(0, seconds, DESK):
            due = minute + DESK * at / len(mentors)
            if due < seconds:
                requests.append(Request(due, "desk", pages["mentor's desk"].partition("?")[0], sessions[mentor.pk]))
    return sorted(requests, key=lambda request: request.due)


def evening(address: str, requests: list[Request]) -> dict[str, Heard]:
    """Send everything when it is due, and return what was heard; each editor keeps a connection of its own."""
    heard = {kind: Heard() for kind in KINDS}
    shared: queue.Queue = queue.Queue()
    own = {}
    askers = [Asker(address, shared, heard) for _ in range(64)]
    start = time.monotonic() + 2
    for request in requests:
        request.due += start
        waiting = shared
        if request.kind == "autosave":
            if request.session not in own:
                own[request.session] = queue.Queue()
                askers.append(Asker(address, own[request.session], heard))
            waiting = own[request.session]
        waiting.put(request)
    for asker in askers:
        asker.waiting.put(None)
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return heard


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True, help="the folder of a database that tests.bench has filled")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--saves", type=int, default=60, help="editors, each of which saves once a second")
    parser.add_argument("--publishes", type=int, default=2, help="journals published a second")
    parser.add_argument("--views", type=int, default=40, help="pages read a second")
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    asked = parser.parse_args()
    prepare(asked.home)
    from tests.bench.pages import bench_cohort, forget_writes

    requests = plan(asked.seconds, asked.saves, asked.publishes, asked.views)
    print(f"{len(requests)} requests in {asked.seconds} s", flush=True)
    try:
        with running(SERVE.format(processes=asked.processes)) as (address, _pid):
            warm = next(request for request in requests if request.kind == "page")
            ask(address, warm.path, warm.session, clients=16, requests=64)  # nobody comes to a site that loads its code
            for kind, heard in evening(address, requests).items():
                print(heard.line(kind), flush=True)
    finally:
        forget_writes(bench_cohort())


if __name__ == "__main__":
    main()
