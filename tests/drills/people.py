"""The people of a drill, made in a process of their own: a drill that counts who is left must hold nothing itself.

`python -m tests.drills.people COUNT` migrates the database of this environment, makes a cohort with so many campers and
a post of each, and prints a session of each as JSON; `--counts` prints how many comments and posts there are, and which.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class People:
    """Their sessions, and the post of each."""

    sessions: list[str]
    posts: list[int]


@contextmanager
def homeless(home: Path | None = None) -> Iterator[Path]:
    """Give an empty folder to be HARU_HOME, which this process never enters."""
    with tempfile.TemporaryDirectory(prefix="haru-drill-", ignore_cleanup_errors=True, dir=home) as folder:
        os.environ.update(HARU_HOME=folder, DJANGO_SETTINGS_MODULE="config.settings", HARU_LIMITS="0")
        os.environ.pop("DATABASE_URL", None)
        yield Path(folder)


def make_people(count: int, env: dict | None = None) -> People:
    """Make a cohort of so many campers in the database of the environment; return them."""
    return People(**_asked(str(count), env=env))


def written(env: dict | None = None) -> dict[str, list]:
    """Return what is in the database: the bodies of all comments."""
    return _asked("--counts", env=env)


def _asked(*words: str, env: dict | None = None) -> dict:
    command = [sys.executable, "-m", "tests.drills.people", *words]
    told = subprocess.run(command, cwd=PROJECT, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, check=True)
    return json.loads(told.stdout.splitlines()[-1])


def main() -> None:
    """Do what the command line says."""
    import django

    django.setup()
    from django.core.management import call_command

    from journal.models.comments import Comment

    if sys.argv[1] == "--counts":
        sys.stdout.write(json.dumps({"comments": list(Comment.objects.values_list("body", flat=True))}))
        return
    call_command("migrate", verbosity=0)
    from journal.management.static_files import collect_if_changed
    from tests.bench.site import session_of
    from tests.factories import make_cohort, make_member, make_post

    collect_if_changed()
    cohort = make_cohort("ai-tech")
    campers = [make_member(cohort, team=cohort.teams.first()) for _number in range(int(sys.argv[1]))]
    posts = [make_post(camper, cohort, day=1).pk for camper in campers]
    sys.stdout.write(json.dumps({"sessions": [session_of(camper) for camper in campers], "posts": posts}))


if __name__ == "__main__":
    main()
