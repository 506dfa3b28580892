"""What the database alone can do: pgbench's select-only rate, beside which a page's share of it can be read."""

import os
import re
import subprocess

from django.db import connection

from config.postgres.programs import program

SECONDS = 5
ENVIRONMENT = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
TABLES = "pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers"
RATE = re.compile(r"tps = ([0-9.]+)")


def select_only(seconds: int = SECONDS) -> float:
    """Return how many rows a second one client of pgbench gets by their keys, out of 100,000, in the bench's database.

    Its tables are made for it and dropped again. Raises CalledProcessError where pgbench fails.
    """
    params = connection.get_connection_params()
    known = {name: str(params[key]) for key, name in ENVIRONMENT.items() if params.get(key)}
    _pgbench(known, "--initialize", "--quiet", "--scale=1")
    try:
        said = _pgbench(known, "--no-vacuum", "--select-only", "--client=1", f"--time={seconds}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLES}")
    return float(RATE.search(said)[1])


def _pgbench(known: dict[str, str], *words: str) -> str:
    env = {**os.environ, **known}
    return subprocess.run(
        [program("pgbench"), *words], env=env, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout
