"""Links become resources with the text they stand in, change with it and go with it."""

import pytest

from journal.actions.comments import delete_comment, edit_comment
from journal.actions.posts import PostText, delete_post, purge_post, save_post
from journal.actions.upkeep import rerender_comments, rerender_posts
from journal.models.resources import Resource
from tests.factories import make_cohort, make_comment, make_member, make_post

BODY = "## 학습 내용\n\n### Python\n\n[문서](https://docs.example)\n"


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort)


def edit(post, body, *, publish=True):
    text = PostText(title=post.title, body=body, study_on=post.study_on, visibility=post.visibility)
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=publish)


def urls() -> list[str]:
    return sorted(Resource.objects.values_list("url", flat=True))


def test_publishing_keeps_who_brought_a_link_and_where(cohort, camper):
    post = make_post(camper, cohort, body=BODY)
    [link] = Resource.objects.all()
    assert (link.post, link.comment, link.person, link.cohort, link.title) == (post, None, camper, cohort, "문서")
    assert link.anchors == ["", "s-학습-내용", "s-python"]
    assert (link.by_staff, link.brought_at) == (False, post.published_at)


def test_a_draft_brings_nothing_and_a_waiting_edit_neither(cohort, camper):
    make_post(camper, cohort, body=BODY, publish=False)
    assert urls() == []
    edit(make_post(camper, cohort, body="Nothing."), BODY, publish=False)
    assert urls() == []


def test_editing_a_post_changes_its_links_and_leaves_its_comments_alone(cohort, camper):
    post = make_post(camper, cohort, body=BODY)
    make_comment(camper, post, "https://comment.example")
    edit(post, "https://new.example")
    assert urls() == ["https://comment.example", "https://new.example"]


@pytest.mark.parametrize(("role", "by_staff"), [("mentor", True), ("organiser", True), ("camper", False)])
def test_a_comment_brings_links_at_its_section(cohort, camper, role, by_staff):
    post = make_post(camper, cohort, body=BODY)
    comment = make_comment(make_member(cohort, role), post, "https://comment.example", section="s-python")
    link = Resource.objects.get(comment=comment)
    assert (link.post, link.person, link.by_staff) == (post, comment.author, by_staff)
    assert (link.anchors, link.brought_at) == (["", "s-학습-내용", "s-python"], comment.created_at)
    assert link.get_absolute_url().endswith(f"#comment-{comment.pk}")


def test_a_comment_s_links_change_and_go_with_it(cohort, camper):
    post = make_post(camper, cohort, body="Nothing.")
    comment = make_comment(camper, post, "https://one.example")
    edit_comment(comment=comment, body="https://two.example")
    assert urls() == ["https://two.example"]
    make_comment(camper, post, "A reply.", parent=comment)
    delete_comment(comment=comment)
    assert urls() == []  # the stub that stays says nothing


def test_what_is_deleted_for_good_takes_its_links_along(cohort, camper):
    post = make_post(camper, cohort, body=BODY)
    make_comment(camper, post, "https://comment.example")
    purge_post(post=delete_post(post=post))
    assert urls() == []


def test_rendering_again_finds_links_that_were_never_kept(cohort, camper):
    make_comment(camper, make_post(camper, cohort, body=BODY), "https://comment.example")
    Resource.objects.all().delete()
    list(rerender_posts(every=True))
    list(rerender_comments(every=True))
    assert urls() == ["https://comment.example", "https://docs.example"]
