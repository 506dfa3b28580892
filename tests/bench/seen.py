"""What a phone sees: `python -m tests.bench.seen [--only NAME]`. Every page of the demo, opened with an empty cache at a
quarter of the processor over slow 4G (150 ms, 1.6 Mbit/s): the largest paint, the shift of what stands already, the
slowest answer to a press on its controls, and its compressed kB without pictures. A page over a bar is opened four
times more, and its medians count, for a machine has its moments. A * is over the bar.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import partial
from statistics import median

from tests.bench.site import prepare, served

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4  # times, the browser's own throttling
BARS = {"LCP": 1500, "CLS": 0.02, "INP": 100, "kB": 100}  # ms, a ratio, ms, kB
PRESSES = 3
LOOKS = 5  # at a page whose first figures are over
CONTROLS = "summary:visible, main button[type=button]:visible, header button[type=button]:visible"
WATCH = """(() => {
  const seen = window.seen = { LCP: 0, CLS: 0, INP: 0 };
  const watch = (type, take, more) => new PerformanceObserver(list => list.getEntries().forEach(take))
    .observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", entry => { seen.LCP = entry.startTime; });
  watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.CLS += entry.value; });
  watch("event", entry => { if (entry.interactionId) seen.INP = Math.max(seen.INP, entry.duration); }, { durationThreshold: 16 });
})()"""


@dataclass
class Figures:
    """What one page costs whoever opens it; `bytes` came over the wire, pictures aside."""

    name: str
    lcp: float
    cls: float
    inp: float
    bytes: int

    def line(self) -> str:
        """Return a line of the table."""
        values = (self.lcp, self.cls, self.inp, self.bytes / 1000)
        told = (
            f"{value:8.3f}{'*' if value > bar else ' '}"
            if name == "CLS"
            else f"{value:7.0f}{'*' if value > bar else ' '}"
            for value, (name, bar) in zip(values, BARS.items(), strict=True)
        )
        return f"{self.name:48}" + "".join(told)

    @property
    def is_over(self) -> bool:
        """Whether one of the figures is over its bar."""
        return "*" in self.line()


def look(browser, session: str | None, address: str, name: str, path: str) -> Figures:
    """Open one page with an empty cache, press its controls, and return what was seen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block", locale="ko-KR")
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    tools = context.new_cdp_session(page)
    kinds, sizes = {}, {}
    tools.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    tools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.emulateNetworkConditions", SLOW_4G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(f"{address}{path}", wait_until="networkidle")
    for _ in range(100):  # a long page is painted after the network is idle
        if painted := page.evaluate("window.seen.LCP"):
            break
        page.wait_for_timeout(100)
    controls = page.locator(CONTROLS)
    for at in range(min(PRESSES, controls.count())):
        if at < controls.count() and controls.nth(at).is_enabled():
            controls.nth(at).click(timeout=5000)
            page.wait_for_timeout(300)
            page.keyboard.press("Escape")  # what opened over the page would take the next press
    page.wait_for_timeout(300)
    seen = page.evaluate("window.seen")
    weight = sum(size for key, size in sizes.items() if kinds.get(key) not in ("Image", "Media"))
    context.close()
    return Figures(name, painted, seen["CLS"], seen["INP"], int(weight))


def settled(once: Callable[[], Figures]) -> Figures:
    """Return a page's figures: those of its first look or, where one is over its bar, the medians of LOOKS."""
    looks = [once()]
    while looks[0].is_over and len(looks) < LOOKS:
        looks.append(once())
    return Figures(looks[0].name, *(median(each) for each in zip(*(astuple(one)[1:] for one in looks), strict=True)))


def main() -> int:
    """Measure the pages that the command line names; return 1 where one is over a bar."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.seen", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--database", default="", help="an empty PostgreSQL to use instead of the embedded one")
    asked = parser.parse_args()
    prepare(database=asked.database)
    from tests.screenshots.camera import chromium
    from tests.screenshots.furnishing import furnish, session_of
    from tests.screenshots.pages import covering

    furnished, rows = furnish(), []
    sights = [sight for dealt in covering().values() for sight in dealt if str(sight).startswith(asked.only)]
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n{'':48}{'LCP ms':>8}{'CLS':>8} {'INP ms':>8}{'kB':>6}"
    )
    with served() as address, chromium() as browser:
        for sight in sorted(sights, key=str):
            session = sight.who and session_of(furnished.people[sight.who])
            rows.append(settled(partial(look, browser, session, address, str(sight), sight.where(furnished))))
            print(rows[-1].line(), flush=True)
    print(f"{sum(row.is_over for row in rows)} of {len(rows)} pages over a bar; load {os.getloadavg()[0]:.1f}")
    return 1 if any(row.is_over for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
