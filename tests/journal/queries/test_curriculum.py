"""Which lecture a noted code or title means."""

import unicodedata

import pytest

from journal.actions.topic_names import add_alias
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.topics import Topic
from journal.queries.curriculum import curriculum_of
from tests.factories import make_cohort


@pytest.fixture
def cohort(db):
    cohort = make_cohort()
    python = curate_topic(cohort=cohort, name="Python", position=1, aliases=["파이썬"])
    maths = curate_topic(cohort=cohort, name="AI Math", position=2)
    for topic, code, title in (
        (python, "4-1", "객체지향 프로그래밍"), (python, "4-10", "Packages"), (python, "8", "Pandas"),
        (maths, "8", "베이즈 통계학"), (maths, "9", "CNN 첫걸음"), (maths, "10", "RNN 첫걸음"),
    ):  # fmt: skip
        Lecture.objects.create(cohort=cohort, topic=topic, code=code, title=title)
    return cohort


def means(cohort, code=None, title="", topic=None):
    found = curriculum_of(cohort).means(code or "", title, topic or "")
    return f"{Topic.objects.get(pk=found.topic_id).name} {found.code}" if found else None


@pytest.mark.parametrize(
    ("code", "title", "topic", "lecture"),
    [
        ("4-1", "whatever was written", "Python", "Python 4-1"),
        ("4-1", "", "파이썬", "Python 4-1"),
        ("4-1", "", "PYTHON", "Python 4-1"),
        ("04-01", "", "Python", "Python 4-1"),
        ("8", "", "AI Math", "AI Math 8"),
        ("8", "", "ai-math", "AI Math 8"),
        ("8", "", "Python", "Python 8"),
        ("8", "", None, None),  # two lectures have it
        ("8", "베이즈", None, "AI Math 8"),  # and the title tells which
        ("8", "베이즈", "Statistics", "AI Math 8"),
        ("9", "", None, None),
        ("9", "CNN", None, "AI Math 9"),
        ("9", "Something else", None, None),
        (None, "CNN 첫걸음", None, "AI Math 9"),
        (None, unicodedata.normalize("NFD", "cnn첫걸음"), "AI Math", "AI Math 9"),
        (None, "CNN", None, None),
        ("99", "Nothing", "Python", None),
        (None, "", None, None),
        ("9", "RNN 첫걸음", "AI Math", "AI Math 10"),  # its code is mistyped, or was another when it was noted
        ("9", "RNN 첫걸음", "Python", "AI Math 10"),
        (None, "베이즈 통계학 ", "Python", "AI Math 8"),
        (None, "배이즈 통계학", "AI Math", "AI Math 8"),
        (None, "배이즈 통계학", None, "AI Math 8"),
        (None, "배이즈 통계학", "Python", None),  # a slip and another topic are too much
        ("77", "객체지향 프로그래망", None, "Python 4-1"),
        (None, "SNN 첫걸음", "AI Math", None),
    ],
)
def test_code_counts_within_its_topic_and_a_title_where_it_tells(cohort, code, title, topic, lecture):
    assert means(cohort, code, title, topic) == lecture


def test_lectures_of_another_cohort_are_never_meant(cohort):
    assert means(make_cohort(), "4-1", "객체지향 프로그래밍", "Python") is None


def test_any_number_of_notes_costs_the_same(cohort, django_assert_num_queries):
    with django_assert_num_queries(1):
        curriculum = curriculum_of(cohort)
        assert all(curriculum.means(str(at), "", "AI Math") is None for at in range(50, 90))


def test_what_changed_is_meant_at_once(cohort):
    assert means(cohort, "9", "", "인공지능 수학") is None
    maths = cohort.topics.get(name="AI Math")
    add_alias(topic=maths, name="인공지능 수학")
    assert means(cohort, "9", "", "인공지능 수학") == "AI Math 9"
    maths.lectures.filter(code="9").update(title="합성곱 신경망의 첫걸음")
    assert means(cohort, "", "합성곱 신경망의 첫걸음") == "AI Math 9"
