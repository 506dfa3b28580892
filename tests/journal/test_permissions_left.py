"""Mentors and organisers who are on leave, graduated or withdrawn: every row of the permission table, for them too.

The table's own columns of those names are campers of team 1. Whoever cared for a cohort is answered as these are, but
for what is a team's: no team is theirs, so they read there what Sol of the other team does. From the next request on.
"""

import pytest

from journal.models.people import Membership
from tests.cast import ROLES
from tests.journal.test_permissions import TABLE
from tests.permission_table import Answers, Row
from tests.world import World, answer

LEFT = [("mentor", "on_leave"), ("organiser", "graduated"), ("mentor", "withdrawn"), ("organiser", "withdrawn")]
# Who sends a feed's address is all the same; it is the token's owner who reads (test_feeds.py).
ASKED = [row for row in TABLE if not row.name.startswith(("feeds.", "sitemap."))]


def after_leaving(row: Row, expected: Answers, state: str) -> int | str:
    """Return what somebody is told who cared for the cohort and is in this state now."""
    unseen = state != "withdrawn" and expected["camper"] == 404 and expected["on_leave"] != 405
    return 404 if unseen else expected[state]


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_who_cared_for_a_cohort_and_left_it(world: World, row):
    said, expected = {}, {}
    for role, state in LEFT:
        person = Membership.objects.filter(cohort=world.cast.cohort, user=world.cast.people[role])
        person.update(state=state)
        for method, before in (("GET", row.get), ("POST", row.post)):
            if set(before.values()) == {405}:
                continue
            url, data = row.where(world), row.data(world, role) if method == "POST" else {}
            said[role, state, method] = answer(world.ask(role, method, url, data))
            expected[role, state, method] = after_leaving(row, before, state)
        person.update(state="active")
    assert said == expected


def test_the_columns_are_there():
    assert {state for _role, state in LEFT} < {*ROLES}
