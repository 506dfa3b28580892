"""One person's journal: a calendar and a list."""

import pytest

from tests.factories import make_cohort, make_member, make_post, make_user
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts

PATH = "/@minji/"


def test_journal_shows_the_person_their_days_and_their_posts(cast):
    cast.author.bio, cast.author.display_name = "From design to AI", "𝐌𝐢𝐧𝐣𝐢"
    cast.author.save()
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    for said in ("𝐌𝐢𝐧𝐣𝐢", "@minji", "From design to AI", "ai-tech", "Minji cohort", "Minji public"):
        assert said in page
    assert links(answer).count(cast.posts["cohort"].get_absolute_url()) == 2  # on the calendar and in the list


def test_each_reader_sees_the_posts_that_are_theirs_to_see(cast):
    seen = {
        "visitor": {"public"},
        "stranger": {"public"},
        "camper": {"cohort", "public"},
        "team_mate": {"team", "cohort", "public"},
        "mentor": {"mentors", "team", "cohort", "public"},
        "author": {"mentors", "team", "cohort", "public"},
    }
    for role, visibilities in seen.items():
        page = browser(cast.people[role]).get(PATH).content.decode()
        assert {v for v in cast.posts if f"Minji {v}" in page} == visibilities, role


def test_calendar_holds_every_study_day_until_today_once(cast):
    weeks = browser(cast.camper).get(PATH).context["weeks"]
    assert [day.number for week in weeks for day in week] == list(range(1, 102))
    assert all(len(week) <= 5 for week in weeks)


def test_visitor_sees_no_cohort_and_no_calendar(cast):
    answer = browser().get(PATH)
    assert answer.context["cohort"] is None
    assert "ai-tech" not in words(answer).replace("Minji public", "")


@pytest.mark.parametrize("handle", ["MINJI", "Minji"])
def test_other_spellings_of_a_handle_lead_to_its_one_address(cast, handle):
    answer = browser(cast.camper).get(f"/@{handle}/")
    assert (answer.status_code, answer.url) == (302, PATH)


def test_newest_day_stands_first_whenever_it_was_written(cast):
    cast.posts["draft"].delete()
    make_post(cast.author, cast.cohort, title="Caught up", day=1)
    titles = [post.title for post in browser(cast.camper).get(PATH).context["pager"].items]
    assert titles == ["Minji public", "Minji cohort", "Caught up"]


def test_own_empty_journal_invites_to_write(cast):
    answer = browser(cast.camper).get("/@sol/")
    assert "Your journal begins here." in words(answer)
    assert "Nothing to read here yet." in words(browser(cast.author).get("/@sol/"))


def test_person_without_anything_public_is_not_there_for_strangers(cast):
    assert browser(cast.stranger).get("/@sol/").status_code == 404


@pytest.mark.parametrize("handle", ["sol", "nobody"])
def test_visitor_who_sees_nobody_is_asked_to_sign_in_whether_there_is_somebody_or_not(cast, handle):
    assert asks_to_sign_in(browser().get(f"/@{handle}/"), f"/@{handle}/")


def test_withdrawn_and_switched_off_people_are_not_there_for_members(cast):
    assert browser(cast.camper).get("/@wonho/").status_code == 404
    cast.team_mate.is_active = False
    cast.team_mate.save()
    assert browser(cast.camper).get("/@bora/").status_code == 404


def test_everybody_finds_themselves(cast):
    for role in ("withdrawn", "staff"):
        user = cast.people[role]
        assert browser(user).get(user.get_absolute_url()).status_code == 200
    nobody = make_user()
    assert browser(nobody).get(nobody.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("handle", ["nobody", "x" * 30, "admin"])
def test_person_who_never_was_is_not_there(cast, handle):
    assert browser(cast.camper).get(f"/@{handle}/").status_code == 404


@pytest.mark.parametrize("before", ["5", "x", "99999999-1", "0-1"])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404


def test_pages_hold_each_post_once(cast):
    many_posts(cast.cohort, 40, author=cast.camper)
    client, path, titles = browser(cast.team_mate), "/@sol/", []
    while path:
        answer = client.get(path)
        titles += [post.title for post in answer.context["pager"].items]
        older = [link for link in links(answer) if "before=" in link]
        path = "/@sol/" + older[0] if older else None
    assert len(titles) == len(set(titles)) == 40


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    readers = browser(cast.team_mate), browser()
    cast.other.memberships.create(user=cast.camper)
    for cohort in (cast.cohort, cast.other):  # one that the team mate is in, and one that nobody here has read yet
        many_posts(cohort, 1, author=cast.camper)
    cast.camper.posts.update(visibility="public")
    one = [query_count(client, "/@sol/") for client in readers]
    for _ in range(3):  # a person of several cohorts
        cohort = make_cohort()
        cohort.memberships.create(user=cast.camper)
        many_posts(cohort, 10, author=cast.camper)
    cast.camper.posts.update(visibility="public")
    assert [query_count(client, "/@sol/") for client in readers] == one


def test_person_of_two_cohorts_is_shown_with_the_one_that_is_shared(cast):
    later = make_cohort("later", first_on="2021-11-01", last_on="2021-12-31")
    later.memberships.create(user=cast.author)
    assert browser(cast.camper).get(PATH).context["cohort"] == cast.cohort
    assert browser(make_member(later)).get(PATH).context["cohort"].slug == "later"
