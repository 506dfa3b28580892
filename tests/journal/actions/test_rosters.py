"""Applying a roster: what it says, once, some people at a time."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from journal.actions import rosters
from journal.actions.rosters import apply_roster, ask_for_roster, clean_rosters, keep_roster
from journal.models.people import Membership, Team
from journal.models.rosters import Roster
from journal.queries.rosters import plan_roster
from journal.text.rosters import read_roster
from journal.text.tables import read_table
from tests.guards import query_budget
from tests.jobs import run_jobs, waiting_jobs

pytestmark = pytest.mark.django_db
HEAD = "이름,이메일,조,역할\n"


def entries(text: str):
    return read_roster(read_table(HEAD + text))


def states(cast, text: str) -> list[str]:
    return [row.state for row in plan_roster(cast.cohort, entries(text))]


def notes(cast, text: str) -> list[str]:
    return [" ".join(row.notes) for row in plan_roster(cast.cohort, entries(text))]


def taken_in(cast, text: str) -> Roster:
    """Apply a roster as its button and the worker do."""
    roster = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="r.csv", entries=entries(text))
    to_do = sum(row.state in ("new", "team", "role") for row in plan_roster(cast.cohort, roster.entries))
    ask_for_roster(roster=roster, to_do=to_do)
    run_jobs("apply_roster")
    roster.refresh_from_db()
    return roster


def everybody(cast) -> list:
    rows = Membership.objects.filter(cohort=cast.cohort).order_by("pk")
    return [
        (row.pk, row.user_id, row.role, row.state, row.team_id, sorted(row.mentored_teams.values_list("pk", flat=True)))
        for row in rows
    ]


def member(cast, email: str) -> Membership:
    return Membership.objects.get(cohort=cast.cohort, user__email=email)


# What a line would do.


def test_each_line_has_a_state(cast):
    text = (
        "새 사람,new@x.org,1조,\nMinji,minji@test.example,1조,\n민지,MINJI@test.example,2조,\nSol,sol@test.example,1조,\n"
        "Bora,bora@test.example,1조,멘토\nSeoyeon,seoyeon@test.example,\"2조,1조\",멘토\nDaeun,daeun@test.example,,멘토\n"
        "나쁨,nope,1조,\nWonho,wonho@test.example,2조,\nJiho,jiho@test.example,1조,"
    )  # fmt: skip
    assert states(cast, text) == ["new", "same", "double", "team", "role", "team", "same", "bad", "same", "new"]
    said = notes(cast, text)
    assert said[2] and "3" in said[2]
    assert "2조" in said[3] and "1조" in said[3]


def test_the_last_organiser_stays_one(cast):
    text = "Haeun,haeun@test.example,1조,캠퍼"
    assert states(cast, text) == ["bad"]
    cast.cohort.memberships.filter(user=cast.mentor).update(role="organiser")
    assert states(cast, text) == ["role"]
    assert states(cast, f"{text}\nSeoyeon,seoyeon@test.example,,멘토") == ["role", "bad"]


def test_somebody_is_known_by_a_verified_second_address_and_by_no_other(cast):
    EmailAddress.objects.create(user=cast.author, email="second@x.org", verified=True)
    EmailAddress.objects.create(user=cast.team_mate, email="third@x.org", verified=False)
    assert states(cast, "민지,Second@x.org,1조,\n보라,third@x.org,1조,\nMinji,minji@test.example,,") == [
        "same", "new", "double",
    ]  # fmt: skip


def test_a_closed_account_is_not_taken_in(cast):
    User.objects.filter(pk=cast.stranger.pk).update(is_active=False)
    assert states(cast, "Jiho,jiho@test.example,1조,") == ["bad"]


def test_looking_costs_the_same_for_many_lines(cast):
    few, many = entries("a,a0@x.org,1조,"), entries("".join(f"a,a{n}@x.org,1조,\n" for n in range(300)))
    with query_budget(6) as seen:
        plan_roster(cast.cohort, few)
    with query_budget(len(seen)):
        plan_roster(cast.cohort, many)


# Applying it.


def test_it_does_what_it_says_and_the_same_again_changes_nothing(cast, monkeypatch):
    monkeypatch.setattr(rosters, "AT_ONCE", 2)
    text = (
        "새 사람,New@x.org,7조,\n멘토,ment@x.org,\"1조,7조\",멘토\n운영,org@x.org,,운영자\nSol,sol@test.example,1조,\n"
        "Bora,bora@test.example,2조,멘토\nSeoyeon,seoyeon@test.example,2조,멘토\n나쁨,nope,1조,\nJiho,jiho@test.example,1조,\n"
        "Wonho,wonho@test.example,2조,\n새,new@x.org,1조,"
    )  # fmt: skip
    roster = taken_in(cast, text)
    assert (roster.state, roster.done, roster.total) == ("done", 7, 7)
    new = member(cast, "new@x.org")
    assert (new.role, new.state, new.team.name, new.user.display_name) == ("camper", "invited", "7조", "새 사람")
    assert not new.user.has_usable_password() and new.user.handle_key and new.user.display_key == "새 사람"
    assert {team.name for team in member(cast, "ment@x.org").mentored_teams.all()} == {"1조", "7조"}
    assert (member(cast, "org@x.org").role, member(cast, "org@x.org").team) == ("organiser", None)
    assert member(cast, "sol@test.example").team.name == "1조"
    bora = member(cast, "bora@test.example")
    assert (bora.role, bora.team, [t.name for t in bora.mentored_teams.all()]) == ("mentor", None, ["2조"])
    assert [t.name for t in member(cast, "seoyeon@test.example").mentored_teams.all()] == ["2조"]
    assert member(cast, "jiho@test.example").state == "active"  # whose account is theirs already
    assert member(cast, "wonho@test.example").state == "withdrawn"
    before, accounts, teams = everybody(cast), User.objects.count(), Team.objects.count()
    again = taken_in(cast, text)
    assert again.total == 0
    assert (everybody(cast), User.objects.count(), Team.objects.count()) == (before, accounts, teams)


def test_a_mentor_who_becomes_a_camper_has_no_teams_of_theirs_any_more(cast):
    taken_in(cast, "Seoyeon,seoyeon@test.example,2조,캠퍼")
    seoyeon = member(cast, "seoyeon@test.example")
    assert (seoyeon.role, seoyeon.team.name, seoyeon.mentored_teams.count()) == ("camper", "2조", 0)


def test_an_empty_team_leaves_people_where_they_are(cast):
    before = everybody(cast)
    taken_in(cast, "Minji,minji@test.example,,\nSeoyeon,seoyeon@test.example,,멘토")
    assert everybody(cast) == before


def test_long_work_goes_on_in_another_job_and_says_how_far_it_is(cast, monkeypatch):
    monkeypatch.setattr(rosters, "AT_ONCE", 1)
    monkeypatch.setattr(rosters, "for_a_while", lambda steps: next(steps, None) is None)
    roster = keep_roster(
        cohort=cast.cohort, owner=cast.organiser, name="", entries=entries("가,a@x.org,,\n나,b@x.org,,")
    )
    ask_for_roster(roster=roster, to_do=2)
    seen = []
    for _turn in range(3):
        apply_roster(key=str(roster.pk))
        roster.refresh_from_db()
        seen.append((roster.state, roster.done))
    assert seen == [("waiting", 1), ("waiting", 2), ("done", 2)]
    assert cast.cohort.memberships.filter(user__email__in=["a@x.org", "b@x.org"]).count() == 2


def test_a_job_that_runs_twice_does_it_once(cast):
    roster = taken_in(cast, "가,a@x.org,,")
    Roster.objects.update(state="waiting")
    before = everybody(cast)
    apply_roster(key=str(roster.pk))
    assert everybody(cast) == before


def test_two_presses_leave_one_job(cast):
    roster = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="", entries=entries("가,a@x.org,,"))
    for _press in range(2):
        ask_for_roster(roster=roster, to_do=1)
    assert waiting_jobs("apply_roster") == [{"key": str(roster.pk)}]


def test_a_cohort_that_ended_meanwhile_is_left_alone(cast):
    before = everybody(cast)
    cast.cohort.state = "ended"
    cast.cohort.save()
    roster = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="", entries=entries("가,a@x.org,,"))
    ask_for_roster(roster=roster, to_do=1)
    run_jobs("apply_roster")
    assert everybody(cast) == before


def test_rosters_are_forgotten_after_a_day(cast):
    old = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="", entries=entries("가,a@x.org,,"))
    Roster.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))
    kept = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="", entries=entries("가,a@x.org,,"))
    assert list(Roster.objects.all()) == [kept] and clean_rosters() == 0
