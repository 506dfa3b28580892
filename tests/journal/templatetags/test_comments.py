"""A comment is kept for all readers: what one may do with it is not shown to another, and what changes is seen."""

import pytest
from django.utils import timezone

from journal.models.comments import Comment
from journal.models.people import Membership
from tests.factories import make_comment
from tests.journal.views.browsing import browser

SAID = "A word about it"


@pytest.fixture
def comment(cast):
    return make_comment(cast.team_mate, cast.posts["public"], SAID)


def seen(user, comment) -> str:
    """Return the comment as `user` gets it on the post's page."""
    html = browser(user).get(comment.post.get_absolute_url()).content.decode()
    return html.split(f'id="comment-{comment.pk}"')[1].split("</article>")[0]


@pytest.mark.parametrize("first", ["team_mate", "visitor", "camper", "stranger"])
def test_whoever_comes_first_each_may_do_what_is_theirs(cast, comment, first):
    seen(cast.fresh(first), comment)
    own, other, outside, visitor = (
        seen(cast.fresh(role), comment) for role in ("team_mate", "camper", "stranger", "visitor")
    )
    assert f"/comments/{comment.pk}/edit/" in own and f"?reply={comment.pk}" in own and "/@bora/" in own
    assert "/edit/" not in other and f"?reply={comment.pk}" in other and "/@bora/" in other
    for html in (outside, visitor):
        assert SAID in html and "/edit/" not in html and "?reply=" not in html and "/@bora/" not in html


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda comment: Comment.objects.filter(pk=comment.pk).update(html="<p>Other words</p>"), "Other words"),
        (lambda comment: Comment.objects.filter(pk=comment.pk).update(edited_at=timezone.now()), ">edited<"),
        (lambda comment: Membership.objects.filter(user=comment.author).update(role="mentor"), ">Mentor<"),
        (lambda comment: type(comment.author).objects.update(display_name="<b>Renamed"), "&lt;b&gt;Renamed"),
    ],
)
def test_what_changes_is_seen_at_once(cast, comment, change, shown):
    assert shown not in seen(cast.fresh("camper"), comment)
    change(comment)
    assert shown in seen(cast.fresh("camper"), comment)


def test_of_a_deleted_comment_nothing_is_left(cast, comment):
    seen(cast.fresh("camper"), comment)
    Comment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now(), body="", html="")
    html = browser(cast.fresh("camper")).get(comment.post.get_absolute_url()).content.decode()
    assert SAID not in html and "Deleted comment" in html
