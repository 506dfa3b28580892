"""A cohort that ended or is archived: every address of the site, a row each, is read as before and written to no more.

Rows that say themselves what the state changes (`about`, `writes`) are in test_permissions.py; these are the others.
"""

import pytest

from journal.models.people import Membership
from tests.journal.test_permissions import IN_A_COHORT, MAILS, TABLE, answered
from tests.permission_accounts import ACCOUNTS
from tests.permission_table import Answers, Row, in_closed_cohort
from tests.world import World, set_state

ELSEWHERE = {row.name for row in [*IN_A_COHORT, *ACCOUNTS, *MAILS]}  # an account and a mailbox are of no cohort
# Refused in words from then on, both looking at the form and sending it.
REFUSED = {
    "transfers.new", "cohorts.template", "proposals.index", "proposals.decide", "topics.describe", "nudges.send",
    "notes.edit", "teams.index", "teams.edit", "teams.delete", "opening.basics", "opening.holidays",
    "opening.curriculum", "rosters.new", "rosters.apply", "invitations.index", "invitations.send", "invitations.end",
}  # fmt: skip
REFUSED_POSTS = {"opening.show", "endings.show", "notes.index"}  # the page stays, and does nothing any more
GONE = {"people.join", "invitations.claim"}  # nobody comes in any more
# What hangs on people and on hurtful words goes on: who is in it, the queue, the log, the export.
GOES_ON = {
    "members.index",
    "members.change",
    "members.forget",
    "reports.index",
    "reports.keep",
    "hidings.lift",
    "hidings.answer",
}


def first_rows() -> list[Row]:
    """Return a row for each other name, one in which somebody succeeds."""
    succeed = [row for row in TABLE if {200, 302} & {*row.get.values(), *row.post.values()}]
    return list({row.name: row for row in succeed if row.name not in ELSEWHERE}.values())


def when_over(row: Row, method: str, expected: Answers) -> Answers:
    """Return what a row says once its cohort is over."""
    if row.writes:
        return in_closed_cohort(row, expected)
    refused = row.name in REFUSED or (method == "POST" and row.name in REFUSED_POSTS)
    now = 404 if row.name in GONE else 403 if refused else None
    # Jiho of the other cohort goes on there.
    return {role: now if now and said in (200, 302) and (role != "stranger" or now == 404) else said
            for role, said in expected.items()}  # fmt: skip


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_every_other_address_when_the_cohort_is_over(world: World, state):
    set_state(world.cast.cohort, state)
    rows = first_rows()
    assert len(rows) > 60 and {row.name for row in rows} >= REFUSED | REFUSED_POSTS | GONE | GOES_ON
    wrong = []
    for row in rows:
        for method, expected in (("GET", row.get), ("POST", row.post)):
            told, over = answered(world, row, method, expected), when_over(row, method, expected)
            # An organisers' page that is not named above may be refused as a whole, never opened to more people.
            shut = {role: 403 if said in (200, 302) else said for role, said in over.items()}
            if told != over and not ("/organise/" in row.where(world) and row.name not in GOES_ON and told == shut):
                wrong.append(
                    (str(row), method, {role: (over[role], told[role]) for role in told if told[role] != over[role]})
                )
    assert wrong == []


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_nobody_is_locked_out_and_who_left_stays_out(world: World, state):
    set_state(world.cast.cohort, state)
    page = f"/c/{world.cast.cohort.slug}/"
    for now, status in (("active", 200), ("on_leave", 200), ("graduated", 200), ("withdrawn", 404), ("invited", 404)):
        Membership.objects.filter(cohort=world.cast.cohort, user=world.cast.team_mate).update(state=now)
        assert world.ask("team_mate", "GET", page).status_code == status, now
        assert world.ask("team_mate", "GET", world.cast.posts["cohort"].get_absolute_url()).status_code == status, now
