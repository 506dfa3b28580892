"""Topic pages and suggestions count and name only what their reader may see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.queries.paging import newest
from journal.queries.topics import (
    ABOUT,
    SUGGESTIONS,
    posts_about,
    suggest_topics,
    topic_rows,
    writers_about,
)
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.crowd import many_posts, many_topics


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def reader(cohort):
    return make_member(cohort)


def test_curated_topics_stand_in_their_order_and_tags_by_their_posts(cohort, reader):
    for position, name in enumerate(("Zeta", "Alpha"), start=1):
        curate_topic(cohort=cohort, name=name, position=position)
    make_post(reader, cohort, topics=["rare", "often"], day=2)
    make_post(reader, cohort, topics=["often", "Alpha"], day=3)
    rows = topic_rows(reader, cohort)
    assert [(row.topic.name, row.post_count) for row in rows] == [("Zeta", 0), ("Alpha", 1), ("often", 2), ("rare", 1)]
    assert [row.latest_on for row in rows] == [None, date(2021, 8, 4), None, None]


def test_tags_of_as_many_posts_stand_by_name_whichever_came_first(cohort, reader):
    for name in ("라", "나", "zeta", "다", "alpha", "가"):
        make_post(reader, cohort, topics=[name])
    assert [row.topic.name for row in topic_rows(reader, cohort)] == ["alpha", "zeta", "가", "나", "다", "라"]


def test_lectures_are_counted_once_whatever_else_is_joined(cohort, reader):
    topic = curate_topic(cohort=cohort, name="Python", position=1)
    for code in "123":
        Lecture.objects.create(cohort=cohort, topic=topic, code=code, title=code)
    many_posts(cohort, 5, topic=topic)
    [row] = topic_rows(reader, cohort)
    assert (row.lecture_count, row.post_count) == (3, 5)


def test_post_with_one_topic_by_heading_and_by_tag_is_counted_once(cohort, reader):
    make_post(reader, cohort, body="## 학습 내용\n\n### Python\n", topics=["python"])
    [row] = topic_rows(reader, cohort)
    assert row.post_count == 1
    assert posts_about(reader, row.topic).count() == 1


def test_writers_are_counted_in_posts_that_the_reader_sees(cohort, reader):
    other = make_member(cohort)
    for day in (1, 2):
        make_post(other, cohort, topics=["x"], day=day, visibility="mentors")
    make_post(other, cohort, topics=["x"], day=3)
    for day in (1, 2):
        make_post(reader, cohort, topics=["x"], day=day)
    topic = cohort.topics.get()
    found = [(writer.person, writer.post_count, writer.latest_on) for writer in writers_about(reader, topic)]
    assert found == [(reader, 2, date(2021, 8, 3)), (other, 1, date(2021, 8, 4))]


def test_pages_of_a_topic_come_newest_first_out_of_the_index(cohort, reader):
    [topic, other] = many_topics(cohort, 2)
    posts = many_posts(cohort, 25, topic=topic)
    many_posts(cohort, 25, topic=other)
    first = newest(posts_about(reader, topic), by="shown_on", along=ABOUT)
    rest = newest(posts_about(reader, topic), first.before, by="shown_on", along=ABOUT)
    found = [post.pk for post in (*first.items, *rest.items)]
    assert found == [post.pk for post in sorted(posts, key=lambda post: (post.shown_on, post.pk), reverse=True)]
    with connection.cursor() as cursor:  # few rows are sorted faster; many are not
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    for before in ("", first.before):
        with CaptureQueriesContext(connection) as seen:
            newest(posts_about(reader, topic), before, by="shown_on", along=ABOUT)
        [sql] = [query["sql"] for query in seen.captured_queries if "LIMIT 21" in query["sql"]]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        posts = plan.split("SubPlan")[0]  # each post's own few topics are sorted below
        assert "post_topic_newest" in posts and "Sort" not in posts, plan


def test_suggestions_begin_so_before_they_hold_it_and_are_at_most_eight(cohort, reader):
    make_post(reader, cohort, topics=["deep learning", "learning", "learning rate", "e-learning"])
    names = [topic.name for topic in suggest_topics(reader, cohort, "learn")]
    assert names == ["learning", "learning rate", "e-learning", "deep learning"]
    for at in range(10):
        curate_topic(cohort=cohort, name=f"learn {at}", position=at)
    assert len(suggest_topics(reader, cohort, "learn")) == SUGGESTIONS


def test_topic_that_two_names_match_is_suggested_once(cohort, reader):
    curate_topic(cohort=cohort, name="Python", position=1, aliases=["py", "python3", "파이썬"])
    assert [topic.name for topic in suggest_topics(reader, cohort, "py")] == ["Python"]


def test_syllable_being_typed_finds_nothing_wrong(cohort, reader):
    curate_topic(cohort=cohort, name="파이썬", position=1)
    for typed in ("ㅍ", "파ㅇ", "파이ㅆ"):
        assert isinstance(suggest_topics(reader, cohort, typed), list)


def test_topics_of_the_curriculum_are_known_before_anybody_wrote(cohort, reader):
    curate_topic(cohort=cohort, name="Python", position=1)
    assert suggest_topics(reader, cohort, "py")
    assert topic_rows(reader, cohort)[0].post_count == 0
