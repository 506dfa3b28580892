"""A cohort that ended: every row of the permission table is read as before and written to no more, by everybody."""

import pytest

from journal.models.people import Membership
from tests.journal.test_permissions import TABLE
from tests.permission_over import FORMS, GOES_ON, GONE, LET_IN, OWN, asking, when_over
from tests.permission_table import Row
from tests.world import World, answer, set_state


def told(world: World, row: Row, method: str, roles: list[str]) -> dict[str, int | str]:
    """Return what these roles are answered there."""
    url, data = row.where(world), row.data if method == "POST" else lambda world, role: {}
    return {role: answer(world.ask(role, method, url, data(world, role))) for role in roles}


def answers_when_over(world: World, row: Row, *, by_all: bool) -> tuple[dict, dict]:
    """Return what a row says by the rule and what is said, by method and role."""
    said, expected = {}, {}
    for method, before in (("GET", row.get), ("POST", row.post)):
        roles, over = asking(row, before, by_all=by_all), when_over(row, method, before)
        said[method] = told(world, row, method, roles)
        expected[method] = {role: over[role] for role in roles}
    return said, expected


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_every_address_of_a_cohort_that_ended(world, row):
    set_state(world.cast.cohort, "ended")
    said, expected = answers_when_over(world, row, by_all=True)
    assert said == expected


def test_the_rule_names_only_rows_there_are():
    """And nothing twice: a name that no row has is a mistake, or a page that is no more."""
    named = [*FORMS, *GONE, *OWN, *GOES_ON]
    assert set(named) <= {row.name for row in TABLE}
    assert len(named) == len(set(named))


def test_the_rule_opens_nothing():
    for row in TABLE:
        for method, before in (("GET", row.get), ("POST", row.post)):
            over = when_over(row, method, before)
            assert not [role for role, said in over.items() if said in LET_IN and before[role] not in LET_IN], str(row)


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_nobody_is_locked_out_and_who_left_stays_out(world: World, state):
    set_state(world.cast.cohort, state)
    page = f"/c/{world.cast.cohort.slug}/"
    for now, status in (("active", 200), ("on_leave", 200), ("graduated", 200), ("withdrawn", 404), ("invited", 404)):
        Membership.objects.filter(cohort=world.cast.cohort, user=world.cast.team_mate).update(state=now)
        assert world.ask("team_mate", "GET", page).status_code == status, now
        assert world.ask("team_mate", "GET", world.cast.posts["cohort"].get_absolute_url()).status_code == status, now
