"""Who may read which post: PRODUCT.md's table, cell by cell."""

import pytest

from journal.models.posts import Post
from tests.cast import ROLES, VISIBILITIES

READS = {
    "draft": {"author"},
    "mentors": {"author", "mentor", "organiser", "staff"},
    "team": {"author", "team_mate", "mentor", "organiser", "staff", "on_leave", "graduated"},
    "cohort": {
        "author", "team_mate", "camper", "mentor", "other_mentor", "organiser", "on_leave", "graduated", "staff",
    },
    "public": set(ROLES),
}  # fmt: skip


@pytest.mark.parametrize("state", ["open", "ended", "archived"])
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_post_is_read_by_exactly_these_roles(cast, visibility, state):
    cast.cohort.state = state
    cast.cohort.save()
    post = cast.posts[visibility]
    seen = {role for role in ROLES if Post.objects.visible_to(cast.fresh(role)).filter(pk=post.pk).exists()}
    assert seen == READS[visibility]


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_withdrawn_author_keeps_reading_what_they_wrote(cast, visibility):
    cast.author.memberships.update(state="withdrawn")
    assert Post.objects.visible_to(cast.fresh("author")).filter(pk=cast.posts[visibility].pk).exists()


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_a_deleted_post(cast, role):
    for post in cast.posts.values():
        Post.objects.filter(pk=post.pk).update(deleted_at="2021-08-09T00:00Z")
    assert not Post.objects.visible_to(cast.fresh(role)).exists()


def test_cohort_in_preparation_shows_its_posts_to_organisers_staff_and_authors_only(cast):
    cast.cohort.state = "draft"
    cast.cohort.save()
    seen = {
        role for role in ROLES if Post.objects.visible_to(cast.fresh(role)).filter(pk=cast.posts["public"].pk).exists()
    }
    assert seen == {"author", "organiser", "staff"}


@pytest.mark.parametrize("state", ["on_leave", "graduated", "withdrawn", "invited"])
def test_mentor_who_is_not_active_reads_no_mentors_post(cast, state):
    cast.mentor.memberships.update(state=state)
    assert not Post.objects.visible_to(cast.fresh("mentor")).filter(pk=cast.posts["mentors"].pk).exists()
