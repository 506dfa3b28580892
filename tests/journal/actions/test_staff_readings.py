"""Staff read what members wrote, and each reading leaves a line."""

import pytest
from django.test import Client

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.posts import StaffReading
from tests.factories import add_member, make_post


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


BODY = """## 학습 내용

### Rust

- 4-1 소유권
  - 값마다 주인이 하나 있다

## 0805 Master Class

### FAQ

#### 왜 배울까?

- 재미있어서

## 회고

길었다
"""


def test_pages_that_show_parts_of_posts_leave_a_line_for_each(cast):
    topic = curate_topic(cohort=cast.cohort, name="Rust", position=1)
    lecture = Lecture.objects.create(cohort=cast.cohort, topic=topic, code="4-1", title="소유권")
    on = cast.cohort.calendar.date_of(4)
    event = Event.objects.create(cohort=cast.cohort, name="Master Class", on=on, speaker="임성빈")
    post = make_post(cast.camper, cast.cohort, day=4, body=BODY, visibility="mentors")
    client = Client()
    client.force_login(cast.staff)
    pages = (lecture.get_absolute_url(), event.get_absolute_url(), f"/c/{cast.cohort.slug}/sections/retrospective/")
    for at, page in enumerate(pages, start=1):
        client.get(page, follow=True)
        assert StaffReading.objects.filter(post=post, reader=cast.staff).count() == at, page
