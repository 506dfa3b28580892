"""The editor's page: `python -m tests.bench.editor`. Its bytes over the wire, and the time until one can type.

With an empty cache and a processor 4 times slower (the browser's own throttling); the median of seven openings.
"""

import os
import shutil
import statistics

from playwright.sync_api import sync_playwright

from tests.bench.site import prepare, served, session_of
from tests.browser.conftest import FLAGS

OPENINGS = 7
READY = "() => new Promise((done) => { const look = () => document.querySelector('form.editor[data-kept]') ? done(performance.now()) : requestAnimationFrame(look); look(); })"


def open_once(browser, address: str, session: str) -> tuple[float, int]:
    """Return the milliseconds until the editor is ready, and the bytes that came."""
    context = browser.new_context(locale="ko-KR")
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{address}/posts/new/")
    milliseconds = page.evaluate(READY)
    page.wait_for_load_state("networkidle")
    context.close()
    return milliseconds, int(sum(sizes))


if __name__ == "__main__":
    prepare()
    from tests.factories import make_cohort, make_member

    session = session_of(make_member(make_cohort("bench")))
    with served() as address, sync_playwright() as playwright:
        path = os.environ.get("HARU_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        openings = [open_once(browser, address, session) for _ in range(OPENINGS)]
        browser.close()
    times, sizes = zip(*openings, strict=True)
    print(f"{max(sizes) / 1000:.1f} kB, ready after {statistics.median(times):.0f} ms (4 times slower processor)")
