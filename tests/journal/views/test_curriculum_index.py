"""The curriculum: lectures by study day and by topic, each with how many notes the reader may see."""

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.events import Event
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_events, many_lectures, many_notes, many_posts

PATH = reverse("curriculum.index", args=["ai-tech"])
BODY = "## 학습 내용\n\n### Python\n\n- 4-2 Modules\n"


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


def lecture(topic, code, title, day=None):
    on = topic.cohort.calendar.date_of(day) if day else None
    return Lecture.objects.create(cohort=topic.cohort, topic=topic, code=code, title=title, study_on=on)


def test_lectures_stand_by_day_and_in_natural_order(cast, python):
    for code, title, day in (("4-10", "Files", 3), ("4-2", "Modules", 3), ("5-1", "Errors", 2), ("9", "Someday", None)):
        lecture(python, code, title, day)
    Event.objects.create(cohort=cast.cohort, name="Master Class", on=cast.cohort.calendar.date_of(2), speaker="Someone")
    page = words(browser(cast.camper).get(PATH))
    told = ["Day 2", "Errors", "Master Class", "Someone", "Day 3", "Modules", "Files", "Without a day yet", "Someday"]
    assert [page.index(word) for word in told] == sorted(page.index(word) for word in told)


def test_lectures_stand_by_topic_in_the_curriculum_s_order(cast, python):
    maths = curate_topic(cohort=cast.cohort, name="AI Math", position=0)
    lecture(python, "1", "Variables", 1)
    lecture(maths, "10", "RNN", 9)
    lecture(maths, "9", "CNN", 8)
    page = words(browser(cast.camper).get(f"{PATH}?view=topics"))
    told = ["AI Math", "CNN", "RNN", "Python", "Variables"]
    assert [page.index(word) for word in told] == sorted(page.index(word) for word in told)


@pytest.mark.parametrize(("role", "told"), [("camper", "2 notes"), ("author", "4 notes"), ("team_mate", "3 notes")])
def test_each_lecture_says_how_many_notes_the_reader_may_see(cast, python, role, told):
    modules = lecture(python, "4-2", "Modules", 3)
    for day, visibility in enumerate(("public", "cohort", "team", "mentors"), start=11):
        make_post(cast.author, cast.cohort, body=BODY, day=day, visibility=visibility)
    make_post(cast.author, cast.cohort, body=BODY, day=15, publish=False)
    answer = browser(cast.people[role]).get(PATH)
    assert f"Modules {told}" in words(answer)
    assert modules.get_absolute_url() in links(answer)


def test_empty_curriculum_says_so(db):
    cohort = make_cohort()
    page = browser(make_member(cohort)).get(reverse("curriculum.index", args=[cohort.slug]))
    assert "No lectures yet." in words(page)


def test_is_reached_from_every_page_of_the_cohort(cast):
    for path in (reverse("cohorts.show", args=["ai-tech"]), reverse("topics.index", args=["ai-tech"]), "/"):
        assert f'href="{PATH}"' in browser(cast.camper).get(path).content.decode()


def test_day_and_home_lead_to_their_lectures(cast, python):
    modules = lecture(python, "4-2", "Modules", 3)
    day = browser(cast.camper).get(reverse("cohorts.day", args=["ai-tech", 3]))
    assert modules.get_absolute_url() in links(day)


def test_unknown_view_is_not_there(cast):
    assert browser(cast.camper).get(f"{PATH}?view=x").status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


@pytest.mark.parametrize("view", ["days", "topics"])
def test_costs_the_same_for_one_item_and_for_thirty(cast, view):
    client, day = browser(cast.camper), cast.cohort.calendar.date_of(4)

    def add(count):
        many_notes(many_posts(cast.cohort, count, day=4), many_lectures(cast.cohort, count, study_on=day))
        many_events(cast.cohort, count, day)

    add(1)
    one = query_count(client, f"{PATH}?view={view}")
    add(30)
    assert query_count(client, f"{PATH}?view={view}") == one <= 10
