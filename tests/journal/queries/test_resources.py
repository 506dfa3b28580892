"""What a topic or a lecture links to: each address once, mentors' first, out of what the reader may see."""

import pytest

from journal.actions.posts import delete_post
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.queries.resources import resources_in
from tests.factories import make_cohort, make_comment, make_member, make_post


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def reader(cohort):
    return make_member(cohort)


@pytest.fixture
def topic(cohort):
    return curate_topic(cohort=cohort, name="Python", position=1)


def write(cohort, body, author=None, **columns):
    return make_post(author or make_member(cohort), cohort, body=body, topics=["Python"], **columns)


def titles(links) -> list[str]:
    return [link.title for link in links]


def test_mentors_come_first_then_what_most_brought_then_the_newest(cohort, reader, topic):
    write(cohort, "[Once](https://once.example)")
    for _ in range(2):
        write(cohort, "[Twice](https://twice.example)")
    post = write(cohort, "[New](https://new.example)")
    make_comment(make_member(cohort, "mentor"), post, "[Mentor's](https://mentor.example)")
    assert titles(resources_in(reader, topic=topic)) == ["Mentor's", "Twice", "New", "Once"]
    assert titles(resources_in(reader, topic=topic, limit=2)) == ["Mentor's", "Twice"]


def test_an_address_counts_once_with_who_brought_it_and_a_mentor_s_name_for_it(cohort, reader, topic):
    mentor = make_member(cohort, "mentor", handle="mina")
    first = write(
        cohort, "[Mine](https://a.example/#top) [again](https://a.example)", make_member(cohort, handle="ann")
    )
    comment = make_comment(mentor, first, "[The docs](https://A.example/)")
    for handle in ("bo", "cy", "di"):
        write(cohort, "[Later](https://a.example/?utm_source=x)", make_member(cohort, handle=handle))
    [link] = resources_in(reader, topic=topic)
    assert (link.title, link.url, link.by_staff) == ("The docs", "https://A.example/", True)
    assert (link.people, link.names, link.others) == (5, ("Mina", "Di", "Cy"), 2)
    assert link.source == comment.get_absolute_url()


def test_one_person_is_counted_once(cohort, reader, topic):
    author = make_member(cohort)
    for day in (1, 2, 3):
        make_comment(author, write(cohort, "https://a.example", author, day=day), "https://a.example")
    [link] = resources_in(reader, topic=topic)
    assert (link.people, len(link.names), link.others) == (1, 1, 0)


def test_only_what_the_reader_may_see_is_there_and_counts(cohort, reader, topic):
    shown = write(cohort, "https://a.example")
    hidden = write(cohort, "https://a.example https://hidden.example", visibility="mentors")
    make_comment(make_member(cohort, "mentor"), hidden, "[Secret](https://a.example) https://comment.example")
    write(cohort, "https://draft.example", publish=False)
    delete_post(post=write(cohort, "https://trash.example"))
    [link] = resources_in(reader, topic=topic)
    assert (link.title, link.people, link.by_staff) == ("a.example", 1, False)
    assert link.source == shown.get_absolute_url()
    assert len(resources_in(make_member(cohort, "organiser"), topic=topic)) == 3


def test_links_of_other_topics_and_cohorts_stay_there(cohort, reader, topic):
    make_post(reader, cohort, body="https://other.example", topics=["Other"])
    elsewhere = make_cohort()
    make_post(make_member(elsewhere), elsewhere, body="https://elsewhere.example", topics=["Python"])
    assert resources_in(reader, topic=topic) == []


def test_a_lecture_has_the_links_of_its_part_and_the_comments_on_it(cohort, reader, topic):
    lecture = Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="Objects")
    body = (
        "## 학습 내용\n\n### Python\n\n- 4-1 Objects\n- [Part](https://part.example)\n\n#### Deeper\n\n"
        "[Deep](https://deep.example)\n\n## 회고\n\n[Other](https://other.example)\n"
    )
    post = make_post(reader, cohort, body=body)
    make_comment(make_member(cohort, "mentor"), post, "[Comment](https://comment.example)", section="s-python")
    make_comment(make_member(cohort, "mentor"), post, "[Elsewhere](https://elsewhere.example)", section="s-회고")
    make_comment(reader, post, "[Whole](https://whole.example)")
    assert sorted(titles(resources_in(reader, lecture=lecture))) == ["Comment", "Deep", "Part"]
    assert resources_in(make_member(make_cohort()), lecture=lecture) == []


def test_a_topic_or_a_lecture_is_asked_for(cohort, reader, topic):
    with pytest.raises(ValueError, match="one of them"):
        resources_in(reader)


def test_costs_one_query(cohort, reader, topic, django_assert_num_queries):
    for at in range(12):
        write(cohort, f"https://a.example/{at}")
    resources_in(reader, topic=topic)
    with django_assert_num_queries(1):
        assert len(resources_in(reader, topic=topic)) == 12
