"""Known vulnerabilities of the pinned packages: `python -m tests.advisories`, which `.ci/run` asks.

It asks OSV (osv.dev, whose list holds PyPI's and GitHub's advisories; api documented at google.github.io/osv.dev/api)
about each package of requirements.lock, and says what is known. Exits with 1 where something is known for longer than
docs/security.md allows. Where the list cannot be reached it says so, and exits with 0: a change that has nothing to do with
it is not held up by a network.
"""

import json
import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

LOCK = Path(__file__).parents[1] / "requirements.lock"
SERVICE = "https://api.osv.dev"
PATIENCE = 10  # seconds that one answer may take
DAYS = {"CRITICAL": 3, "HIGH": 14}  # within which it is mended, counted from when it was made known
OTHERS = 60
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Advisory:
    """What is known of a package in the version that is pinned."""

    package: str
    version: str
    name: str
    severity: str
    published_at: datetime
    fixed_in: str

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been mended by now."""
        return (now - self.published_at).days >= DAYS.get(self.severity, OTHERS)

    def __str__(self) -> str:
        fixed = f"mended in {self.fixed_in}" if self.fixed_in else "not mended yet"
        about = f"{self.severity.lower() or 'of no known severity'}, since {self.published_at:%Y-%m-%d}, {fixed}"
        return f"{self.package} {self.version}: {self.name} ({about})"


def pinned(text: str) -> list[tuple[str, str]]:
    """Return (name, version) of each package in a lock file's text."""
    return PINNED.findall(text)


def known(packages: list[tuple[str, str]], service: str) -> list[Advisory]:
    """Return what a service that speaks OSV's protocol knows of packages. Raises OSError where it cannot be reached."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]
    results = _ask(f"{service}/v1/querybatch", {"queries": queries})["results"]
    return [
        _read(name, version, _ask(f"{service}/v1/vulns/{each['id']}"))
        for (name, version), result in zip(packages, results, strict=True)
        for each in result.get("vulns", ())
    ]


def _read(name: str, version: str, told: dict) -> Advisory:
    mine = [
        each for each in told.get("affected", ()) if each.get("package", {}).get("name", "").lower() == name.lower()
    ]
    events = [event for each in mine for span in each.get("ranges", ()) for event in span.get("events", ())]
    return Advisory(
        package=name,
        version=version,
        name=" ".join((told["id"], *told.get("aliases", ()))),
        severity=str(told.get("database_specific", {}).get("severity", "")).upper(),
        published_at=datetime.fromisoformat(told["published"]).astimezone(UTC),
        fixed_in=", ".join(sorted({event["fixed"] for event in events if "fixed" in event})),
    )


def _ask(address: str, data: dict | None = None) -> dict:
    body = json.dumps(data).encode() if data else None
    with urlopen(Request(address, body, {"Content-Type": "application/json"}), timeout=PATIENCE) as answer:  # noqa: S310
        return json.load(answer)


def main(service: str = "", lock: Path = LOCK, now: datetime | None = None) -> int:
    """Say what is known; return 1 where something is known for too long."""
    packages = pinned(lock.read_text())
    try:
        found = known(packages, service or os.environ.get("HARU_ADVISORIES", SERVICE))
    except (URLError, OSError, ValueError) as error:
        print(f"No list of known vulnerabilities could be asked: {error}")
        return 0
    for advisory in found:
        print(advisory)
    late = [advisory for advisory in found if advisory.is_late(now or datetime.now(UTC))]
    print(f"{len(packages)} packages, {len(found)} known vulnerabilities, {len(late)} of them for too long")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
