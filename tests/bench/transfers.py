"""How long bringing in and taking along takes: `python -m tests.bench.transfers [--files 2000] [--size 2500]`.

Printed: seconds to look at a zip of so many small files, to take them in, to look again, and to write them all out.
"""

import argparse
import io
import time
from datetime import date, timedelta

from tests.bench.site import prepare


def archive_of(files: int, size: int) -> bytes:
    """Return a zip of so many logs of about `size` characters."""
    from tests.journal.transfer.zips import zipped

    body = "## 학습 내용\n\n### 행렬\n\n" + "오늘은 **행렬(Matrix)**을 배웠다. `A @ B` 와 $x^2$.\n\n" * (size // 40)
    days = (date(2021, 8, 2) + timedelta(at % 140) for at in range(files))
    head = "---\ntitle: '글 {}'\ndate: {}T21:00:00+09:00\ntags: [AI Math, 회고]\n---\n"
    return zipped({f"til/{at:04}.md": head.format(at, day) + body for at, day in enumerate(days)})


def measure(files: int, size: int) -> dict[str, float]:
    """Return the seconds of each step."""
    prepare()
    from journal.transfer.archives import open_archive
    from journal.transfer.exports import write_export
    from journal.transfer.imports import apply_plan
    from journal.transfer.plan import make_plan
    from tests.factories import make_cohort, make_member

    cohort = make_cohort("bench")
    camper, data, times = make_member(cohort), archive_of(files, size), {}
    with open_archive(io.BytesIO(data), "til.zip") as archive:
        for step in ("look", "take in", "look again", "take along"):
            start = time.monotonic()
            if step.startswith("look"):
                plan = make_plan(archive, author=camper, cohort=cohort)
            elif step == "take in":
                assert {row.state for row in apply_plan(plan, archive)} == {"done"}
            else:
                assert write_export(camper, io.BytesIO()) == files
            times[step] = time.monotonic() - start
    assert plan.counts()["same"] == files
    return times


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1_999)
    parser.add_argument("--size", type=int, default=2_500)
    asked = parser.parse_args()
    found = measure(asked.files, asked.size)
    print(f"{asked.files} files: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in found.items()))
