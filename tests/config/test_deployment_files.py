"""Dockerfile, compose.yaml and the systemd unit say what is true: settings, commands, users, addresses."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from config import env
from tests.config.embedded_user import wait_until
from tests.house.source import PROJECT
from tests.house.test_settings_table import settings_read

DOCKERFILE = (PROJECT / "Dockerfile").read_text()
TESTED = (PROJECT / "requirements-test.lock").read_text()
COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text())
IMAGE = re.compile(r"[a-z]+(:[\w.-]+)?")  # a plain name: no registry's address
NEEDED = {"HARU_SECRET_KEY", "HARU_HOSTS", "HARU_SMTP_URL"}  # in production
NAME = re.compile(r"\b(?:HARU_[A-Z_]+|DATABASE_(?:REPLICA_)?URL|REDIS_URL)\b")
OURS = {name: what for name, what in COMPOSE["services"].items() if what.get("image") == "haru"}


def steps(text: str) -> list[tuple[str, str]]:
    """Return a Dockerfile's instructions with what stands behind each."""
    joined = re.sub(r"\\\n\s*", "", text)
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def unit() -> configparser.ConfigParser:
    """Return the systemd unit."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(PROJECT / "deploy" / "haru.service")
    return parser


def refused(words: list[str]) -> str:
    """Return why `python manage.py …` does not understand a command line, or an empty string."""
    if words[:1] and words[0].endswith("python"):
        words = words[1:]
    if words[:1] != ["manage.py"]:
        return f"no command of manage.py: {words}"
    command, arguments = words[1], words[2:]
    if command not in get_commands():
        return f"no command: {command}"
    app = get_commands()[command]
    loaded = load_command_class(app, command) if isinstance(app, str) else app
    try:
        loaded.create_parser("manage.py", command).parse_args(arguments)
    except Exception as error:  # noqa: BLE001 - whatever it complains about
        return str(error)
    return ""


STEPS = steps(DOCKERFILE)


def said(instruction: str) -> list[str]:
    return [rest for name, rest in STEPS if name == instruction]


def test_the_image_stands_on_a_python_that_haru_runs_on():
    (base,) = said("FROM")
    version = re.fullmatch(r"python:(\d+)\.(\d+)-slim", base)
    assert version and (int(version[1]), int(version[2])) >= (3, 11)


def test_the_image_runs_as_somebody_without_privileges():
    assert said("USER") == ["haru"]
    assert any("useradd" in step and "haru" in step for step in said("RUN"))
    names = [name for name, _rest in STEPS]
    assert names.index("USER") < names.index("CMD") and names.index("USER") > max(
        at for at, name in enumerate(names) if name in ("RUN", "COPY")
    )  # so that it cannot change the code


def test_the_image_holds_what_is_there_and_nothing_from_elsewhere():
    for step in said("COPY"):
        for source in step.split()[:-1]:
            assert (PROJECT / source).exists(), source
    assert said("ADD") == []
    assert any("--require-hashes" in step for step in said("RUN"))
    ignored = (PROJECT / ".dockerignore").read_text()
    copied = {source for step in said("COPY") for source in step.split()[:-1]}
    assert copied == set(re.findall(r"^!(\S+)$", ignored, re.MULTILINE))


def test_the_image_begins_what_exists_and_is_asked_whether_it_lives():
    (begun,) = said("CMD")
    assert refused(json.loads(begun)) == ""
    (asked,) = said("HEALTHCHECK")
    assert "/healthz" in asked
    port = json.loads(begun)[json.loads(begun).index("--port") + 1]
    assert said("EXPOSE") == [port] and f"127.0.0.1:{port}/healthz" in asked


@pytest.mark.parametrize("name", sorted(OURS))
def test_compose_begins_what_exists(name):
    assert refused(OURS[name]["command"]) == ""
    assert OURS[name]["read_only"] is True and OURS[name]["cap_drop"] == ["ALL"]


def test_compose_has_a_database_a_web_server_and_a_worker():
    commands = {name: what["command"][2] for name, what in OURS.items()}
    assert {"serve", "worker", "migrate"} == set(commands.values())
    web = next(what for what in OURS.values() if "serve" in what["command"])
    assert "--no-worker" in web["command"] and any("/healthz" in word for word in web["healthcheck"]["test"])
    version = re.fullmatch(r"postgres:(\d+)", COMPOSE["services"]["database"]["image"])
    assert version and 15 <= int(version[1]) <= 18


def test_compose_names_images_by_plain_names():
    images = [what["image"] for what in COMPOSE["services"].values()]
    assert [image for image in images if not IMAGE.fullmatch(image)] == []


def test_compose_s_volumes_and_services_are_declared():
    volumes = {name.split(":")[0] for what in COMPOSE["services"].values() for name in what.get("volumes", ())}
    assert volumes == set(COMPOSE["volumes"])
    waited = {name for what in COMPOSE["services"].values() for name in what.get("depends_on", ())}
    assert waited <= set(COMPOSE["services"])


def test_compose_has_a_redis_for_who_asks_for_one():
    """Without the profile nothing starts it and nothing waits for it; with it, what the address needs is there."""
    redis = COMPOSE["services"]["redis"]
    assert redis["profiles"] == ["redis"] and "ports" not in redis and "volumes" not in redis
    assert {name for name, what in COMPOSE["services"].items() if what.get("profiles")} == {"redis"}
    assert all("redis" not in what.get("depends_on", ()) for what in COMPOSE["services"].values())
    assert {what["environment"]["REDIS_URL"] for what in OURS.values()} == {"${REDIS_URL:-}"}
    (said,) = set(re.findall(r"REDIS_URL=(\S+)", (PROJECT / "compose.yaml").read_text()))
    assert said in (PROJECT / "docs" / "many-machines.md").read_text()
    assert urlsplit(said).hostname in COMPOSE["services"]


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no Redis on this machine")
def test_compose_s_redis_understands_its_command(tmp_path):
    command = COMPOSE["services"]["redis"]["command"]
    socket = tmp_path / "r.sock"
    server = subprocess.Popen(
        [*command, "--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path)], stdout=subprocess.DEVNULL
    )
    try:
        assert wait_until(socket.exists) and server.poll() is None
    finally:
        server.kill()
        server.wait()


def test_the_image_has_the_package_that_redis_needs_as_the_tests_pin_it():
    (pinned,) = re.findall(r"^redis==.*\n(?: +--hash.*\n)+", TESTED, re.MULTILINE)
    assert (PROJECT / "requirements-redis.lock").read_text().endswith(f"\n{pinned}")
    assert any("-r requirements-redis.lock" in step for step in said("RUN"))


def test_compose_says_what_a_deployment_must_say():
    for name, what in OURS.items():
        assert NEEDED | {"DATABASE_URL"} <= set(what["environment"]), name


def test_the_unit_begins_what_exists_as_somebody_without_privileges():
    service = unit()["Service"]
    for line in (service["ExecStart"], service["ExecStartPre"]):
        assert refused(shlex.split(line)) == ""
    assert service["User"] not in ("", "root") and service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > 30  # which the parent gives its children


@pytest.mark.parametrize(
    "line",
    ["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "CapabilityBoundingSet=",
     "SystemCallFilter=@system-service", "RestrictNamespaces=yes", "StateDirectoryMode=0700"],
)  # fmt: skip
def test_the_unit_is_hardened(line):
    name, value = line.split("=")
    assert unit()["Service"][name] == value


@pytest.mark.parametrize("path", ["Dockerfile", "compose.yaml", "deploy/haru.service"])
def test_every_setting_that_they_name_is_one(path):
    named = set(NAME.findall((PROJECT / path).read_text()))
    assert named and named <= settings_read()


def test_the_embedded_server_s_folder_is_where_the_volume_is(monkeypatch):
    monkeypatch.setenv("HARU_HOME", "/data")
    assert str(env.home()) == "/data" and said("VOLUME") == ["/data"]


# The checkers themselves.


def test_a_command_that_does_not_exist_is_seen():
    assert refused(["python", "manage.py", "serve", "--prot", "1"])
    assert refused(["python", "manage.py", "sreve"])
    assert refused(["gunicorn", "config.wsgi"])
    assert refused(["python", "manage.py", "serve", "--port", "1"]) == ""
