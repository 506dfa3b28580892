"""The front door: today for members, a welcome for visitors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models.curriculum import Lecture
from tests.factories import make_cohort, make_member, make_post, make_user
from tests.journal.views.browsing import browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_events, many_lectures, many_posts, many_topics

PATH = reverse("site.home")
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def cohort(db):
    """A cohort in which today is Day 11."""
    today = timezone.now().astimezone().date()
    cohort = make_cohort("now", first_on=today - timedelta(10), last_on=today + timedelta(60), study_weekdays=EVERY_DAY)
    assert cohort.calendar.number_of(cohort.today()) in (10, 11, 12)  # this machine may live in another time zone
    return cohort


@pytest.fixture
def number(cohort):
    return cohort.calendar.number_of(cohort.today())


def test_visitor_is_welcomed_and_reads_what_is_public(cast):
    answer = browser().get(PATH)
    assert answer.status_code == 200
    assert "Haru is where a bootcamp cohort keeps its daily learning journal" in words(answer)
    assert "You come in by the invitation that your bootcamp sends" in words(answer)
    assert cast.posts["public"].get_absolute_url() in links(answer)
    for visibility in ("draft", "mentors", "team", "cohort"):
        assert f"Minji {visibility}" not in answer.content.decode()


def test_who_belongs_to_no_cohort_is_told_to_open_an_invitation(db):
    assert "You do not belong to a cohort yet" in words(browser(make_user()).get(PATH))


def test_staff_without_a_cohort_begin_one_and_see_what_is_open_to_everyone(cast):
    page = words(browser(cast.staff).get(PATH))
    assert "Begin a cohort" in page and "You do not belong to a cohort yet" not in page
    assert "Minji public" in page
    for visibility in ("draft", "mentors", "team", "cohort"):
        assert f"Minji {visibility}" not in page


def test_withdrawn_person_sees_the_front_page(cast):
    answer = browser(cast.withdrawn).get(PATH)
    assert "You do not belong to a cohort yet" in words(answer)
    assert "Minji cohort" not in words(answer)


def test_camper_sees_today_and_is_one_tap_from_writing(cohort, number):
    topic = many_topics(cohort, 1)[0]
    Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="Objects", study_on=cohort.today())
    many_events(cohort, 1, cohort.today())
    answer = browser(make_member(cohort, team=cohort.teams.first())).get(PATH)
    page = words(answer)
    for said in (f"Day {number}", cohort.name, "1조", "4-1", "Objects", "Event 0", "What did you learn today?"):
        assert said in page
    assert f"{reverse('posts.new')}?cohort=now" in links(answer)


def test_who_has_published_nothing_reads_how_it_works(cohort):
    camper = make_member(cohort)
    how, client = "Your first journal", browser(camper)
    assert how in words(client.get(PATH))
    make_post(camper, cohort, day=1, publish=False)
    assert how in words(client.get(PATH))
    make_post(camper, cohort, day=2)  # of a week that went by
    assert how not in words(client.get(PATH))
    assert how not in words(browser(make_member(cohort, "mentor")).get(PATH))


def test_mentors_and_organisers_find_their_desks_at_once(cohort):
    desk, overview = (reverse(name, args=["now"]) for name in ("mentor_desk.show", "organiser_desk.show"))
    for role, places in (("camper", set()), ("mentor", {desk}), ("organiser", {desk, overview})):
        page = browser(make_member(cohort, role)).get(PATH).content.decode()
        assert {place for place in (desk, overview) if f'class="button" href="{place}"' in page} == places, role


def test_todays_draft_waits_and_todays_journal_is_read_again(cohort, number):
    camper = make_member(cohort)
    draft = make_post(camper, cohort, title="Half", day=number, publish=False)
    answer = browser(camper).get(PATH)
    assert "Today's draft is waiting. Half" in words(answer)
    assert reverse("posts.edit", args=[draft.pk]) in links(answer)
    draft.delete()
    post = make_post(camper, cohort, title="Whole", day=number)
    answer = browser(camper).get(PATH)
    assert "You have written today's journal." in words(answer)
    assert links(answer).count(post.get_absolute_url()) >= 2


def test_another_days_draft_is_found_and_other_peoples_drafts_are_not(cohort):
    camper = make_member(cohort)
    mine = make_post(camper, cohort, title="My old draft", day=2, publish=False)
    make_post(make_member(cohort), cohort, title="Their draft", day=2, publish=False)
    answer = browser(camper).get(PATH)
    assert reverse("posts.edit", args=[mine.pk]) in links(answer)
    assert "Their draft" not in answer.content.decode()


def test_day_without_study_offers_a_free_note(db):
    long_ago = make_cohort()
    page = words(browser(make_member(long_ago)).get(PATH))
    assert "no study day today" in page
    assert "A good day to rest, or for a free note." in page


@pytest.mark.parametrize("role", ["mentor", "organiser"])
def test_mentors_and_organisers_read_and_are_not_asked_to_write(cast, role):
    answer = browser(cast.people[role]).get(PATH)
    assert "Minji cohort" in words(answer)
    assert not [link for link in links(answer) if link.startswith(reverse("posts.new"))]


def test_member_of_an_ended_cohort_still_reads_it(cast):
    cast.cohort.state = "ended"
    cast.cohort.save()
    answer = browser(cast.camper).get(PATH)
    assert "This cohort has ended. Everything written here stays readable." in words(answer)
    assert cast.posts["cohort"].get_absolute_url() in links(answer)


def test_an_open_cohort_comes_before_a_newer_ended_one(db):
    old, new = make_cohort("old"), make_cohort("new", first_on="2021-09-06")
    camper = make_member(old)
    camper.memberships.create(cohort=new)
    assert browser(camper).get(PATH).context["cohort"] == new
    new.state = "ended"
    new.save()
    assert browser(camper).get(PATH).context["cohort"] == old


def test_cohort_of_another_never_shows(cast):
    answer = browser(cast.stranger).get(PATH)
    assert answer.context["cohort"] == cast.other
    assert "Minji" not in words(answer)


def test_pages_of_the_list_hold_each_post_once(cohort):
    camper = make_member(cohort)
    titles = {post.title for post in many_posts(cohort, 25)}
    client, seen = browser(camper), []
    answer = client.get(PATH)
    seen += [post.title for post in answer.context["pager"].items]
    [older] = [link for link in links(answer) if "before=" in link]
    answer = client.get(PATH + older)
    seen += [post.title for post in answer.context["pager"].items]
    assert sorted(seen) == sorted(titles)
    assert "Written earlier" in words(answer)


@pytest.mark.parametrize("before", ["x", "1-x", "-1", "1-1-1", "5", "9" * 19, "1%00"])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404
    assert browser().get(f"{PATH}?before={before}").status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cohort):
    camper = make_member(cohort)
    client, visitor = browser(camper), browser()

    def add(count):
        many_posts(cohort, count)
        many_lectures(cohort, count, study_on=cohort.today())
        many_events(cohort, count, cohort.today())
        many_posts(cohort, 1)[0].__class__.objects.filter(author=camper).update(published_at=None)
        cohort.posts.filter(title__endswith="0").update(visibility="public")

    add(1)
    cohort.posts.update(visibility="public")
    one = query_count(client, PATH), query_count(visitor, PATH)
    add(30)
    assert (query_count(client, PATH), query_count(visitor, PATH)) == one
