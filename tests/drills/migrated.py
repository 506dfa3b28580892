"""The drill: a later version's migrations run while people read and write, and somebody's long reading is under way.

`python -m tests.drills.migrated` serves a site of its own to four clients, holds what a slow export holds (a transaction
that has read every table, 8 seconds at a time), and runs `manage.py migrate` with migrations that add columns to posts,
comments and people, and an index (tests/drills/later). The bars: no failed request, the slowest read 1 second.
"""

import os
import subprocess
import sys
import threading
import time

from tests.drills.killed import Client
from tests.drills.people import PROJECT, homeless, make_people
from tests.drills.site import Site, say, wait_for

CLIENTS, SLOWEST, HELD = 4, 1.0, 8.0
READING = """
import sys, time, django
django.setup()
from django.db import connection, transaction
while True:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("journal_post", "journal_comment", "accounts_user"):
            cursor.execute(f"SELECT count(*) FROM {table}")
        print("reads", flush=True)
        time.sleep(SECONDS)
    time.sleep(0.5)
"""


def main() -> int:
    """Migrate under traffic, and print what clients saw of it."""
    with homeless() as home:
        people = make_people(CLIENTS)
        site = Site(home, worker=False)
        site.start()
        clients = [
            Client(site.port, session, post) for session, post in zip(people.sessions, people.posts, strict=True)
        ]
        for client in clients:
            client.start()
        command = [sys.executable, "-c", READING.replace("SECONDS", str(HELD))]
        reading = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE)
        begun = threading.Event()
        threading.Thread(target=lambda: (reading.stdout.readline(), begun.set()), daemon=True).start()
        try:
            before = time.monotonic()
            wait_for(lambda: all(client.answered(before) for client in clients), "clients are not answered")
            wait_for(begun.is_set, "nobody reads for long")
            moment = time.monotonic()
            migrate = [sys.executable, "manage.py", "migrate", "later", "--settings", "tests.drills.later.settings"]
            done = subprocess.run(migrate, cwd=PROJECT, env=os.environ, capture_output=True, text=True)
            ended = time.monotonic()
            wait_for(lambda: all(client.answered(ended) for client in clients), "clients are not answered afterwards")
        finally:
            for client in clients:
                client.ends.set()
            for client in clients:
                client.join()
            reading.kill()
            reading.communicate()
            site.stop()
    told = [each for client in clients for each in client.since(moment)]
    failed = sum(each[1] for each in told)
    slowest = max(end - at for at, _failed, _status, end in told)
    calm = max(end - at for client in clients for at, _f, _s, end in client.told if before < at and end < moment)
    if done.returncode:
        sys.stdout.write(done.stdout[-1500:] + done.stderr[-3000:])
    say(
        f"migrated in {ended - moment:.1f} s (status {done.returncode}) under {CLIENTS} clients: {failed} of {len(told)} "
        f"requests failed, the slowest took {slowest:.2f} s (before the migration {calm:.2f} s)"
    )
    return 1 if failed or slowest > SLOWEST or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
