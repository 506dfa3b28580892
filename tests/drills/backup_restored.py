"""The drill: 20,000 posts are backed up while people write, and come back somewhere empty, every row and every file.

`python -m tests.drills.backup_restored [--to postgresql://…]` makes an installation, backs it up, restores it into an
empty home (or an empty database) and compares. It prints its figures and ends with status 0 when everything is the same
and the restore took at most 30 seconds.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).parents[2]
POSTS, COMMENTS, PICTURES = 20_000, 30_000, 500
MOST = 30  # seconds
ROWS = "SELECT md5(coalesce(string_agg(row::text, E'\\n' ORDER BY row::text), '')), count(*) FROM public.{} row"
COMPARE = "from tests.drills import backup_restored as d; import django; django.setup(); print(d.fingerprint())"


def fingerprint() -> str:
    """Return every table's rows and every file of this installation, as JSON of hashes."""
    import hashlib

    from django.conf import settings
    from django.db import connection

    from journal.management.dumping import LEFT_OUT, TABLES

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(TABLES)
        found = {}
        for name in [name for (name,) in cursor.fetchall() if name not in LEFT_OUT]:
            cursor.execute(ROWS.format(name))
            found[name] = cursor.fetchone()
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            found[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return json.dumps(found)


def main(to: str) -> int:
    """Fill, back up, restore, compare."""
    from tests.bench.site import prepare

    work = Path(tempfile.mkdtemp(prefix="haru-drill-"))
    try:
        prepare(work / "one", os.environ.get("DATABASE_URL", ""))
        _fill()
        busy = threading.Event()
        writer = threading.Thread(target=_write_on, args=[busy])
        writer.start()
        try:
            _manage(work / "one", "", "backup", str(work / "while_writing.zip"))
        finally:
            busy.set()
            writer.join()
        seconds = [_timed(partial(_manage, work / "one", "", "backup", str(work / "backup.zip")))]
        seconds.append(_timed(partial(_manage, work / "two", to, "restore", str(work / "backup.zip"))))
        before, after = json.loads(fingerprint()), json.loads(_run(work / "two", to, "-c", COMPARE))
        different = sorted(name for name in before.keys() | after.keys() if _told(before, name) != _told(after, name))
        _manage(work / "three", "", "restore", str(work / "while_writing.zip"))
        rows = sum(value[1] for value in before.values() if not isinstance(value, str))
        size = (work / "backup.zip").stat().st_size
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.stdout.write(
        f"{POSTS} posts, {rows} rows, {sum(isinstance(value, str) for value in before.values())} files, "
        f"{size / 1e6:.0f} MB: backed up in {seconds[0]:.1f} s, restored in {seconds[1]:.1f} s, "
        f"{len(different)} tables or files are not the same {different[:5]}; "
        "what was backed up while people wrote came back too\n"
    )
    return 1 if different or seconds[1] > MOST else 0


def _told(found: dict, name: str):
    value = found.get(name)
    return tuple(value) if isinstance(value, list) else value


def _fill() -> None:
    from journal.actions.uploads import add_upload
    from journal.models.posts import Post
    from tests.bench.filling import fill
    from tests.bench.sizes import Size
    from tests.journal.pictures import photo

    fill(Size("drill", 1, 220, POSTS, COMMENTS, 250), partial(print, flush=True))
    author = Post.objects.select_related("author").first().author
    for _picture in range(PICTURES):
        add_upload(owner=author, data=photo())


def _write_on(busy: threading.Event) -> None:
    """Add and remove pictures until it is enough."""
    from django.db import connection

    from journal.actions.uploads import add_upload
    from journal.models.posts import Post
    from tests.journal.pictures import photo

    author = Post.objects.select_related("author").first().author
    while not busy.wait(0.02):
        add_upload(owner=author, data=photo()).posts.set([])
    connection.close()


def _timed(act) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def _manage(home: Path, database: str, *words: str) -> None:
    sys.stdout.write(_run(home, database, "manage.py", *words))


def _run(home: Path, database: str, *words: str) -> str:
    env = {**os.environ, "HARU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if home.name != "one":
        env["DATABASE_URL"] = database
    return subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=env, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.drills.backup_restored")
    parser.add_argument("--to", default="", help="an empty database to restore into, instead of an embedded one")
    sys.exit(main(parser.parse_args().to))
