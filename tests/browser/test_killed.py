"""Half a minute of typing without a pause, then browser, server and database are killed at once: what is still there?"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS
from tests.house.source import PROJECT

pytestmark = pytest.mark.browser
SECONDS = 30  # the server has a save every ten
SERVER_MISSES, BROWSER_MISSES = 15, 1  # seconds of typing, at most
WORD = re.compile(r"\[(\d+\.\d)\]")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Installation:
    """A site of its own: `manage.py demo` with its database, in a folder that outlives its processes."""

    def __init__(self, home: Path):
        self.home, self.port = home, free_port()
        self.env = {**os.environ, "HARU_HOME": str(home)}
        self.env.pop("DATABASE_URL", None)

    def start(self) -> None:
        """Start the site and wait until it answers."""
        command = [sys.executable, "manage.py", "demo", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=self.env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the site has ended"
                time.sleep(0.2)
        raise AssertionError("the site does not answer")

    def kill(self) -> None:
        """Kill the site and its database, as a power cut does."""
        ours = [
            one for one in psutil.process_iter(["cmdline"]) if str(self.home) in " ".join(one.info["cmdline"] or [])
        ]
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()  # the parent first: it would start again what dies
        self.process.wait()
        for process in [*children, *ours]:
            _kill(process)
        while not self.is_silent():
            time.sleep(0.1)

    def is_silent(self) -> bool:
        """Return whether nothing of the site listens any more."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return True
        return False


def _kill(process: psutil.Process) -> None:
    try:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    except psutil.NoSuchProcess:
        pass


def last_second(text: str) -> float:
    """Return the second of typing that the last whole word of a text names."""
    return max((float(word) for word in WORD.findall(text)), default=0.0)


@pytest.fixture
def site(tmp_path):
    """A running installation."""
    installation = Installation(tmp_path / "home")
    installation.start()
    yield installation
    installation.kill()


@pytest.fixture
def open_browser(chromium, tmp_path):
    """Return a function that opens a browser on one and the same profile."""
    contexts = []

    def opened():
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=os.environ.get("HARU_CHROMIUM") or shutil.which("chromium"), args=FLAGS,
            locale="ko-KR",
        )  # fmt: skip
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def kill_browser(profile: Path) -> None:
    """Kill every process of the browser that uses a profile."""
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={profile}" in " ".join(process.info["cmdline"] or []):
            _kill(process)


def test_half_a_minute_of_typing_and_everything_killed(site, open_browser, tmp_path):
    page = open_browser().new_page()
    address = f"http://127.0.0.1:{site.port}"
    page.goto(f"{address}/accounts/login/?next=/posts/new/")
    page.fill("input[name=login]", "jiho@haru.example")
    page.fill("input[name=password]", "haru-demo")
    page.click("main button[type=submit]")
    page.wait_for_selector("form.editor[data-kept]")
    page.focus("textarea[name=body]")
    page.keyboard.press("Control+End")
    start = time.monotonic()
    while (now := time.monotonic() - start) < SECONDS:
        page.keyboard.insert_text(f"[{now:.1f}] ")
        time.sleep(0.08)
    kill_browser(tmp_path / "profile")
    site.kill()
    site.start()

    context = open_browser()
    page = context.new_page()
    edits = context.request.get(f"{address}/posts/trash/").text()
    edit = re.search(r"/posts/\d+/edit/", edits)
    assert edit, "the server has no draft"
    on_server = last_second(context.request.get(f"{address}{edit[0]}").text())
    page.goto(f"{address}{edit[0]}")
    page.wait_for_selector("form.editor[data-kept]")
    in_browser = last_second(page.input_value("textarea[name=body]"))
    missing = {"server": now - on_server, "browser": now - in_browser}
    assert missing["server"] <= SERVER_MISSES, missing
    assert missing["browser"] <= BROWSER_MISSES, missing
    assert in_browser >= on_server, "an older copy has taken the place of what the server has"
    page.keyboard.insert_text(f"[{SECONDS + 1}.0] ")
    expect(page.locator("[data-state]")).to_have_text(re.compile("저장됨"))
    saved = context.request.get(f"{address}{edit[0]}").text()
    assert all(f"[{second}]" in saved for second in (in_browser, f"{SECONDS + 1}.0"))
