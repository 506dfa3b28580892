"""The comment form by itself."""

import pytest

from journal.actions.comments import delete_comment
from journal.forms.comments import CommentEditForm, CommentForm
from tests.factories import make_cohort, make_comment, make_member, make_post

BODY = "## 학습 내용\n\nWords\n\n## 회고\n\nWords\n"


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort)


@pytest.fixture
def post(cohort, camper):
    return make_post(camper, cohort, body=BODY, day=4)


def test_sections_to_choose_are_the_posts_headings(post):
    choices = CommentForm(post=post).fields["section"].choices
    assert [label for _value, label in choices[1:]] == ["학습 내용", "회고"]
    assert choices[0][0] == ""


@pytest.mark.parametrize("body", ["", " ", "\n", "\u3000", None])
def test_empty_comment_is_refused(post, body):
    assert list(CommentForm({"body": body}, post=post).errors) == ["body"]
    assert list(CommentEditForm({"body": body}, post=post).errors) == ["body"]


@pytest.mark.parametrize("body", ["가" * 10_001, "\x00", "a\ud800"])
def test_what_cannot_be_kept_is_refused(post, body):
    assert list(CommentForm({"body": body}, post=post).errors) == ["body"]
    assert list(CommentEditForm({"body": body}, post=post).errors) == ["body"]


def test_section_of_another_post_is_refused(cohort, camper, post):
    other = make_post(camper, cohort, body="## Elsewhere\n\nWords\n")
    assert list(CommentForm({"body": "B", "section": other.toc[0]["anchor"]}, post=post).errors) == ["section"]


def test_parent_stands_on_the_same_post_and_still_stands(cohort, camper, post):
    here = make_comment(camper, post)
    there = make_comment(camper, make_post(camper, cohort))
    assert CommentForm({"body": "B", "parent": here.pk}, post=post).is_valid()
    for pk in (there.pk, 10**9, -1, "x", 2**70):
        assert list(CommentForm({"body": "B", "parent": pk}, post=post).errors) == ["parent"], pk
    make_comment(camper, post, parent=here)
    delete_comment(comment=here)
    assert list(CommentForm({"body": "B", "parent": here.pk}, post=post).errors) == ["parent"]


def test_key_of_a_form_without_one_is_its_content_its_place_and_its_writer(cohort, camper, post):
    parent = make_comment(camper, post)
    placed = {"parent": parent.pk}, {"section": post.toc[0]["anchor"]}
    data = [{"body": "B"}, {"body": "B"}, {"body": "C"}, *({"body": "B", **place} for place in placed)]
    sent = [CommentForm(each, post=post) for each in data]
    assert all(form.is_valid() for form in sent)
    keys = [form.key_for(camper) for form in sent]
    assert keys[0] == keys[1]
    assert len({*keys, sent[0].key_for(make_member(cohort))}) == 5
