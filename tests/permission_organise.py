"""The permission table's rows for the organisers' pages (see tests/permission_table.py)."""

from tests.permission_table import COHORT, Row, at, members

RUN = members(403, organiser=200, staff=200)
RAN = members(403, organiser=302, staff=302)


def opening_rows() -> list[Row]:
    """Opening a cohort: its organisers, and the site's staff."""
    return [
        Row("opening.show", at("opening.show", **COHORT), RUN, RAN, missing="/c/none/organise/opening/"),
    ]


ORGANISING = [*opening_rows()]
