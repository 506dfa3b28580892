"""Staff read what members wrote, and each reading leaves a line."""

import pytest
from django.test import Client

from journal.models.posts import StaffReading
from tests.factories import add_member


def opens(user, post) -> int:
    client = Client()
    client.force_login(user)
    assert client.get(post.get_absolute_url()).status_code == 200
    return StaffReading.objects.filter(post=post, reader=user).count()


@pytest.mark.parametrize("visibility", ["mentors", "team", "cohort"])
def test_staff_opening_a_private_post_is_written_down_each_time(cast, visibility):
    post = cast.posts[visibility]
    assert [opens(cast.staff, post), opens(cast.staff, post)] == [1, 2]


def test_public_posts_members_and_staff_who_are_members_leave_no_line(cast):
    assert opens(cast.staff, cast.posts["public"]) == 0
    assert opens(cast.organiser, cast.posts["mentors"]) == 0
    add_member(cohort=cast.cohort, user=cast.staff, role="camper")
    assert opens(cast.fresh("staff"), cast.posts["cohort"]) == 0
    assert opens(cast.fresh("staff"), cast.posts["mentors"]) == 1
