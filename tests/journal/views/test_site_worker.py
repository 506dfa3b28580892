"""site.worker: the service worker, which keeps the page for where there is no network, and nothing else."""

import json
import re

from django.test import Client


def test_the_worker_keeps_that_page_and_what_it_is_made_of(cast):
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    shell = json.loads(re.match(r"const SHELL = (\[.*?\]);\n", answer.content.decode())[1])
    page = Client().get("/offline/").content.decode()
    asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert shell[0] == "/offline/" and set(shell[1:]) == asked
