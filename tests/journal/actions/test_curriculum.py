"""Posts tied to the lectures they note: counted, untied by their authors, tied when the curriculum changes."""

import itertools
import random

import pytest
from django.db.models import Count

from journal.actions.curriculum import recount_lectures, tie_lecture, tie_notes, untie_lecture
from journal.actions.posts import PostText, delete_post, restore_post, save_post
from journal.actions.topics import curate_topic
from journal.actions.upkeep import rerender_posts
from journal.models.curriculum import Lecture, LectureCount, LectureNote
from journal.queries.lectures import note_counts
from tests.cast import ROLES
from tests.factories import make_cohort, make_member, make_post

BODY = "## 학습 내용\n\n### AI Math\n\n- 8 베이즈 통계학\n- 9 CNN 첫걸음\n"


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def maths(cohort):
    return curate_topic(cohort=cohort, name="AI Math", position=1)


def lecture(topic, code, title, **columns):
    return Lecture.objects.create(cohort=topic.cohort, topic=topic, code=code, title=title, **columns)


def publish(post, body, **changes):
    text = PostText(post.title, body, post.study_on, changes.get("visibility", post.visibility))
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=True)


def counted():
    rows = LectureCount.objects.exclude(notes=0).values_list("lecture__code", "visibility", "notes")
    return {(code, visibility): notes for code, visibility, notes in rows}


def truly():
    """What the counts must say: the notes of posts that are published and not in the trash."""
    notes = LectureNote.objects.filter(lecture__isnull=False).order_by()
    assert not notes.filter(post__deleted_at__isnull=False).exists()
    rows = notes.values_list("lecture__code", "post__visibility").annotate(Count("pk"))
    return {(code, visibility): number for code, visibility, number in rows}


def test_line_without_a_code_is_tied_by_its_title(cohort, maths):
    bayes, cnn = lecture(maths, "8", "베이즈 통계학 맛보기"), lecture(maths, "9", "CNN 첫걸음")
    body = "## 학습 내용\n\n### AI Math\n\n- 베이즈 통계학 맛보가\n- RNN 첫걸음\n\n#### CNN 첫걸음\n\n합성곱\n"
    post = make_post(make_member(cohort), cohort, body=body)
    assert {note.lecture for note in post.lecture_notes.all()} == {bayes, cnn}
    assert "CNN 첫걸음" not in [topic.name for topic in post.topics.all()]


def test_lecture_that_a_post_names_twice_is_noted_once_where_it_says_most(cohort, maths):
    bayes = lecture(maths, "8", "베이즈 통계학")
    body = "## 학습 내용\n\n### AI Math\n\n- 8 베이즈 통계학\n- 9강\n\n### 베이즈 통계학\n\n사후확률\n\n### Git\n\n- 8 베이즈 통계학\n"
    post = make_post(make_member(cohort), cohort, body=body)
    assert [(note.lecture, note.anchor) for note in post.lecture_notes.order_by("position")] == [
        (None, "s-ai-math"), (bayes, "s-베이즈-통계학"),
    ]  # fmt: skip


def test_untied_stays_untied_through_edits_and_new_rendering_until_tied_again(cohort, maths):
    bayes = lecture(maths, "8", "베이즈 통계학")
    post = make_post(make_member(cohort), cohort, body=BODY, day=4)
    untie_lecture(post=post, lecture=bayes)
    untie_lecture(post=post, lecture=bayes)
    assert counted() == truly() == {}
    post = publish(post, "Before.\n\n" + BODY)
    list(rerender_posts(every=True))
    tie_notes(lecture=bayes)
    assert not LectureNote.objects.filter(lecture=bayes).exists()
    tie_lecture(post=post, lecture=bayes)
    assert LectureNote.objects.get(lecture=bayes).post == post
    assert counted() == truly() == {("8", "cohort"): 1}


def test_tying_in_a_page_that_was_opened_before_the_post_became_private_tells_nobody(cohort, maths):
    bayes = lecture(maths, "8", "베이즈 통계학")
    opened = make_post(make_member(cohort), cohort, body=BODY, day=4)
    untie_lecture(post=opened, lecture=bayes)
    publish(opened, BODY, visibility="mentors")
    tie_lecture(post=opened, lecture=bayes)
    assert counted() == truly() == {("8", "mentors"): 1}


def test_new_lecture_finds_the_notes_that_mean_it(cohort, maths, django_assert_max_num_queries):
    for day in range(1, 13):
        make_post(make_member(cohort), cohort, body=BODY, day=day, visibility="public" if day % 2 else "team")
    make_post(make_member(make_cohort()), make_cohort(), body=BODY)
    bayes = lecture(maths, "8", "Bayes")
    with django_assert_max_num_queries(12):
        assert tie_notes(lecture=bayes) == 12
    assert counted() == truly()
    assert tie_notes(lecture=bayes) == 0


def test_renamed_and_recoded_lectures_keep_what_they_have_and_find_more(cohort, maths):
    old = lecture(maths, "8", "베이즈 통계학")
    first = make_post(make_member(cohort), cohort, body=BODY)
    cnn = lecture(maths, "99", "Another")
    cnn.code, cnn.title = "9", "CNN"
    cnn.save()
    assert tie_notes(lecture=cnn) == 1
    old.code = "12"
    old.save()
    tie_notes(lecture=old)
    assert [note.lecture for note in first.lecture_notes.order_by("position")] == [old, cnn]
    assert counted() == truly()


def test_notes_keep_their_rows_where_an_edit_leaves_them(cohort, maths):
    lecture(maths, "8", "베이즈 통계학")
    post = make_post(make_member(cohort), cohort, body=BODY, day=4)
    before = dict(post.lecture_notes.values_list("code", "pk"))
    post = publish(post, "## 학습 내용\n\n### AI Math\n\n- 7 통계학\n- 8 베이즈 통계학\n")
    after = dict(post.lecture_notes.values_list("code", "pk"))
    assert after["8"] == before["8"] and set(after) == {"7", "8"}


def test_counts_are_right_whatever_people_do(cohort, maths):
    """A random day: published, edited, hidden, opened, deleted, brought back, untied, tied, lectures come and go."""
    rng = random.Random(4)
    lectures = [lecture(maths, str(code), f"Lecture number {code}") for code in range(6)]
    one = cohort.teams.first()
    posts = [make_post(make_member(cohort, team=one), cohort, body=BODY, day=1) for _ in range(4)]

    def body():
        codes = rng.sample(range(8), rng.randrange(5))
        return "## 학습 내용\n\n### AI Math\n\n" + "".join(f"- {code}강 something\n" for code in codes)

    for _turn in range(120):
        at = rng.randrange(len(posts))
        post, act = posts[at], rng.randrange(9)
        if act == 0 and not post.deleted_at:
            posts[at] = delete_post(post=post)
        elif act == 1 and post.deleted_at:
            posts[at] = restore_post(post=post)
        elif act == 2:
            untie_lecture(post=post, lecture=rng.choice(lectures))
        elif act == 3:
            tie_lecture(post=post, lecture=rng.choice(lectures))
        elif act == 4:
            tie_notes(lecture=rng.choice(lectures))
        elif not post.deleted_at:
            posts[at] = publish(post, body(), visibility=rng.choice(["public", "cohort", "team", "mentors"]))
        assert counted() == truly()
    known = sorted(LectureCount.objects.exclude(notes=0).values_list("lecture", "visibility", "for_team", "notes"))
    assert known
    recount_lectures()
    assert sorted(LectureCount.objects.values_list("lecture", "visibility", "for_team", "notes")) == known


def test_everybody_is_told_as_many_notes_as_they_may_read(cast):
    maths = curate_topic(cohort=cast.cohort, name="AI Math", position=1)
    bayes = lecture(maths, "8", "베이즈 통계학")
    days = itertools.count(20)
    for author in ("author", "camper", "on_leave"):
        for visibility in ("mentors", "team", "cohort", "public"):
            post = make_post(cast.people[author], cast.cohort, body=BODY, day=next(days), visibility=visibility)
    delete_post(post=post)
    make_post(cast.author, cast.cohort, body=BODY, day=next(days), publish=False)
    told = {}
    for role in ROLES:
        if role not in ("visitor", "withdrawn", "stranger"):
            user = cast.fresh(role)
            told[role] = note_counts(user, cast.cohort).get(bayes.pk, 0)
            assert told[role] == LectureNote.objects.visible_to(user).filter(lecture=bayes).count(), role
    assert told["organiser"] == 11 and told["author"] > told["team_mate"] > told["other_mentor"] - 3
