"""One post's page: comments in order, marks at its headings, the days before and after."""

from collections import Counter

import pytest

from journal.actions.comments import delete_comment
from journal.queries.posts import likes_it, neighbours_of, section_counts, threads_of, with_section_marks
from journal.text.markdown import render
from tests.factories import make_cohort, make_comment, make_member, make_post

BODY = "# 제목\n\n## 학습 내용\n\n### A & B\n\nWords\n\n## 학습 내용\n\nWords\n"


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort, team=cohort.teams.first())


@pytest.fixture
def post(cohort, camper):
    return make_post(camper, cohort, body=BODY, day=4)


def test_threads_stand_in_the_order_of_writing_with_roles(cohort, camper, post):
    mentor = make_member(cohort, "mentor")
    first, second = make_comment(camper, post, "first"), make_comment(mentor, post, "second")
    late = make_comment(mentor, post, "late", parent=first)
    make_comment(camper, post, "later", parent=late)
    threads = threads_of(camper, post)
    assert [(t.comment, [r.body for r in t.replies]) for t in threads] == [(first, ["late", "later"]), (second, [])]
    assert [t.comment.role for t in threads] == ["camper", "mentor"]


def test_stub_keeps_its_place_and_is_not_counted(camper, post):
    anchor = post.toc[0]["anchor"]
    first = make_comment(camper, post, section=anchor)
    make_comment(camper, post, parent=first)
    delete_comment(comment=first)
    threads = threads_of(camper, post)
    assert len(threads) == 1 and threads[0].comment.deleted_at
    assert section_counts(threads) == Counter({anchor: 1})


def test_comment_of_who_left_has_still_its_place(cohort, camper, post):
    gone = make_member(cohort)
    make_comment(gone, post)
    gone.memberships.all().delete()
    assert [thread.comment.role for thread in threads_of(camper, post)] == [None]


def test_each_heading_has_one_mark_that_leads_to_the_form(post):
    page = with_section_marks(post.html, Counter({post.toc[0]["anchor"]: 2}), "Comments {count}")
    assert page.count("section-mark") == len(post.toc)
    for entry in post.toc:
        assert f'href="?section={entry["anchor"]}#comment-form"' in page
    assert "Comments 2" in page and "Comments 0" in page


def test_marks_change_nothing_else_of_the_page(post):
    page = with_section_marks(post.html, Counter(), "Comments {count}")
    while '<a class="section-mark"' in page:
        at = page.index('<a class="section-mark"')
        page = page[:at] + page[page.index("</a>", at) + 4 :]
    assert page == post.html


@pytest.mark.parametrize(
    "body",
    [
        "## <script>alert(1)</script>",
        '## "quoted" & <b>x',
        '```\n<h2 id="x">no heading</h2>\n```',
        "## $x^2$",
        "## [link](https://example.org)",
    ],
)
def test_marks_of_odd_headings_break_nothing(body):
    page = render(body)
    marked = with_section_marks(page.html, Counter(), "댓글 {count}")
    assert marked.count("section-mark") == len(page.toc)
    assert "<script>" not in marked


def test_label_is_text_and_never_markup():
    assert "<b>" not in with_section_marks('<h2 id="a">A</h2>', Counter(), "<b>{count}</b>")


def test_neighbours_are_the_nearest_days_whatever_lies_between(cohort, camper, post):
    before, after = make_post(camper, cohort, title="Before", day=1), make_post(camper, cohort, title="After", day=9)
    make_post(camper, cohort, title="Further", day=12)
    make_post(make_member(cohort), cohort, title="Somebody else's", day=5)
    make_post(camper, cohort, title="A note")
    make_post(camper, cohort, title="A draft", day=5, publish=False)
    assert neighbours_of(camper, post) == (before, after)
    assert neighbours_of(camper, before) == (None, post)


def test_neighbours_are_those_that_the_reader_may_see(cohort, camper, post):
    make_post(camper, cohort, title="For the team", day=3, visibility="team")
    open_one = make_post(camper, cohort, title="For all", day=2)
    assert neighbours_of(make_member(cohort), post)[0] == open_one


def test_free_note_has_no_neighbours(cohort, camper, post, django_assert_num_queries):
    note = make_post(camper, cohort)
    with django_assert_num_queries(0):
        assert neighbours_of(camper, note) == (None, None)


def test_neighbours_cost_one_query(camper, post, django_assert_num_queries):
    camper.__dict__.pop("_reader", None)
    with django_assert_num_queries(2):  # the reader's memberships, and the neighbours
        neighbours_of(camper, post)


def test_likes_are_ones_own(cohort, camper, post):
    post.likes.create(user=camper)
    assert likes_it(camper, post)
    assert not likes_it(make_member(cohort), post)
