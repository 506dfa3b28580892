"""The board as a file: whole, for Excel, and without a cell that calculates."""

import csv
import io
from datetime import UTC, datetime

import pytest

from accounts.models import User
from journal.models.people import Membership, Team
from tests.factories import let_be_here_from_the_start, make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses
from tests.journal.views.crowd import many_people

pytestmark = pytest.mark.django_db
PATH = "/c/ai-tech/organise/board/csv/"
WEEK = f"{PATH}?week=2021-08-04"


def read(answer) -> list[list[str]]:
    """Return the cells of a file that Excel opens as UTF-8."""
    data = b"".join(answer.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_file_has_every_row_and_says_whose_week_it_is(cast):
    many_people(cast.cohort, 120)
    make_post(cast.camper, cast.cohort, title="Zqtitle", body="Zqbody", day=1)
    let_be_here_from_the_start(cast.cohort)
    Membership.objects.filter(user=cast.team_mate).update(joined_at=datetime(2021, 8, 3, 15, 0, tzinfo=UTC))  # Day 3
    answer = browser(cast.organiser).get(WEEK)
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="ai-tech-2021-08-02.csv"' in answer["Content-Disposition"]
    rows = read(answer)
    assert rows[0] == ["Name", "Handle", "Team", *(f"2021-08-0{day}" for day in range(2, 7))]
    assert len(rows) == 1 + 120 + 5  # those of the cast who are campers and did not withdraw
    assert {len(row) for row in rows} == {8}
    found = {row[1]: row for row in rows}
    assert found["sol"] == ["Sol", "sol", "2조", "late", *["not posted"] * 4]
    assert found["minji"][3:] == ["not posted", "late", "late", "late", "late"]  # a draft of Day 1 is no journal
    assert found["bora"][3:] == ["not here yet", "not here yet", *["not posted"] * 3]
    assert "wonho" not in found
    assert "Zq" not in str(rows)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=HYPERLINK("x","y")'])
def test_no_cell_is_calculated(cast, name):
    User.objects.filter(pk=cast.author.pk).update(display_name=name)
    Team.objects.filter(cohort=cast.cohort, name="1조").update(name="=cmd|' /C calc'!A0")
    cells = [cell for row in read(browser(cast.organiser).get(WEEK)) for cell in row]
    assert [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝"))] == []
    assert f"'{name}" in cells
    assert "'=cmd|' /C calc'!A0" in cells


def test_a_team_alone_and_what_is_not_there(cast):
    client, team = browser(cast.staff), cast.cohort.teams.get(name="2조")
    rows = read(client.get(f"{WEEK}&team={team.pk}"))
    assert [row[1] for row in rows[1:]] == ["sol"]
    assert client.get(f"{WEEK}&team={cast.other.teams.first().pk}").status_code == 404
    assert client.get(f"{PATH}?week=2020-01-01").status_code == 404
    make_member(cast.cohort, "organiser", "second")
    assert statuses(client, PATH, "post", "put", "delete") == {405}
    assert asks_to_sign_in(browser().get(PATH), PATH)
    for role in ("author", "mentor"):
        assert browser(cast.people[role]).get(PATH).status_code == 403
