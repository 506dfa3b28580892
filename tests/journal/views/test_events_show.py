"""An event's page: its questions with everybody's answers side by side, and what everyone noted of it."""

import re

import pytest
from django.urls import reverse

from journal.models.events import Event
from journal.models.questions import Question
from journal.queries.events import ANSWERS, QUESTIONS
from tests.factories import make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

NOTED = """## 0805 Master Class

### 소개

{said} 님의 이야기

### AI&Math FAQ

#### {question}

- {answer}

## 회고

하루가 길었다
"""
SAME = (
    "수학 너무 어려움. 쉽게 공부하는법?",
    "수학, 너무 어려움! 쉽게 공부하는 법",
    "💥 수학 너무 어려움. 쉽게 공부하는법?",
)


@pytest.fixture
def event(cast):
    on = cast.cohort.calendar.date_of(4)
    return Event.objects.create(cohort=cast.cohort, name="Master Class", on=on, speaker="임성빈", kind="master_class")


def note(author, cohort, question=SAME[0], answer="손으로 익히자", said="교수", day=6, **more):
    body = NOTED.format(question=question, answer=answer, said=said)
    return make_post(author, cohort, title=f"Noted by {author.handle}", body=body, day=day, **more)


def test_the_same_question_stands_once_with_its_answers_side_by_side(cast, event):
    for question, answer in zip(SAME, ("손으로", "예제로", "천천히"), strict=True):
        note(make_member(cast.cohort), cast.cohort, question, answer)
    note(cast.author, cast.cohort, "논문은 언제 읽나요?", "지금")
    answer = browser(cast.camper).get(event.get_absolute_url())
    questions = answer.context["questions"]
    assert [(question.title, question.count) for question in questions] == [(SAME[0], 3), ("논문은 언제 읽나요?", 1)]
    page = words(answer)
    for said in (SAME[0], "손으로", "예제로", "천천히", "noted by 3 people", "Master Class", "임성빈", "Day 4"):
        assert said in page
    assert answer.content.decode().count(SAME[0]) < 6


def test_notes_of_everyone_stand_there_without_the_rest_of_their_posts(cast, event):
    mine = note(cast.author, cast.cohort, said="첫째")
    note(cast.camper, cast.cohort, said="둘째")
    answer = browser(cast.camper).get(event.get_absolute_url())
    page = words(answer)
    assert "첫째 님의 이야기" in page and "둘째 님의 이야기" in page and "하루가 길었다" not in page
    assert f"{mine.get_absolute_url()}#s-0805-master-class" in links(answer)
    ids = re.findall(r' id="([^"]+)"', answer.content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("visibility", ["mentors", "team"])
def test_nothing_is_there_of_posts_that_the_reader_may_not_see(cast, event, visibility):
    note(cast.author, cast.cohort, "비밀은?", "비밀", "비밀", visibility=visibility)
    note(cast.author, cast.cohort, "비밀은?", "비밀", "비밀", day=7, publish=False)
    note(cast.camper, cast.cohort, "비밀은 아니다?")
    answer = browser(cast.camper).get(event.get_absolute_url())
    assert [question.title for question in answer.context["questions"]] == ["비밀은 아니다?"]
    assert words(answer).count("비밀") == words(answer).count("비밀은 아니다?")


def test_many_answers_are_counted_and_the_newest_shown(cast, event):
    people = [make_member(cast.cohort) for _ in range(ANSWERS + 3)]
    for person in people:
        note(person, cast.cohort)
    [question] = browser(cast.camper).get(event.get_absolute_url()).context["questions"]
    assert len(question.answers) == ANSWERS and question.count == ANSWERS + 3 and question.others == 3
    assert question.answers[0].post.author == people[-1]


def test_every_question_stands_on_one_page_while_others_arrive(cast, event):
    body = "## 0805 Master Class\n\n### FAQ\n\n" + "".join(
        f"#### Number {at} is?\n\n- so\n\n" for at in range(QUESTIONS + 5)
    )
    make_post(cast.author, cast.cohort, body=body, day=6)
    client, path, seen = browser(cast.camper), event.get_absolute_url(), []
    while path:
        answer = client.get(path)
        seen += [question.title for question in answer.context["questions"]]
        later = [link for link in links(answer) if "after=" in link]
        path = event.get_absolute_url() + later[0] if later else None
        if len(seen) < QUESTIONS + 5:
            note(make_member(cast.cohort), cast.cohort, "Number 3 is?")
    assert seen == [f"Number {at} is?" for at in range(QUESTIONS + 5)]


def test_day_and_posts_lead_there(cast, event):
    post = note(cast.author, cast.cohort)
    day = reverse("cohorts.day", args=["ai-tech", 4])
    for path in (day, post.get_absolute_url(), reverse("curriculum.index", args=["ai-tech"])):
        assert event.get_absolute_url() in links(browser(cast.camper).get(path))


def test_event_that_nobody_noted_says_so(cast, event):
    assert "Nobody has noted this event yet." in words(browser(cast.camper).get(event.get_absolute_url()))


def test_question_of_another_part_of_the_post_is_not_there(cast, event):
    body = NOTED.format(question=SAME[0], answer="손으로", said="교수") + "\n## 질문\n\n- 왜 그런가요?\n"
    post = make_post(cast.author, cast.cohort, body=body, day=6)
    assert Question.objects.filter(post=post).count() == 2
    [question] = browser(cast.camper).get(event.get_absolute_url()).context["questions"]
    assert question.title == SAME[0]


@pytest.mark.parametrize("asks", ["before=x", "after=x", "after=-1", "before=1-1-1"])
def test_address_that_no_page_has_is_not_there(cast, event, asks):
    assert browser(cast.camper).get(f"{event.get_absolute_url()}?{asks}").status_code == 404


def test_event_of_another_cohort_is_not_there(cast, event):
    assert browser(cast.stranger).get(reverse("events.show", args=["web-dev", event.pk])).status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast, event):
    assert asks_to_sign_in(browser().get(event.get_absolute_url()), event.get_absolute_url())


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, event, role):
    assert browser(cast.people[role]).get(event.get_absolute_url()).status_code == 404


def test_answers_reading_methods_only(cast, event):
    assert statuses(browser(cast.camper), event.get_absolute_url(), "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast, event):
    client, path = browser(cast.mentor), event.get_absolute_url()

    def add(count):
        for at in range(count):
            note(make_member(cast.cohort), cast.cohort, f"Question {count} {at % 4}?")

    add(1)
    one = query_count(client, path)
    add(15)
    assert query_count(client, path) == one <= 10
