"""A lecture's page: what everyone noted about it, asked there and linked to, in one reading."""

import re

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, save_post
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_notes, many_posts, many_questions

NOTED = """## 학습 내용

### AI Math

#### 8강 베이즈 통계학

{said} 을 구했다[^1]. [자료](https://example.com/bayes)

> [!QUESTION]
> {asked} 는 왜 곱하나요?

#### 9강 CNN

다른 강의 이야기

## 회고

하루가 길었다

[^1]: 각주 {said}
"""


@pytest.fixture
def maths(cast):
    return curate_topic(cohort=cast.cohort, name="AI Math", position=1)


@pytest.fixture
def bayes(cast, maths):
    on = cast.cohort.calendar.date_of(6)
    for code, title in (("7", "통계"), ("9", "CNN"), ("10", "RNN")):
        Lecture.objects.create(cohort=cast.cohort, topic=maths, code=code, title=title, study_on=on)
    return Lecture.objects.create(cohort=cast.cohort, topic=maths, code="8", title="베이즈 통계학", study_on=on)


def note(author, cohort, day, said="사후확률", asked="우도", **more):
    return make_post(author, cohort, title=f"Of {said}", body=NOTED.format(said=said, asked=asked), day=day, **more)


def test_shows_the_parts_about_it_and_not_the_whole_posts(cast, bayes):
    mine, theirs = note(cast.author, cast.cohort, 6), note(cast.camper, cast.cohort, 7, said="사전확률")
    answer = browser(cast.camper).get(bayes.get_absolute_url())
    page = words(answer)
    for said in ("사후확률 을 구했다", "사전확률 을 구했다", "각주 사후확률", "Minji", "Sol", "1조", "Day 6", "Day 7"):
        assert said in page
    assert "다른 강의" not in page and "하루가" not in page
    assert page.index("사전확률") < page.index("사후확률")  # the newest day first
    assert {f"{post.get_absolute_url()}#s-8강-베이즈-통계학" for post in (mine, theirs)} <= set(links(answer))


def test_ids_of_the_parts_are_each_there_once_and_footnotes_work(cast, bayes):
    for day in range(6, 12):
        note(make_member(cast.cohort), cast.cohort, day)
    page = browser(cast.camper).get(bayes.get_absolute_url()).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    jumps = re.findall(r'<sup[^>]*><a href="#([^"]+)"', page)
    assert len(jumps) == 6 and set(jumps) <= set(ids)


def test_line_of_a_list_comes_with_what_is_under_it(cast, bayes):
    body = "## 학습 내용\n\n### AI Math\n\n- 8 베이즈 통계학\n  - 조건부확률\n- 9 CNN\n  - 필터\n"
    make_post(cast.author, cast.cohort, body=body, day=6)
    page = words(browser(cast.camper).get(bayes.get_absolute_url()))
    assert "조건부확률" in page and "필터" not in page


def test_bare_line_is_one_line(cast, bayes):
    post = make_post(
        cast.author, cast.cohort, title="Only listed", day=6, body="## 학습 내용\n\n### AI Math\n\n- 8강\n- 9강\n"
    )
    answer = browser(cast.camper).get(bayes.get_absolute_url())
    assert "noted--bare" in answer.content.decode()
    assert f"{post.get_absolute_url()}#s-ai-math" in links(answer)


def test_questions_and_links_there_stand_beside(cast, bayes):
    note(cast.author, cast.cohort, 6)
    aside = "## 학습 내용\n\n### AI Math\n\n#### 9강 CNN\n\n> [!QUESTION]\n> 다른 질문인가요?\n"
    make_post(cast.camper, cast.cohort, body=aside, day=6)
    answer = browser(cast.camper).get(bayes.get_absolute_url())
    assert [question.title for question in answer.context["beside"].questions] == ["우도 는 왜 곱하나요?"]
    assert "https://example.com/bayes" in links(answer)
    assert "다른 질문인가요?" not in words(answer)


def test_nothing_beside_takes_no_place(cast, bayes):
    client = browser(cast.camper)
    assert "<aside" not in client.get(bayes.get_absolute_url()).content.decode()
    note(cast.author, cast.cohort, 6)
    assert "<aside" in client.get(bayes.get_absolute_url()).content.decode()


def test_neighbours_stand_in_natural_order(cast, bayes):
    found = links(browser(cast.camper).get(bayes.get_absolute_url()))
    seven, nine = Lecture.objects.get(code="7"), Lecture.objects.get(code="9")
    assert {seven.get_absolute_url(), nine.get_absolute_url()} <= set(found)
    last = browser(cast.camper).get(Lecture.objects.get(code="10").get_absolute_url())
    assert nine.get_absolute_url() in links(last) and last.context["after"] is None


@pytest.mark.parametrize("view", ["notes", "people"])
@pytest.mark.parametrize("visibility", ["mentors", "team"])
def test_nothing_is_there_of_posts_that_the_reader_may_not_see(cast, bayes, visibility, view):
    note(cast.author, cast.cohort, 6, said="비밀", asked="비밀", visibility=visibility)
    note(cast.author, cast.cohort, 7, said="비밀", publish=False)
    assert "비밀" not in browser(cast.camper).get(f"{bayes.get_absolute_url()}?view={view}").content.decode()
    assert "비밀" in browser(cast.mentor).get(f"{bayes.get_absolute_url()}?view={view}").content.decode()


def test_who_wrote_about_it(cast, bayes):
    note(cast.author, cast.cohort, 6)
    last = note(cast.author, cast.cohort, 7)
    note(cast.camper, cast.cohort, 6)
    answer = browser(cast.camper).get(f"{bayes.get_absolute_url()}?view=people")
    assert [person.handle for person, _post in answer.context["writers"]] == ["minji", "sol"]
    assert any(link.startswith(last.get_absolute_url()) for link in links(answer))


def test_no_note_is_shown_twice_and_none_skipped_while_others_arrive_and_are_edited(cast, bayes):
    posts = many_posts(cast.cohort, 24, day=7)
    many_notes(posts, [bayes])
    mine = note(cast.author, cast.cohort, 6)
    client, path, seen, turn = browser(cast.camper), bayes.get_absolute_url(), [], 0
    while path:
        answer = client.get(path)
        seen += [each.post.pk for each in answer.context["noted"]]
        older = [link for link in links(answer) if "before=" in link]
        path = bayes.get_absolute_url() + older[0] if older else None
        turn += 1
        note(make_member(cast.cohort), cast.cohort, 8)  # newer than the page that was read
        note(make_member(cast.cohort), cast.cohort, 7)
        text = PostText(mine.title, mine.body + f"\n\n{turn}\n", mine.study_on, mine.visibility)
        mine = save_post(post=mine, editor=mine.author, text=text, version=mine.version, publish=True)
    assert len(seen) == len(set(seen))
    assert {post.pk for post in posts} | {mine.pk} <= set(seen)


def test_slug_is_decoration(cast, bayes):
    client, bare = browser(cast.camper), reverse("curriculum.show", args=["ai-tech", bayes.pk])
    for path in (bare, f"{bare}wrong/", f"{bare}8-베이즈/"):
        answer = client.get(f"{path}?view=people")
        assert answer.status_code == 302 and answer.url == f"{bayes.get_absolute_url()}?view=people"


@pytest.mark.parametrize("asks", ["before=x", "before=1-1-1", "view=x", "before=99999999999999999-1"])
def test_address_that_no_page_has_is_not_there(cast, bayes, asks):
    assert browser(cast.camper).get(f"{bayes.get_absolute_url()}?{asks}").status_code == 404


def test_lecture_of_another_cohort_is_not_there(cast, bayes):
    assert browser(cast.stranger).get(reverse("curriculum.show", args=["web-dev", bayes.pk])).status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast, bayes):
    assert asks_to_sign_in(browser().get(bayes.get_absolute_url()), bayes.get_absolute_url())


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, bayes, role):
    assert browser(cast.people[role]).get(bayes.get_absolute_url()).status_code == 404


def test_answers_reading_methods_only(cast, bayes):
    assert statuses(browser(cast.camper), bayes.get_absolute_url(), "post", "put", "delete") == {405}


@pytest.mark.parametrize("view", ["notes", "people"])
@pytest.mark.parametrize("role", ["author", "mentor", "organiser"])
def test_costs_the_same_for_one_item_and_for_thirty(cast, maths, bayes, role, view):
    client, path = browser(cast.people[role]), f"{bayes.get_absolute_url()}?view={view}"

    def add(count):
        posts = many_posts(cast.cohort, count, day=7)
        many_notes(posts, [bayes])
        many_questions(posts, "open")
        many_lectures(cast.cohort, 0, topic=maths)
        note(make_member(cast.cohort), cast.cohort, 8)

    add(1)
    one = query_count(client, path)
    add(30)
    assert query_count(client, path) == one <= 10
