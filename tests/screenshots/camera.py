"""Every page in a browser, opened by whoever sees it: one load a language, then shown in each scheme and width."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User
from tests.browser.conftest import FLAGS
from tests.screenshots.furnishing import session_of
from tests.screenshots.pages import SIGHTS, Sight

WIDTHS = (390, 768, 1280)
TALLEST = 6000  # pixels of a page that a picture shows


@dataclass(frozen=True)
class Seen:
    """A page as it stands open."""

    sight: Sight
    page: Page
    language: str


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a running Chromium: the one that HARU_CHROMIUM names, else the system's."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop is no async code of ours
    with sync_playwright() as playwright:
        path = os.environ.get("HARU_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def openings(
    browser: Browser, address: str, furnished: SimpleNamespace, language: str, sights: Iterable[Sight] = SIGHTS
) -> Iterator[Seen]:
    """Open each page in a language as whoever sees it; AssertionError where one does not answer as it should."""
    User.objects.update(language=language)
    for who, theirs in groupby(sorted(sights, key=lambda sight: sight.who), key=lambda sight: sight.who):
        context = browser.new_context(
            base_url=address, locale={"ko": "ko-KR", "en": "en-US"}[language], service_workers="block",
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(45_000)
        if who:
            session = session_of(furnished.people[who])
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        for sight in theirs:
            answer = page.goto(sight.where(furnished))
            assert answer.status == sight.status, (str(sight), answer.status, page.url)
            assert page.locator("html").get_attribute("lang") == language, str(sight)
            yield Seen(sight, page, language)
        context.close()


def photograph(seen: Seen, folder: Path, schemes: Sequence[str], widths: Sequence[int]) -> Iterator[Path]:
    """Keep a picture of an open page in each scheme and width; yield where."""
    for scheme in schemes:
        seen.page.emulate_media(color_scheme=scheme)
        for width in widths:
            path = folder / f"{seen.sight}.{seen.language}.{scheme}.{width}.png"
            seen.page.set_viewport_size({"width": width, "height": 844})
            height = min(TALLEST, seen.page.evaluate("document.documentElement.scrollHeight"))
            seen.page.set_viewport_size(
                {"width": width, "height": height}
            )  # so that the bar of phones stands at its end
            seen.page.screenshot(path=path, animations="disabled", caret="hide")
            yield path
