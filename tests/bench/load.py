"""Asking for pages, a bounded number of times and of seconds, and what that cost the machine."""

import http.client
import os
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

TICK = os.sysconf("SC_CLK_TCK")
TOKEN = "b" * 32
LONGEST = 20  # seconds that one measurement may last


@dataclass(frozen=True)
class Answers:
    """What clients saw: the times in milliseconds, the size of the last body, and how many were no success."""

    times: list[float]
    size: int
    failures: int

    def at(self, part: float) -> float:
        """Return a quantile of the times."""
        times = sorted(self.times)
        return times[min(len(times) - 1, int(len(times) * part))] if times else 0.0


class Client(threading.Thread):
    """One browser with a connection of its own."""

    def __init__(self, address: str, path: str, cookie: str, count: int, forms=None, success: int = 200):
        super().__init__(daemon=True)
        self.host, self.path, self.count, self.forms = (
            urlsplit(address).netloc,
            quote(path, safe="/?=&@%+"),
            count,
            forms,
        )
        self.headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
        self.success, self.times, self.size, self.failures = success, [], 0, 0

    def run(self):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        until = time.monotonic() + LONGEST
        for _ in range(self.count):
            start = time.monotonic()
            if start > until:
                return
            if self.forms is None:
                connection.request("GET", self.path, headers=self.headers)
            else:
                sent = {**self.headers, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", self.path, urlencode(next(self.forms)), sent)
            answer = connection.getresponse()
            body = answer.read()
            self.times.append((time.monotonic() - start) * 1_000)
            self.size = len(body)
            self.failures += answer.status != self.success


def ask(
    address: str, path: str, session: str, *, clients: int, requests: int, forms=None, success: int = 200
) -> Answers:
    """Ask for a page so many times in all, from so many clients at once."""
    cookie = f"sessionid={session}; csrftoken={TOKEN}" if session else ""
    threads = [Client(address, path, cookie, -(-requests // clients), forms, success) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [each for thread in threads for each in thread.times]
    return Answers(times, max(thread.size for thread in threads), sum(thread.failures for thread in threads))


def family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def cpu_ms(pids: list[int]) -> float:
    """Return the milliseconds of CPU that processes have used so far; those that have ended count nothing."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total * 1_000 / TICK


def memory_mib(pids: list[int]) -> float:
    """Return the largest memory (proportional set size) of processes, in MiB."""
    sizes = []
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        sizes.append(int(text.split("Pss:")[1].split()[0]) / 1_024)
    return max(sizes, default=0.0)


def loop_ms() -> float:
    """Return the CPU milliseconds of a fixed piece of Python, to tell a loaded or slow machine from another."""
    found = []
    for _ in range(7):
        start, kept = time.process_time(), {}
        for number in range(40_000):
            kept[str(number % 500)] = (number, [number] * 3)
        found.append((time.process_time() - start) * 1_000)
    return statistics.median(found)
