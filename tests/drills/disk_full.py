"""The drill: the disk is full while people write; they are told so in sentences, and go on once there is room.

`python -m tests.drills.disk_full` needs root, for a small disk of its own (a tmpfs with the whole installation on it).
Somebody types in the editor in Chromium, somebody else asks for pages and sends comments; then the disk is filled to the
last byte, and a while later emptied. The bars: no answer shows a traceback, comments are taken again within 5 seconds
of the room's return, nothing acknowledged is lost, and the editor's text is still there, and can be published.
"""

import itertools
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from tests.drills.people import homeless, make_people, written
from tests.drills.site import Browser, Site, say, wait_for

SIZE, FULL, SECONDS = "320m", 15.0, 5.0  # of the disk; seconds for which it is full; the bar
WORDS = "Typed before the disk was full. "
MORE = "Typed while it was full. "
NOISE = 9_000  # letters of noise in a comment, which no database makes small: it needs room at once


def main() -> int:
    """Fill the disk, look, empty it, and print what people saw."""
    if os.geteuid() != 0:
        say("left out: a small disk of its own (a tmpfs) can only be made by root")
        return 0
    disk = Path(tempfile.mkdtemp(prefix="haru-disk-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", disk]).returncode:
        disk.rmdir()
        say("left out: this machine lets nobody mount a tmpfs")
        return 0
    try:
        with homeless(disk) as home, sync_playwright() as playwright:
            people = make_people(2)
            site = Site(home, worker=False)
            site.start()
            path = os.environ.get("HARU_CHROMIUM") or shutil.which("chromium")
            chromium = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox"])
            try:
                return _drill(site, people, disk, _editor(chromium, site, people.sessions[0]))
            finally:
                chromium.close()
                site.stop()
                time.sleep(1)  # the database's last words
    finally:
        subprocess.run(["umount", "-l", disk])
        disk.rmdir()


def _editor(chromium, site: Site, session: str) -> Page:
    context = chromium.new_context(locale="en-US", base_url=f"http://127.0.0.1:{site.port}")
    context.add_cookies([{"name": "sessionid", "value": session, "domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    page.goto("/posts/new/?cohort=ai-tech")
    page.fill("[name=title]", "On a full disk")
    page.fill("textarea[name=body]", WORDS + secrets.token_urlsafe(40_000))
    return page


def _drill(site: Site, people, disk: Path, page: Page) -> int:
    browser, sent = Browser(site.port, people.sessions[1]), itertools.count()
    acknowledged, told = [], []

    def comment() -> bool:
        form = {"body": f"comment {next(sent)} {secrets.token_urlsafe(NOISE)[:NOISE]}", "key": uuid.uuid4()}
        answer = browser.post(f"/posts/{people.posts[1]}/comments/", form)
        told.append(answer)
        acknowledged.extend([form["body"]] if answer.status == 302 else [])
        return answer.status == 302

    wait_for(comment, "no comment is taken on an empty disk")
    ballast = disk / "ballast"
    until = time.monotonic() + FULL
    refused = 0
    while time.monotonic() < until:
        _fill(ballast)
        refused += not comment()
        told.append(browser.get("/c/ai-tech/"))
        time.sleep(0.2)
    _fill(ballast)
    shown = _publish(page, MORE)
    full = Counter(answer.status for answer in told)
    ballast.unlink()
    freed = time.monotonic()
    wait_for(comment, "no comment is taken after there is room again")
    back = time.monotonic() - freed
    kept_text = _text_of(page)
    _publish(page, "")
    wait_for(lambda: WORDS.strip() in page.content(), "the editor's post does not come")
    is_published = "/posts/" in page.url and "new" not in page.url
    tracebacks = [answer for answer in told if "Traceback" in answer.body] + [
        1 for text in [shown] if "Traceback" in text
    ]
    lost = set(acknowledged) - set(written()["comments"])
    is_there = WORDS.strip() in kept_text and MORE.strip() in kept_text
    say(
        f"disk full for {FULL:.0f} s: {refused} comments refused, answers {dict(full)}, {len(tracebacks)} with a traceback; "
        f"taken again {back:.2f} s after there was room; {len(acknowledged)} acknowledged, {len(lost)} lost; the editor's "
        f"text {'is still there' if is_there else 'is GONE'}, {'published' if is_published else 'NOT published'} afterwards"
    )
    return 1 if tracebacks or lost or not is_there or not is_published or back > SECONDS or not refused else 0


def _fill(ballast: Path) -> None:
    """Take every byte that is left."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def _publish(page: Page, more: str) -> str:
    """Type something more and publish; return the page that comes."""
    if "textarea" not in page.content() or not page.locator("textarea[name=body]").count():
        page.go_back()
    box = page.locator("textarea[name=body]")
    if more:
        box.fill(box.input_value() + more)
    try:
        page.click("button[name=publish]")
        page.wait_for_timeout(3_000)
    except Error as error:
        say(f"the editor's page: {str(error)[:200]}")
    return page.content()


def _text_of(page: Page) -> str:
    """Return what stands in the editor, one page back where the refusal is a page of its own."""
    if not page.locator("textarea[name=body]").count():
        page.go_back()
        page.wait_for_selector("textarea[name=body]")
    page.wait_for_timeout(500)
    return page.locator("textarea[name=body]").input_value()


if __name__ == "__main__":
    sys.exit(main())
