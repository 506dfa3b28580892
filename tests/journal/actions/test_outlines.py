"""What a published text says beyond its letters: the shape of a real Day 4, and how it is found again."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from journal.actions.outlines import without_title
from journal.actions.posts import PostText, save_post
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.posts import Post
from journal.models.questions import Question
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import browser, words

DAY_4 = Path(__file__).parents[2] / "samples" / "day4_shape.md"
CURRICULUM = [
    ("Python", "4-1", "Object Oriented Programming"),
    ("Python", "4-2", "Modules and Projects"),
    ("Python", "5-1", "File, Exception, Log"),
    ("Python", "5-2", "Data Handling"),
    ("AI Math", "8", "Bayes"),
    ("AI Math", "9", "Convolution"),
    ("AI Math", "10", "RNN"),
]


@pytest.fixture
def cohort(db):
    """A cohort from 2 August 2021 whose curriculum and calendar know Day 4."""
    cohort = make_cohort("ai-tech")
    topics = {
        "Python": curate_topic(cohort=cohort, name="Python", position=1, aliases=["파이썬"]),
        "AI Math": curate_topic(cohort=cohort, name="AI Math", position=2),
    }
    for topic, code, title in CURRICULUM:
        Lecture.objects.create(cohort=cohort, topic=topics[topic], code=code, title=title, study_on=date(2021, 8, 5))
    Event.objects.create(cohort=cohort, name="Master Class", kind="master_class", speaker="한별", on=date(2021, 8, 5))
    Event.objects.create(cohort=cohort, name="Master Class", kind="master_class", on=date(2021, 8, 12))
    return cohort


@pytest.fixture
def camper(cohort):
    return make_member(cohort, handle="minji")


@pytest.fixture
def day_4(cohort, camper):
    """The Day 4 as its author pastes it, with no other input than the day."""
    client = browser(camper)
    client.post(
        reverse("posts.new"), {"title": "", "body": DAY_4.read_text(), "study_on": "2021-08-05", "publish": "1"}
    )
    return Post.objects.get()


def test_title_is_the_first_heading_and_is_not_shown_twice(day_4, camper):
    assert day_4.title == "AI 캠프 Day 4"
    assert "<h1" not in day_4.html
    assert "AI 캠프 Day 4" not in [entry["text"] for entry in day_4.toc]
    page = words(browser(camper).get(day_4.get_absolute_url()))
    assert page.count("AI 캠프 Day 4") == 1


def test_it_is_day_4_of_5_august_whenever_it_was_published(day_4, cohort):
    assert cohort.calendar.number_of(day_4.study_on) == 4
    assert day_4.shown_on == date(2021, 8, 5) != day_4.published_at.date()


def test_topics_are_the_two_of_the_curriculum(day_4, cohort):
    assert [link.tag.name for link in day_4.topic_links.all()] == ["Python", "AI Math"]
    assert cohort.topics.count() == 2


def test_six_lectures_are_linked_to_the_curriculum(day_4):
    notes = day_4.lecture_notes.select_related("lecture__topic")
    assert [(n.lecture.topic.name, n.lecture.code) for n in notes] == [
        ("Python", "4-1"), ("Python", "4-2"), ("Python", "5-1"), ("Python", "5-2"), ("AI Math", "8"), ("AI Math", "9"),
    ]  # fmt: skip


def test_one_assignment_and_one_resource(day_4):
    assert [task["title"] for task in day_4.outline["assignments"]] == ["Logistic Regression"]
    assert [link["url"] for link in day_4.outline["resources"]] == ["https://example.org/logistic-video"]


def test_event_of_5_august_is_the_cohorts(day_4):
    [note] = day_4.event_notes.select_related("event")
    assert (note.on, note.event.on, note.event.speaker) == (date(2021, 8, 5), date(2021, 8, 5), "한별")


def test_twelve_questions_stand_on_the_faq_each_with_a_link_of_its_own(day_4, cohort, camper):
    questions = list(day_4.questions.order_by("position"))
    assert len(questions) == 12
    assert {question.state for question in questions} == {"note"}
    assert {question.group for question in questions} == {"AI&Math FAQ", "취업과 진학"}
    anchors = {question.anchor for question in questions}
    assert len(anchors) == 12
    assert all(f'id="{anchor}"' in day_4.html for anchor in anchors)
    page = words(browser(camper).get(reverse("questions.faq", args=[cohort.slug])))
    assert "논문에 나온 수식을 구현하는 순서?" in page


def test_retrospective_is_one_and_no_like_nor_comment_is_there(day_4):
    assert day_4.retrospective.startswith("마스터클래스를 듣고 나니")
    assert (day_4.like_count, day_4.comment_count) == (0, 0)
    assert "피어세션 & 멘토링" in [entry["text"] for entry in day_4.toc]


def test_saved_again_it_is_the_same(day_4, camper):
    def rows():
        post = Post.objects.get()
        notes = list(post.lecture_notes.values_list("code", "lecture", "anchor"))
        questions = list(post.questions.values_list("pk", "state", "title"))
        return (
            post.html,
            post.toc,
            post.outline,
            notes,
            questions,
            list(post.topic_links.values_list("tag", "position")),
        )

    before = rows()
    text = PostText(day_4.title, day_4.body, day_4.study_on, day_4.visibility)
    save_post(post=day_4, editor=camper, text=text, version=1, publish=True)
    assert rows() == before


def test_what_was_taken_out_is_found_no_more(day_4, camper):
    text = PostText("Day 4", "## 회고\n\nOnly this.", day_4.study_on, day_4.visibility)
    save_post(post=day_4, editor=camper, text=text, version=1, publish=True)
    post = Post.objects.get()
    rows = (post.lecture_notes, post.event_notes, post.questions, post.topic_links)
    assert [row.count() for row in rows] == [0, 0, 0, 0]
    assert Question.objects.count() == 0


def test_question_that_moved_keeps_its_state_and_one_that_was_asked_anew_begins_open(cohort, camper):
    post = make_post(camper, cohort, body="## 질문\n\n- 왜 그런가요?\n- 또 왜요?\n")
    assert [(q.title, q.state) for q in post.questions.order_by("position")] == [
        ("왜 그런가요?", "open"),
        ("또 왜요?", "open"),
    ]
    post.questions.filter(title="왜 그런가요?").update(state="resolved")
    text = PostText(post.title, "# 앞\n\n## 질문\n\n- 새 질문인가요?\n- 왜  그런가요?\n", None, "cohort")
    save_post(post=post, editor=camper, text=text, version=1, publish=True)
    states = dict(post.questions.values_list("title", "state"))
    assert states == {"새 질문인가요?": "open", "왜 그런가요?": "resolved"}


def test_post_without_any_heading_is_a_good_post(cohort, camper):
    post = make_post(camper, cohort, title="Short", body="Just words, and no heading.")
    assert post.html and post.toc == []
    assert not post.questions.exists() and not post.lecture_notes.exists()


@pytest.mark.parametrize("body", ["", "#", "# \n\n##", "## 학습 내용", "> " * 200, "```", "\u200b", "# " + "가" * 5000])
def test_odd_text_is_published_all_the_same(cohort, camper, body):
    assert make_post(camper, cohort, title="Odd", body=body).is_published


def test_long_names_are_cut_to_what_the_tables_hold(cohort, camper):
    long = "긴이름" * 200
    parts = ["## 학습 내용", f"### {long}", f"- 4-1 {long}", f"## 0805 {long} 마스터클래스", f"### FAQ {long}"]
    parts += [f"#### {long}?", "## 질문", f"- {long}?"]
    post = make_post(camper, cohort, title="Long", body="\n\n".join(parts))
    assert browser(camper).get(post.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("section", ["오늘의 코드", "TIL!"])
def test_cohorts_own_section_names_are_read(cohort, camper, section):
    cohort.section_names = {section: "learning"}
    cohort.save()
    post = make_post(camper, cohort, body=f"## {section}\n\n### Docker\n\n- 1 Images\n")
    assert [topic.name for topic in post.topics.all()] == ["Docker"]


@pytest.mark.parametrize(
    ("html", "title", "left"),
    [
        ("<h1 id='a'>Day 4</h1>\n<p>x</p>", "Day 4", "<p>x</p>"),
        ("<h1 id='a'>day <em>4</em></h1>\n<p>x</p>", "Day 4", "<p>x</p>"),
        ("<h1 id='a'>Other</h1>\n<p>x</p>", "Day 4", "<h1 id='a'>Other</h1>\n<p>x</p>"),
        ("<p>x</p><h1>Day 4</h1>", "Day 4", "<p>x</p><h1>Day 4</h1>"),
        ("<h1>C &amp; C++</h1><p>x</p>", "C & C++", "<p>x</p>"),
        ("", "Day 4", ""),
    ],
)
def test_first_heading_goes_only_where_it_repeats_the_title(html, title, left):
    assert without_title(html, title) == left


def test_event_is_tied_by_its_name_where_a_day_has_two(cohort, camper):
    Event.objects.create(cohort=cohort, name="특강: 논문 읽기", on=date(2021, 8, 5))
    post = make_post(camper, cohort, body="## 0805 Master Class\n\nWords\n", day=4)
    assert post.event_notes.get().event.name == "Master Class"


def test_event_of_another_cohort_is_never_tied(db):
    Event.objects.create(cohort=make_cohort(), name="Master Class", on=date(2021, 8, 5))
    cohort = make_cohort()
    post = make_post(make_member(cohort), cohort, body="## 0805 Master Class\n\nWords\n", day=4)
    assert post.event_notes.get().event is None
