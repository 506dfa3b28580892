"""What a kill may do to the embedded PostgreSQL: nothing that lasts."""

import os
import subprocess
import time

import pytest

from tests.config.embedded_user import (
    Refused,
    User,
    kill_server,
    nothing_runs,
    server_processes,
    wait_until,
)


def nothing(command):
    """Spare nothing."""
    return False


def the_keeper(command):
    """Spare the server."""
    return b"keeper.py" not in command


def the_server(command):
    """Spare the keeper."""
    return b"keeper.py" in command


def works(home):
    with User(home) as user:
        user.sql("CREATE TABLE IF NOT EXISTS proof AS SELECT 1 AS number")
        return user.value("SELECT number FROM proof") == 1


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.3, 0.45])
def test_a_start_after_one_killed_in_initdb(tmp_path, delay):
    with User(tmp_path) as user:
        user.send("sql('SELECT 1')")
        assert wait_until((tmp_path / "postgres" / "data.new").exists)
        time.sleep(delay)
        user.kill()
        while server_processes(tmp_path):  # initdb has children of its own
            kill_server(tmp_path)
    assert works(tmp_path)
    assert not (tmp_path / "postgres" / "data.new").exists()


@pytest.mark.parametrize("keep", [the_keeper, the_server], ids=["keeper", "initdb"])
def test_a_start_after_half_of_one_was_killed(tmp_path, keep):
    with User(tmp_path) as user:
        user.send("sql('SELECT 1')")
        assert wait_until((tmp_path / "postgres" / "data.new" / "base").exists)
        kill_server(tmp_path, keep)
        with pytest.raises(Refused, match="OperationalError"):
            user.receive()
        user.run("sql('SELECT 1')")
    assert works(tmp_path)


def test_a_user_killed_during_the_first_start_leaves_nothing_behind(tmp_path):
    with User(tmp_path) as user:
        user.send("sql('SELECT 1')")
        assert wait_until((tmp_path / "postgres" / "data.new").exists)
        user.kill()
    assert nothing_runs(tmp_path)
    assert works(tmp_path)


@pytest.mark.parametrize("keep", [nothing, the_keeper, the_server], ids=["all", "keeper", "server"])
def test_the_same_process_comes_back_after_a_kill(tmp_path, keep):
    with User(tmp_path) as user:
        user.sql("CREATE TABLE kept AS SELECT 1 AS number")
        kill_server(tmp_path, keep)
        with pytest.raises(Refused, match="OperationalError"):
            for _ in range(5000):  # a keeper's death lets the server end its work
                user.sql("SELECT 1")
        assert user.value("SELECT number FROM kept") == 1
    assert nothing_runs(tmp_path)


WRITER = """
import threading, time
from django.db import connection, OperationalError, InterfaceError
acknowledged, begun = [], time.monotonic()
number = {start}
while (passed := time.monotonic() - begun) < 3 or passed < 60 and len(acknowledged) < 30:
    number += 1
    try:
        sql(f"INSERT INTO numbers VALUES ({{number}})")
        acknowledged.append(number)
    except (OperationalError, InterfaceError):
        connection.close()
result = acknowledged
"""


def test_no_acknowledged_commit_is_lost(tmp_path):
    with User(tmp_path) as first, User(tmp_path) as second:
        first.sql("CREATE TABLE numbers (number integer)")
        first.send(WRITER.format(start=0))
        second.send(WRITER.format(start=1_000_000))
        for _ in range(3):
            time.sleep(0.7)
            kill_server(tmp_path)
        acknowledged = {*first.receive(), *second.receive()}
        kill_server(tmp_path)
        with pytest.raises(Refused):
            first.sql("SELECT 1")
        kept = {number for [number] in first.sql("SELECT number FROM numbers")}
    assert len(acknowledged) > 50
    assert acknowledged <= kept


def test_a_bystander_with_the_old_servers_number_lives_on(tmp_path):
    with User(tmp_path) as user:
        user.sql("CREATE TABLE kept AS SELECT 1 AS number")
        folder = tmp_path / "postgres"
        owner = folder.stat().st_uid if os.geteuid() == 0 else None
        bystander = subprocess.Popen(["sleep", "60"], cwd="/", user=owner)
        try:
            user.kill()
            while server_processes(tmp_path):
                kill_server(tmp_path)
            for trace in (folder / "data" / "postmaster.pid", *folder.glob("socket/.s.*.lock")):
                _, rest = trace.read_text().split("\n", 1)
                trace.write_text(f"{bystander.pid}\n{rest}")
            with User(tmp_path) as later:
                assert later.value("SELECT number FROM kept") == 1
            assert nothing_runs(tmp_path)
            assert bystander.poll() is None
        finally:
            bystander.kill()
            bystander.wait()


def test_a_server_that_somebody_started_by_hand_is_left_alone(tmp_path):
    with User(tmp_path) as user:
        user.value("SELECT 1")
    assert nothing_runs(tmp_path)
    data = tmp_path / "postgres" / "data"
    by_hand = subprocess.Popen(["tail", "-f", "/dev/null", data], stderr=subprocess.DEVNULL)
    try:
        (data / "postmaster.pid").write_text(f"{by_hand.pid}\n")
        with User(tmp_path) as user, pytest.raises(Refused, match=f"stop process {by_hand.pid}"):
            user.value("SELECT 1")
        assert by_hand.poll() is None
    finally:
        by_hand.kill()
        by_hand.wait()
