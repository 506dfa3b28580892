"""A real Chromium in front of a real server. HARU_REQUIRE_BROWSER=1 (CI) fails where there is none."""

import os
import re
import shutil
import time

import pytest
from django.db import connection
from playwright.sync_api import Page, expect, sync_playwright

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
FIRST_PAGE = re.compile(r"^[^/]+//[^/]+/$")
PATIENCE = 45_000  # ms that a page of a busy machine has to show what a test waits for: what never comes is an error


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium: the one that HARU_CHROMIUM names, else the system's."""
    path = os.environ.get("HARU_CHROMIUM") or shutil.which("chromium")
    if not path:
        assert os.environ.get("HARU_REQUIRE_BROWSER") != "1", "no chromium on this machine"
        pytest.skip("no chromium on this machine")
    # Playwright's loop makes Django believe that it runs in async code; the tests themselves are plain.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


BUSY = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"


def wait_until_quiet(longest: float = 5) -> None:
    """Wait until no request works in the database any more, at most `longest` seconds."""
    end = time.monotonic() + longest
    time.sleep(0.05)
    with connection.cursor() as cursor:
        while cursor.execute(BUSY).fetchone()[0] and time.monotonic() < end:
            time.sleep(0.05)


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a page of a new visitor: `open_page("/", width=390, scheme="dark", js=True)`."""
    contexts = []

    def new_page(
        path="/", *, width=1280, height=900, scheme="light", js=True, locale="ko-KR", touch=False, worker="block"
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, color_scheme=scheme,
            java_script_enabled=js, locale=locale, has_touch=touch, service_workers=worker, permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield new_page
    for context in contexts:
        context.set_offline(True)  # a page that is closed sends what it has not saved, and the tables are emptied next
        context.close()
    wait_until_quiet()


@pytest.fixture
def sign_in(open_page):
    """Return a function that signs somebody in through the sign-in page: `sign_in(user, "/", width=390)`."""

    def signed_in(user, path="/", **options) -> Page:
        page = open_page("/accounts/login/", **options)
        page.fill("input[name=login]", user.email)
        page.fill("input[name=password]", "pass")
        page.click("main button[type=submit]")
        page.wait_for_url(FIRST_PAGE)
        page.goto(path)
        return page

    return signed_in
