"""The drill: thousands of texts that want to become script, in every place where people write, in a real Chromium.

`python -m tests.drills.scripts_in_texts [--every N] [--also FILE.json]` puts each payload of tests/drills/payloads.py (and
of a JSON list of more) into posts, comments, titles, names, topics, imports and names of pictures of a database of its
own, opens the pages and listens: to the function that they call, to every dialog, and to what stands in the page and
would run when touched. The pages come without their Content-Security-Policy: the cleaner alone has to hold.
"""

import argparse
import json
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.drills.own_database import own_database
from tests.drills.payloads import payloads, shown

HERE = "http://testserver"
HOOKS = """
window.heard = [];
for (const [name, tell] of [["xss", n => "call " + n], ["alert", n => "dialog " + n], ["confirm", n => "dialog " + n],
    ["prompt", n => "dialog " + n], ["print", () => "dialog"]])
  Object.defineProperty(window, name, {value: n => { top.heard.push(tell(n)); console.log("zq " + tell(n)); }, writable: false, configurable: false});
"""
# What is in the page and would run when it is clicked, hovered or reached; then everything of it is touched.
LOOK = """
() => {
  const found = [], plain = value => value.replace(/^[\\u0000-\\u0020]+|[\\t\\n\\r]/g, "").toLowerCase();
  for (const element of document.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      const value = plain(element.getAttribute(name) || "");
      if (/^on/.test(name) || /^(data-)?hx-on/.test(name) || (/hx-(vals|headers|vars)$/.test(name) && /^js:|^javascript:/.test(value)) ||
          (/^(href|src|action|formaction|xlink:href|data|poster|background|from|to|values)$/.test(name) && /^(javascript|vbscript|livescript):|^data:(text|application)/.test(value)) ||
          name === "srcdoc") found.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
    }
    const source = element.getAttribute("src") || "";
    if (/^script$/i.test(element.tagName) && !source.startsWith("/static/") && element.type !== "application/json") found.push("SCRIPT " + source + element.textContent.slice(0, 80));
    if (/^(object|embed|base|applet|frame|frameset|portal|set|animate|foreignobject)$/i.test(element.tagName)) found.push(element.tagName);
    if (element.tagName === "META" && document.body.contains(element)) found.push("META " + element.outerHTML.slice(0, 80));
    if (/^(style|link)$/i.test(element.tagName) && document.body.contains(element)) found.push(element.outerHTML.slice(0, 80));
  }
  return found.map(words => "stands " + words);
}
"""
CONTROL = "<main><img src=x onerror=xss(1)><b onmouseover=xss(2)>x</b><a href=javascript:xss(3)>x</a></main>"
TOUCH = """
() => {
  for (const element of document.querySelectorAll("main *")) {
    for (const name of ["mouseover", "mouseenter", "focus", "pointerover", "error", "load", "toggle", "animationstart"])
      element.dispatchEvent(new Event(name));
    if (element.tagName === "A" && !/^https?:$/.test(element.protocol)) element.click();
  }
  return window.heard;
}
"""


class Site:
    """Haru behind Chromium's requests: answered in this process, without the policy that would hide a hole."""

    def __init__(self, user, do):
        from django.test import Client

        self.do = do

        self.client = Client(raise_request_exception=False)
        do(self.client.force_login, user)
        self.files: dict[str, dict] = {}
        self.failed: list[str] = []

    def answer(self, route) -> None:
        """Answer one request of the browser; nothing leaves this machine."""
        url = route.request.url
        if not url.startswith(f"{HERE}/") or route.request.method != "GET":
            return route.abort()
        path = url.removeprefix(HERE)
        if path in self.files:
            return route.fulfill(**self.files[path])
        response, body = self.do(self._asked, path)
        headers = {
            name: value
            for name, value in response.headers.items()
            if "Security-Policy" not in name and name != "Content-Length"
        }
        if response.status_code >= 500:
            self.failed.append(path)
        told = {"status": response.status_code, "headers": headers, "body": body}
        if path.startswith("/static/"):
            self.files[path] = told
        return route.fulfill(**told)

    def _asked(self, path: str):
        response = self.client.get(path, follow=True)  # Chromium would ask the next address elsewhere
        return response, b"".join(response) if response.streaming else response.content


class Listener:
    """A page of Chromium, and what it heard."""

    def __init__(self, chromium, site: Site):
        self.site, self.dialogs = site, []
        self.context = chromium.new_context(locale="en-US")
        self.context.add_init_script(HOOKS)
        self.context.route("**/*", site.answer)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.dialogs.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("console", lambda said: said.text.startswith("zq ") and self.dialogs.append(said.text[3:]))

    def hear(self, path: str) -> list[str]:
        """Open a page, touch everything in it, and return what ran or would have run."""
        self.dialogs.clear()
        self.page.goto(f"{HERE}{path}", wait_until="load")
        here = self.page.url.partition("#")[0]
        found = self.page.evaluate(LOOK)
        try:
            self.page.evaluate(TOUCH)
            self.page.wait_for_timeout(30)
            self.page.evaluate("() => window.heard")
        except Error:  # the page has gone, and told before what it heard
            self.page.wait_for_load_state()
        # A link without a host ("/\\") leads to Chromium's about:blank#blocked, where nothing runs.
        if (now := self.page.url.partition("#")[0]) not in (here, "about:blank"):
            found.append(f"left for {now[:100]}")
        return [*found, *dict.fromkeys(self.dialogs)]

    def hears_what_runs(self) -> bool:
        """Return whether it hears a page in which script runs by itself, by a touch and by a link."""
        told = {"status": 200, "headers": {"Content-Type": "text/html"}, "body": CONTROL}
        self.site.files["/control"] = told
        found = set(self.hear("/control"))
        return {"call 1", "call 2", "call 3", "stands A href=javascript:xss(3)", "stands B onmouseover=xss(2)"} <= found


def main() -> int:
    """Fill, open and listen, and print how many ran."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1, help="only every Nth payload")
    parser.add_argument("--also", type=Path, help="a JSON list of more texts")
    given = parser.parse_args()
    texts = payloads()
    if given.also:
        texts += [text for text in json.loads(given.also.read_text()) if text not in set(texts)]
    texts = texts[:: given.every]
    since, ran, opened = time.monotonic(), 0, 0
    with own_database("scripts"), ThreadPoolExecutor(1) as pool:  # Django's thread: this one is Playwright's
        from django.db import connections

        from tests.drills.script_places import MARK, PLACES, filled

        with sync_playwright() as playwright:
            path = os.environ.get("HARU_CHROMIUM") or shutil.which("chromium")
            chromium = playwright.chromium.launch(
                executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )

            def do(act, *given):
                return pool.submit(act, *given).result()

            world = do(filled, texts)
            site = Site(world.reader, do)
            listener = Listener(chromium, site)
            assert listener.hears_what_runs(), "the drill hears nothing where something runs"
            for place in PLACES:
                pages, heard, seen = 0, 0, 0
                held_pages = place(world)
                while opening := do(next, held_pages, None):
                    address, held = opening
                    found = listener.hear(address)
                    shown_here = min(len(held), listener.page.content().count(MARK))
                    pages, heard, seen = pages + 1, heard + len(found), seen + shown_here
                    if found:
                        _say(place.__name__, address, found, _named(found, texts) or held[:3])
                sys.stdout.write(f"{place.__name__:<10} {seen:>6} texts on {pages:>4} pages: {heard} ran\n")
                sys.stdout.flush()
                ran, opened = ran + heard, opened + pages
            do(connections.close_all)
            chromium.close()
        failed = site.failed
    sys.stdout.write(
        f"{len(texts)} payloads, {opened} pages, {time.monotonic() - since:.0f} s: {ran} executions, {len(failed)} pages failed {failed[:5]}\n"
    )
    return 1 if ran or failed else 0


def _say(place: str, address: str, found: list[str], texts: list[str]) -> None:
    sys.stdout.write(f"RAN {place} {address}: {found[:3]}\n")
    sys.stdout.writelines(f"    {shown(text)}\n" for text in texts)


def _named(found: list[str], texts: list[str]) -> list[str]:
    """Return the payloads that called by their number."""
    numbers = {words.removeprefix("call ") for words in found if words.startswith("call ")}
    return [text for text in texts if any(f"xss({number})" in text for number in numbers)][:5]


if __name__ == "__main__":
    sys.exit(main())
