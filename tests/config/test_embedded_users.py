"""Who uses the embedded PostgreSQL: many at once, the last one out, and Django's own ways."""

import os
import shutil
import signal
import time

import pytest

from tests.config.embedded_user import (
    Refused,
    User,
    kill_server,
    nothing_runs,
)


def postmasters(home):
    lines = (home / "postgres" / "server.log").read_text().splitlines()
    return sum("starting PostgreSQL" in line for line in lines)


def test_commands_that_start_at_once_share_one_server(tmp_path):
    users = [User(tmp_path) for _ in range(4)]
    for user in users:
        user.send("result = sql('SELECT 1')")
    assert [user.receive() for user in users] == [[[1]]] * 4
    assert postmasters(tmp_path) == 1
    for user in users:
        user.leave()
    assert nothing_runs(tmp_path)


def test_the_last_one_out_stops_it_even_when_killed(tmp_path):
    with User(tmp_path) as first, User(tmp_path) as second:
        first.value("SELECT 1")
        second.value("SELECT 1")
        first.leave()
        time.sleep(0.3)
        assert second.value("SELECT 1") == 1
        assert postmasters(tmp_path) == 1
        second.kill()
    assert nothing_runs(tmp_path)
    assert "database system is shut down" in (tmp_path / "postgres" / "server.log").read_text()


def test_who_comes_while_it_stops_gets_the_next_one(tmp_path):
    with User(tmp_path) as user:
        user.sql("CREATE TABLE visits (number integer)")
    for number in range(6):
        with User(tmp_path) as user:
            time.sleep(number * 0.02)
            user.sql(f"INSERT INTO visits VALUES ({number})")
            assert user.value("SELECT count(*) FROM visits") == number + 1
            user.kill() if number % 2 else user.leave()
    assert nothing_runs(tmp_path)


def test_a_forked_child_is_no_user_until_it_connects(tmp_path):
    fork = """
import os, time
sql("SELECT 1")
result = os.fork()
if not result:
    os.closerange(0, 3)
    time.sleep(20)
    os._exit(0)
"""
    with User(tmp_path) as user:
        child = user.run(fork)
    try:
        assert nothing_runs(tmp_path)
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_forked_child_that_connects_keeps_it_running(tmp_path):
    fork = """
import os, time
sql("SELECT 1")
connection.close()
connected, tell = os.pipe()
if not os.fork():
    os.closerange(0, 3)
    sql("CREATE TABLE made_by_child AS SELECT 1")
    os.write(tell, b"!")
    time.sleep(0.7)
    sql("INSERT INTO made_by_child VALUES (2)")
    os._exit(0)
os.read(connected, 1)
"""
    with User(tmp_path) as user:
        user.run(fork)
    assert nothing_runs(tmp_path)
    assert postmasters(tmp_path) == 1
    with User(tmp_path) as user:
        assert user.value("SELECT count(*) FROM made_by_child") == 2


def test_a_process_that_becomes_another_program_may_stay_a_user(tmp_path):
    with User(tmp_path) as user, User(tmp_path) as witness:
        user.send("import os; sql('SELECT 1'); connection.outlive_exec(); os.execv('/bin/sleep', ['sleep', '60'])")
        witness.value("SELECT 1")
        witness.leave()
        time.sleep(0.5)
        assert postmasters(tmp_path) == 1
        user.kill()
    assert nothing_runs(tmp_path)


def test_a_home_deleted_under_a_process_is_made_anew(tmp_path):
    home = tmp_path / "home"
    with User(home) as user:
        user.sql("CREATE TABLE old AS SELECT 1")
        kill_server(home)
        home.rename(tmp_path / "away")
        shutil.rmtree(tmp_path / "away")
        with pytest.raises(Refused):
            user.sql("SELECT 1")
        assert user.value("SELECT count(*) FROM pg_tables WHERE tablename = 'old'") == 0


@pytest.mark.parametrize("suffix", [None, "gw0"])
def test_djangos_test_database_is_made_and_destroyed(tmp_path, suffix):
    with User(tmp_path) as user:
        user.run(
            f"""
old_name = connection.settings_dict["NAME"]
connection.settings_dict["TEST"]["NAME"] = "test_haru_" + {suffix!r} if {suffix!r} else None
connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
result = connection.settings_dict["NAME"]
"""
        )
        name = user.value("SELECT current_database()")
        assert name == ("test_haru_gw0" if suffix else "test_haru")
        user.run("connection.creation.destroy_test_db('haru', verbosity=0)")
        assert user.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'test%'") == 0
        assert user.value("SELECT current_database()") == "haru"


def test_a_missing_database_is_made(tmp_path):
    with User(tmp_path) as user:
        user.value("SELECT 1")
    with User(tmp_path, database={"NAME": "third 하루"}) as user:
        assert user.value("SELECT current_database()") == "third 하루"


@pytest.mark.parametrize(
    "options",
    [{"pool": True}, {"pool": {"min_size": 1, "max_size": 3}}, {"server_side_binding": True}],
    ids=["pool", "small-pool", "server-side-binding"],
)
def test_djangos_options_work(tmp_path, options):
    database = {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}
    with User(tmp_path, database=database) as user:
        assert user.value("SELECT 1") == 1
        kill_server(tmp_path)
        with pytest.raises(Refused):
            user.value("SELECT 1")
        assert user.value("SELECT 1") == 1


def test_a_migration_may_take_its_time(tmp_path):
    script = """
with connection.schema_editor(atomic=%s):
    inside = sql("SHOW statement_timeout"), sql("SHOW lock_timeout")
result = inside, sql("SHOW statement_timeout")
"""
    with User(tmp_path) as user:
        for atomic in (True, False):
            # Its own work takes as long as it takes; for a lock that others hold it waits half a second.
            assert user.run(script % atomic) == [[[["0"]], [["500ms"]]], [["1min"]]]


def test_dbshell_speaks_with_the_same_server(tmp_path):
    script = """
import subprocess
query = ["-Atc", "SELECT 42"]
args, env = connection.client.settings_to_cmd_args_env(connection.settings_dict, query)
result = subprocess.run(args, env=env, capture_output=True, text=True, check=True).stdout
"""
    with User(tmp_path) as user:
        user.value("SELECT 1")
        assert user.run(script) == "42\n"
