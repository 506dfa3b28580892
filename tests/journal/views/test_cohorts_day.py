"""One day of a cohort: what was taught, and what everyone wrote."""

import pytest
from django.urls import reverse

from journal.models.cohorts import Holiday
from journal.models.curriculum import Lecture
from journal.models.events import Event
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_events, many_lectures, many_posts, many_topics


def path_of(number):
    return reverse("cohorts.day", args=["ai-tech", number])


PATH = path_of(4)


def test_day_shows_its_date_lectures_events_and_posts(cast):
    [topic] = many_topics(cast.cohort, 1)
    day = cast.cohort.calendar.date_of(4)
    for code, title in (("4-10", "Files"), ("4-2", "Modules")):
        Lecture.objects.create(cohort=cast.cohort, topic=topic, code=code, title=title, study_on=day)
    Event.objects.create(cohort=cast.cohort, name="0805 Master Class", speaker="Prof. Im", on=day)
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    for said in ("Day 4", "Thu", "Aug", "0805 Master Class", "Prof. Im", "Minji cohort", "Minji", "1조", "Python"):
        assert said in page
    assert page.index("4-2 Modules") < page.index("4-10 Files")
    assert {path_of(3), path_of(5), cast.posts["cohort"].get_absolute_url()} <= set(links(answer))


def test_day_shows_nothing_that_the_reader_may_not_see(cast):
    client = browser(cast.camper)
    for number, title in ((1, "Minji draft"), (2, "Minji mentors"), (3, "Minji team")):
        answer = client.get(path_of(number))
        assert title not in answer.content.decode()
        assert "Nobody has written about this day yet." in words(answer)


def test_camper_may_write_about_an_empty_day_and_a_mentor_is_not_asked(cast):
    write = f"{reverse('posts.new')}?cohort=ai-tech&day=9"
    assert write in links(browser(cast.camper).get(path_of(9)))
    assert write not in links(browser(cast.mentor).get(path_of(9)))


def test_journal_published_after_its_day_is_late_to_its_author_and_mentors_only(cast):
    late = {role: "late" in words(browser(cast.people[role]).get(PATH)) for role in ("author", "mentor", "camper")}
    assert late == {"author": True, "mentor": True, "camper": False}


def test_first_and_last_day_have_one_neighbour(cast):
    client = browser(cast.camper)
    assert path_of(2) in links(client.get(path_of(1)))
    assert not {path_of(0), path_of(102)} & {*links(client.get(path_of(1))), *links(client.get(path_of(101)))}


def test_holiday_is_no_day_and_the_next_one_takes_its_number(cast):
    make_post(cast.camper, cast.cohort, title="On the sixth", day=5)
    Holiday.objects.create(cohort=cast.cohort, on="2021-08-05", name="A day off")
    page = words(browser(cast.camper).get(PATH))
    assert "On the sixth" in page
    assert "Minji cohort" not in page


@pytest.mark.parametrize("number", [0, 102, 10**9, 10**17])
def test_day_that_the_calendar_does_not_have_is_not_there(cast, number):
    assert browser(cast.camper).get(path_of(number)).status_code == 404


@pytest.mark.parametrize("before", ["5", "x", "1-1-1"])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404


def test_long_day_is_read_page_by_page_each_post_once(cast):
    many_posts(cast.cohort, 24, day=4)
    client = browser(cast.camper)
    first = client.get(PATH)
    [older] = [link for link in links(first) if "before=" in link]
    second = client.get(PATH + older)
    titles = [post.title for answer in (first, second) for post in answer.context["pager"].items]
    assert len(titles) == len(set(titles)) == 25


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client, day = browser(cast.camper), cast.cohort.calendar.date_of(4)

    def add(count):
        many_posts(cast.cohort, count, day=4)
        many_lectures(cast.cohort, count, study_on=day)
        many_events(cast.cohort, count, day)

    add(1)
    one = query_count(client, PATH)
    add(30)
    assert query_count(client, PATH) == one
