"""Every line of a roster before anything changes; then a page that says how far it is."""

import pytest
from django.urls import reverse

from journal.actions.rosters import keep_roster
from journal.models.people import Membership
from journal.models.rosters import Roster
from journal.text.rosters import read_roster
from journal.text.tables import read_table
from journal.views import rosters
from tests.guards import query_budget
from tests.jobs import run_jobs
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

HEAD = "이름,이메일,조,역할\n"
TEXT = "민지,minji@test.example,1조,\n솔,sol@test.example,1조,\n<b>새</b>,new@x.org,9조,\n나쁨,nope,,\n새,NEW@x.org,,\n보라,bora@test.example,,멘토"


def kept(cast, text: str = TEXT) -> str:
    """Keep a roster and return its address."""
    entries = read_roster(read_table(HEAD + text))
    roster = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="명단.csv", entries=entries)
    return reverse("rosters.apply", args=["ai-tech", roster.key])


def test_lines_are_shown_by_what_they_would_do(cast):
    client, path = browser(cast.organiser), kept(cast)
    page = words(client.get(path))
    for said in (
        "명단.csv",
        "Not taken in 1",
        "Twice in it 1",
        "Another role 1",
        "Another team 1",
        "New 1",
        "already 1",
    ):
        assert said in page
    assert "nope" in page and "This is no email address." in page and "minji@" not in page  # what wants a look first
    shown = client.get(f"{path}?show=new")
    assert "<b>새</b>" in words(shown) and "&lt;b&gt;" in shown.content.decode() and "nope" not in words(shown)
    assert "2조 → 1조" in words(client.get(f"{path}?show=team"))
    assert "Camper → Mentor" in words(client.get(f"{path}?show=role"))
    assert "Line 4 is the same person already." in words(client.get(f"{path}?show=double"))
    assert client.get(f"{path}?show=none").status_code == 404 and client.get(f"{path}?page=99").status_code == 200


def test_a_press_applies_it_in_the_background_and_the_page_says_how_far_it_is(cast):
    client, path = browser(cast.organiser), kept(cast)
    assert "Apply 3 lines" in words(client.get(path))
    page = client.post(path, follow=True)
    assert "0 of 3 people are in. You may leave this page; it goes on." in words(page)
    assert "hx-trigger" in page.content.decode() and "Look again" in words(page)
    assert client.post(path).status_code == 200  # a second press
    Roster.objects.update(done=2)
    assert "2 of 3 people are in." in words(client.get(path))
    run_jobs("apply_roster")
    page = words(client.get(path))
    assert "The roster is in" in page and "3 lines of it were applied." in page and "Apply" not in page
    assert Membership.objects.get(cohort=cast.cohort, user__email="new@x.org").team.name == "9조"


def test_the_same_file_again_changes_nothing(cast):
    client, path = browser(cast.organiser), kept(cast)
    client.post(path)
    run_jobs("apply_roster")
    before = list(Membership.objects.order_by("pk").values())
    again = kept(cast)
    page = words(client.get(again))
    assert "The roster changes nothing" in page and "in the cohort already" in page and "Apply" not in page
    assert client.post(again).status_code == 302
    assert run_jobs("apply_roster") == [] and list(Membership.objects.order_by("pk").values()) == before


def test_every_row_is_on_some_page(cast, monkeypatch):
    monkeypatch.setattr(rosters, "PAGE", 2)
    client, path = browser(cast.organiser), kept(cast, "".join(f"사람{n},p{n}@x.org,,\n" for n in range(5)))
    pages = [words(client.get(f"{path}?show=new&page={page}")) for page in (1, 2, 3)]
    assert [[n for n in range(5) if f"p{n}@x.org" in page] for page in pages] == [[0, 1], [2, 3], [4]]


def test_a_roster_is_of_one_cohort_and_for_who_runs_it(cast):
    path = kept(cast)
    assert asks_to_sign_in(browser().get(path), path)
    for person, status in ((cast.stranger, 404), (cast.author, 403), (cast.mentor, 403), (cast.staff, 200)):
        assert browser(person).get(path).status_code == status
    elsewhere = path.replace("/c/ai-tech/", "/c/web-dev/")
    assert browser(cast.staff).get(elsewhere).status_code == 404
    assert statuses(browser(cast.organiser), path, "put", "delete", "patch") == {405}


@pytest.mark.parametrize("lines", [1, 300])
def test_the_page_costs_the_same_for_one_line_and_for_many(cast, lines):
    client, path = browser(cast.organiser), kept(cast, "".join(f"사람{n},p{n}@x.org,1조,\n" for n in range(lines)))
    with query_budget(11):
        client.get(path)


def test_who_is_in_the_cohort_and_not_in_the_table_is_said_and_stays(cast):
    client, path = browser(cast.organiser), kept(cast)
    page = words(client.get(path))
    said = page[page.index("5 people of the cohort are not in this table") :]
    assert "Yuna" in said and "Haeun" in said and "Minji" not in said and "Wonho" not in said
    client.post(path)
    run_jobs("apply_roster")
    assert Membership.objects.get(cohort=cast.cohort, user=cast.on_leave).state == "on_leave"
