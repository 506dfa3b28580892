"""A picture of every page: `python -m tests.screenshots DIR [--only NAME]`, and what axe finds there with `--axe`.

Each page of the furnished demo is opened as whoever sees it, in Korean and English, light and dark, at 390, 768 and
1280 px. Written are the pictures and `index.html`, a contact sheet. `--axe` alone reads all and takes no pictures.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.bench.site import prepare, served


def main() -> int:
    """Do what the command line asks for; return 1 where axe found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where the pictures go")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--width", type=int, action="append", help="at this width only (may be said again)")
    parser.add_argument("--scheme", choices=("light", "dark"), action="append", help="in this scheme only")
    parser.add_argument("--language", choices=("ko", "en"), action="append", help="in this language only")
    parser.add_argument("--axe", action="store_true", help="say what axe-core finds on each page")
    parser.add_argument("--database", default="", help="an empty PostgreSQL to use instead of the embedded one")
    asked = parser.parse_args()
    if not (asked.folder or asked.axe):
        parser.error("say where the pictures go, or --axe")
    prepare(database=asked.database)
    from tests.screenshots.furnishing import furnish

    furnished = furnish()
    with served() as address:
        return look(asked, address, furnished)


def look(asked: argparse.Namespace, address: str, furnished) -> int:
    """Take the pictures and let axe read, as the command line asks."""
    from tests.screenshots.axe import by_rule, violations
    from tests.screenshots.camera import WIDTHS, chromium, openings, photograph
    from tests.screenshots.pages import LANGUAGES, SCHEMES, SIGHTS
    from tests.screenshots.sheet import write_sheet

    schemes = asked.scheme or SCHEMES
    sights = [sight for sight in SIGHTS if str(sight).startswith(asked.only)]
    pictures, found, begun = {str(sight): [] for sight in sights}, [], time.monotonic()
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for language in asked.language or LANGUAGES:
            for seen in openings(browser, address, furnished, language, sights):
                if asked.folder:
                    pictures[str(seen.sight)] += photograph(seen, asked.folder, schemes, asked.width or WIDTHS)
                for scheme in schemes if asked.axe else ():
                    seen.page.emulate_media(color_scheme=scheme)
                    for each in violations(seen.page):
                        found.append(each)
                        print(
                            f"{seen.sight} {language} {scheme}: {each.rule} at {each.target} ({each.words})", flush=True
                        )
    taken = sum(map(len, pictures.values()))
    print(f"{len(sights)} pages, {taken} pictures, {time.monotonic() - begun:.0f} s")
    if asked.folder:
        print(f"written to {write_sheet(asked.folder, pictures.items())}")
    if asked.axe:
        print(f"{len(found)} violations", *(f"{count} × {rule}" for rule, count in by_rule(found)), sep="\n  ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
