"""One topic: by day, by lecture, and who writes about it."""

import unicodedata

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_notes, many_posts

VIEWS = ["days", "lectures", "people"]


def path_of(slug):
    return reverse("topics.show", args=["ai-tech", slug])


PATH = path_of("python")


@pytest.fixture
def python(cast):
    """Python as a topic of the curriculum, which its people also call 파이썬."""
    return curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])


def test_posts_stand_newest_day_first_whoever_published_last(cast):
    make_post(cast.camper, cast.cohort, title="Of Day 2, written today", day=2, topics=["Python"])
    answer = browser(cast.camper).get(PATH)
    assert [post.title for post in answer.context["pager"].items] == [
        "Minji public", "Minji cohort", "Of Day 2, written today",
    ]  # fmt: skip
    assert "Minji team" not in answer.content.decode()


def test_lectures_stand_in_natural_order_with_the_posts_that_note_them(cast, python):
    for code, title in (("4-10", "Files"), ("4-2", "Modules")):
        Lecture.objects.create(cohort=cast.cohort, topic=python, code=code, title=title)
    body = "## 학습 내용\n\n### Python\n\n- 4-2 Modules"
    seen = make_post(cast.author, cast.cohort, title="Noted", body=body, day=6)
    make_post(cast.author, cast.cohort, title="Hidden note", body=body, day=7, visibility="mentors")
    answer = browser(cast.camper).get(f"{PATH}?view=lectures")
    page = words(answer)
    assert page.index("4-2 Modules") < page.index("4-10 Files")
    assert "Noted" in page and "1 post" in page
    assert "Hidden note" not in answer.content.decode()
    assert any(link.startswith(seen.get_absolute_url()) for link in links(answer))


def test_writers_stand_most_posts_first_counted_as_the_reader_sees(cast):
    make_post(cast.camper, cast.cohort, topics=["Python"])
    answer = browser(cast.camper).get(f"{PATH}?view=people")
    assert [(row.person.handle, row.post_count) for row in answer.context["writers"]] == [("minji", 2), ("sol", 1)]
    assert {"/@minji/", "/@sol/"} <= set(links(answer))


@pytest.mark.parametrize("name", ["파이썬", unicodedata.normalize("NFD", "파이썬"), "PYTHON", "Py-thon"])
def test_another_name_leads_to_the_one_address(cast, python, name):
    answer = browser(cast.camper).get(path_of(name))
    assert (answer.status_code, answer.url) == (302, PATH)


def test_another_name_of_unseen_posts_leads_nowhere(cast):
    make_post(cast.author, cast.cohort, topics=["C++"], visibility="mentors")
    assert browser(cast.camper).get(path_of("C++")).status_code == 404
    assert browser(cast.mentor).get(path_of("C++")).url == path_of("cpp")


@pytest.mark.parametrize("name", ["회고", "손실 함수", "C", "C++", "C#", "🐣", "AI&Math", ".NET"])
def test_every_name_has_a_page_of_its_own(cast, name):
    post = make_post(cast.author, cast.cohort, title="Tagged", topics=[name])
    address = post.topic_links.get().tag.get_absolute_url()
    answer = browser(cast.camper).get(address)
    assert answer.status_code == 200
    assert answer.context["topic"].name == name
    assert [item.title for item in answer.context["pager"].items] == ["Tagged"]


def test_tag_of_unseen_posts_is_not_there_and_a_curated_topic_is(cast, python):
    make_post(cast.author, cast.cohort, topics=["비밀"], visibility="mentors")
    assert browser(cast.camper).get(path_of("비밀")).status_code == 404
    assert browser(cast.mentor).get(path_of("비밀")).status_code == 200
    cast.cohort.posts.all().delete()
    answer = browser(cast.camper).get(PATH)
    assert "Nothing about this topic yet." in words(answer)


def test_topic_of_another_cohort_is_not_there(cast):
    make_post(cast.stranger, cast.other, topics=["Svelte"])
    assert browser(cast.camper).get(path_of("svelte")).status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    hangul = path_of("회고")
    assert asks_to_sign_in(browser().get(hangul), hangul)


@pytest.mark.parametrize("slug", ["%00", "a%00b", "none", "x" * 300])
def test_topic_that_never_was_is_not_there(cast, slug):
    assert browser(cast.camper).get(f"/c/ai-tech/topics/{slug}/").status_code == 404


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


@pytest.mark.parametrize("query", ["before=5", "before=x", "before=99999999-1", "before=0-1", "view=x", "view=_days"])
def test_address_that_no_page_has_is_not_there(cast, query):
    assert browser(cast.camper).get(f"{PATH}?{query}").status_code == 404


def test_pages_hold_each_post_once(cast, python):
    many_posts(cast.cohort, 30, day=9, topic=python)
    client, path, titles = browser(cast.camper), PATH, []
    while path:
        answer = client.get(path)
        titles += [post.title for post in answer.context["pager"].items]
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
    assert len(titles) == len(set(titles)) == 32


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


@pytest.mark.parametrize("view", VIEWS)
def test_costs_the_same_for_one_item_and_for_thirty(cast, python, view):
    client, path = browser(cast.camper), f"{PATH}?view={view}"

    def add(count):
        many_notes(many_posts(cast.cohort, count, day=9, topic=python), many_lectures(cast.cohort, 1, topic=python))

    add(1)
    one = query_count(client, path)
    cast.cohort.lectures.update(code="old")
    add(30)
    assert query_count(client, path) == one
