"""One topic: by day, by lecture, and who writes about it."""

import unicodedata

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_notes, many_posts

VIEWS = ["days", "questions", "resources", "lectures", "people"]


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


def test_lectures_stand_in_natural_order_with_how_many_notes_the_reader_sees(cast, python):
    for code, title in (("4-10", "Files"), ("4-2", "Modules")):
        Lecture.objects.create(cohort=cast.cohort, topic=python, code=code, title=title)
    body = "## 학습 내용\n\n### Python\n\n- 4-2 Modules"
    make_post(cast.team_mate, cast.cohort, title="Noted", body=body, day=6)
    make_post(cast.team_mate, cast.cohort, title="Hidden note", body=body, day=7, visibility="mentors")
    answer = browser(cast.camper).get(f"{PATH}?view=lectures")
    assert "4-2 Modules 1 note 4-10 Files no notes yet" in words(answer)
    assert {lecture.get_absolute_url() for lecture in python.lectures.all()} <= set(links(answer))
    assert "4-2 Modules 2 notes" in words(browser(cast.mentor).get(f"{PATH}?view=lectures"))


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


@pytest.mark.parametrize("query", ["before=5", "before=x", "before=99999999-1", "before=0-1", "view=x", "view=_days", "view=around",
    "team=99999999", "team=x", "day=0", "day=x", "day=999", "lecture=1", "kind=x", "unanswered=no", "team=1&before=x",
    "&".join(f"day={n}" for n in range(1, 60)), f"person={'x' * 70}",
])  # fmt: skip
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


def test_beside_the_posts_stands_what_belongs_to_the_topic(cast, python):
    Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-1", title="Objects")
    body = "[The docs](https://docs.example)\n\n> [!QUESTION]\n> Why so?"
    make_post(cast.camper, cast.cohort, title="Asking", body=body, day=6, topics=["Python", "closures"])
    page = words(browser(cast.team_mate).get(PATH))
    assert "4 written on 4 study days; most of them, 1, on Day 3." in page
    for heading, said in (
        ("Lectures", "4-1 Objects"), ("Waiting for an answer", "Why so?"), ("Links", "The docs Sol"),
        ("Who writes about it", "Minji 3 posts Sol 1 post"), ("Topics beside it", "closures"),
    ):  # fmt: skip
        assert f"{heading} {said}" in page


def test_nothing_beside_the_posts_is_out_of_unseen_ones(cast, python):
    body = "[Secret docs](https://secret.example)\n\n> [!QUESTION]\n> Secret why?"
    post = make_post(cast.author, cast.cohort, body=body, day=6, topics=["Python", "secret"], visibility="mentors")
    make_comment(cast.mentor, post, "[Secret comment](https://comment.example)")
    client = browser(cast.camper)
    pages = [client.get(f"{PATH}?view={view}").content.decode().lower() for view in VIEWS]
    assert [page for page in pages if "secret" in page or "comment.example" in page] == []
    assert "2 written on 2 study days" in words(client.get(PATH))
    assert "Secret comment" in words(browser(cast.mentor).get(f"{PATH}?view=resources"))


def test_the_plot_says_its_numbers_in_a_table_too(cast, python):
    answer = browser(cast.camper).get(PATH)
    assert [(bar.number, bar.posts) for bar in answer.context["plot"].filled] == [(5, 1), (4, 1)]
    assert "Day 5 1 Day 4 1" in words(answer)
    assert f"?day={5}" in links(answer)
    assert 'role="img" aria-labelledby="plot-words"' in answer.content.decode()


def test_questions_stand_by_their_state_and_can_be_resolved_there(cast, python):
    post = make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> Why so?", day=6, topics=["Python"])
    path = f"{PATH}?view=questions"
    client = browser(cast.author)
    assert "Open Why so?" in words(client.get(path)) and "Mark as resolved" in words(client.get(path))
    make_comment(cast.team_mate, post, "And why that?", asks=True)
    others = words(browser(cast.camper).get(path))
    assert "Mark as resolved" not in others
    assert "And why that? Open Bora" in others and "Why so? Open Minji" in others
    post.questions.update(state="resolved")
    assert "Resolved Why so?" in words(client.get(path))


def test_links_stand_once_with_who_brought_them(cast, python):
    post = make_post(cast.author, cast.cohort, body="[Mine](https://a.example)", day=6, topics=["Python"])
    make_comment(cast.mentor, post, "[Docs](https://a.example/)")
    answer = browser(cast.camper).get(f"{PATH}?view=resources")
    assert "Docs Mentor Seoyeon, Minji" in words(answer)
    assert 'href="https://a.example/" rel="nofollow noopener ugc"' in answer.content.decode()


def test_an_older_page_keeps_to_its_posts(cast, python):
    many_posts(cast.cohort, 30, day=9, topic=python)
    client = browser(cast.camper)
    older = next(link for link in links(client.get(PATH)) if "before=" in link)
    answer = client.get(PATH + older)
    assert answer.context["around"] is None and answer.context["plot"] is None
