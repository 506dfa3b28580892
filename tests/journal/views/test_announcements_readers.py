"""Who has not read an announcement yet, for the organisers."""

from journal.actions.announcements import read_announcement
from tests.factories import make_announcement
from tests.journal.views.announcing import more_members, path_of
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def test_those_whom_it_is_for_and_who_have_not_read_it(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, title="Room", teams=["1조"])
    client, path = browser(cast.organiser), path_of("readers", announcement)
    said = words(client.get(path))
    assert b"Unread(" not in client.get(path).content  # the bell counts something else
    assert "Read by 0 of 4" in said and all(name in said for name in ("Minji", "Bora", "Gahee", "Seoyeon"))
    assert not any(name in said for name in ("Sol", "Yuna", "Wonho", "Daeun", "Haeun"))
    for role in ("author", "mentor"):
        read_announcement(announcement=announcement, reader=cast.fresh(role))
    said = words(client.get(path))
    assert "Read by 2 of 4" in said and "Bora" in said and "Minji" not in said
    for role in ("team_mate", "graduated"):
        read_announcement(announcement=announcement, reader=cast.fresh(role))
    assert "Everybody whom it is for has read it." in words(client.get(path))


def test_more_than_a_page(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, roles=["camper"])
    more_members(cast.cohort, 120)
    client, path = browser(cast.organiser), path_of("readers", announcement)
    first, second = words(client.get(path)), words(client.get(f"{path}?page=2"))
    assert "1 / 2" in first and "2 / 2" in second and first.count("more_") == 100 and second.count("more_") == 20
    assert "Read by 0 of 124" in first
    assert client.get(f"{path}?page=0").status_code == 404


def test_doors_and_budget(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, teams=["1조"])
    path = path_of("readers", announcement)
    assert asks_to_sign_in(browser().get(path), path)
    assert browser(cast.stranger).get(path).status_code == 404
    for role in ("author", "mentor"):
        assert browser(cast.people[role]).get(path).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, path, "post", "put", "delete") == {405}
    one = query_count(client, path)
    more_members(cast.cohort, 1_000, team=cast.cohort.teams.get(name="1조"))
    assert query_count(client, path) == one <= 9
