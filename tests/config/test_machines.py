"""What many machines share, as the environment names it; Redis is tried where the machine has one."""

import shutil
import subprocess

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured

from config import env, machines
from tests.config.embedded_user import wait_until

PAIR = "postgresql://haru:p%40ss@one.example:5432,two.example:5433/haru"


def test_without_redis_the_database_holds_the_cache(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert machines.cache()["LOCATION"] == "haru_cache"


def test_another_address_than_redis_is_refused_in_words(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "localhost:6379")
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must look like redis://"):
        machines.cache()


@pytest.mark.parametrize(
    "address",
    ["https://s3.example/bucket", "s3://s3.example", "s3:///bucket", "s3://s3.example/a/b", "s3://s3.example/B"],
)
def test_a_bucket_that_is_none_is_refused_in_words(monkeypatch, address):
    monkeypatch.setenv("HARU_S3_URL", address)
    with pytest.raises(ImproperlyConfigured, match="HARU_S3_URL must look like s3://"):
        machines.media()


@pytest.mark.parametrize(
    ("setting", "address"), [("REDIS_URL", "redis://x"), ("HARU_S3_URL", "s3://k:s@s3.example/media")]
)
def test_a_missing_package_is_named(monkeypatch, setting, address):
    monkeypatch.setenv(setting, address)
    monkeypatch.setattr(machines, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=f"{setting} needs a package that is not there: pip install"):
        machines.cache() if setting == "REDIS_URL" else machines.media()


def test_a_bucket_is_reached_by_its_key_and_kept_private(monkeypatch):
    monkeypatch.setenv("HARU_S3_URL", "s3://key:se%2Fcret@s3.example:9000/media?region=ap-northeast-2")
    options = machines.media()["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == ("key", "se/cret")
    assert options["endpoint_url"] == "https://s3.example:9000" and options["region_name"] == "ap-northeast-2"
    assert options["default_acl"] is None and not options["file_overwrite"]


def test_of_two_hosts_the_one_is_asked_for_that_can_be_written_to(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", PAIR)
    found = env.databases()["default"]
    assert (found["HOST"], found["PORT"]) == ("one.example,two.example", "5432,5433")
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("haru", "p@ss", "haru")
    assert found["OPTIONS"] == {"target_session_attrs": "read-write", "connect_timeout": machines.SHORTLY}
    monkeypatch.setenv("DATABASE_URL", f"{PAIR}?target_session_attrs=any&sslmode=require")
    assert env.databases()["default"]["OPTIONS"]["target_session_attrs"] == "any"
    assert env.databases()["default"]["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("address", ["postgresql://one:x,two/haru", "postgresql://,two/haru"])
def test_hosts_that_are_none_are_refused_in_words(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        env.databases()


def test_one_host_is_left_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://haru@/haru?host=/run/a,b")
    found = env.databases()["default"]
    assert found["OPTIONS"] == {"host": "/run/a,b"} and "target" not in str(found)


def test_behind_a_pooler_no_cursor_outlives_its_transaction(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://haru@one.example:6432/haru")
    assert "DISABLE_SERVER_SIDE_CURSORS" not in {name for name, on in env.databases()["default"].items() if on}
    monkeypatch.setenv("HARU_POOLED", "1")
    assert env.databases()["default"]["DISABLE_SERVER_SIDE_CURSORS"] is True


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no Redis on this machine")
def test_two_processes_share_what_redis_holds(monkeypatch, tmp_path):
    socket = tmp_path / "r.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        assert wait_until(socket.exists)
        monkeypatch.setenv("REDIS_URL", f"unix://{socket}?db=0")
        found = machines.cache()
        options = {"KEY_PREFIX": found["KEY_PREFIX"], "OPTIONS": found["OPTIONS"]}
        one, two = (RedisCache(found["LOCATION"], options) for _process in range(2))
        assert wait_until(lambda: _answers(one))
        assert one.add("tries", 1, 60) and not two.add("tries", 1, 60)
        assert [two.incr("tries"), one.incr("tries"), two.get("tries")] == [2, 3, 3]
    finally:
        server.kill()
        server.wait()


def _answers(cache) -> bool:
    try:
        return cache.get("nothing") is None
    except Exception:  # while it starts
        return False
