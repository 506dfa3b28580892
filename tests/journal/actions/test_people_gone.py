"""People and teams that go for good leave no count behind that counts them."""

import uuid

import pytest
from django.test import Client

from journal.actions.comments import add_comment
from journal.actions.counts import recount
from journal.actions.likes import like_post
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture, LectureCount, LectureNote
from journal.models.posts import Post
from journal.queries.counts import counts_by_topic
from journal.queries.lectures import note_counts
from tests.factories import make_comment, make_post, make_user

pytestmark = pytest.mark.django_db

BODY = "## 학습 내용\n\n### Rust\n\n- 4-1 객체지향\n"


@pytest.fixture
def boss():
    client = Client()
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def lecture(cast):
    topic = curate_topic(cohort=cast.cohort, name="Rust", position=1)
    return Lecture.objects.create(cohort=cast.cohort, topic=topic, code="4-1", title="객체지향")


def delete(client, person):
    assert client.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"}).status_code == 302


def test_counts_forget_the_posts_of_a_person_who_is_deleted(cast, lecture, boss):
    make_post(cast.team_mate, cast.cohort, day=5, body=BODY, topics=["git"])
    kept = make_post(cast.camper, cast.cohort, day=5, body=BODY)
    delete(boss, cast.team_mate)
    assert recount(cohort=cast.cohort) == 0
    assert counts_by_topic(cast.organiser, cast.cohort)[lecture.topic_id] == 1
    assert note_counts(cast.organiser, cast.cohort) == {lecture.pk: 1}
    assert LectureNote.objects.get().post == kept


def test_people_chosen_in_the_list_go_the_same_way(cast, lecture, boss):
    for person in (cast.team_mate, cast.camper):
        make_post(person, cast.cohort, day=5, body=BODY)
    chosen = [cast.team_mate.pk, cast.camper.pk]
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    assert boss.post("/admin/accounts/user/", data).status_code == 302
    assert recount(cohort=cast.cohort) == 0
    assert not note_counts(cast.organiser, cast.cohort)


def test_other_peoples_posts_count_the_comments_and_likes_that_are_left(cast, boss):
    post = cast.posts["cohort"]
    theirs = make_comment(cast.team_mate, post)
    add_comment(author=cast.camper, post=post, body="A reply.", key=uuid.uuid4(), parent=theirs)
    make_comment(cast.camper, post)
    for person in (cast.team_mate, cast.camper):
        like_post(user=person, post=post)
    delete(boss, cast.team_mate)
    post = Post.objects.get(pk=post.pk)
    assert (post.comment_count, post.like_count) == (1, 1)


def test_posts_of_a_team_that_is_deleted_are_counted_for_who_may_still_read_them(cast, lecture, boss):
    team, cohort = cast.cohort.teams.get(name="1조"), cast.cohort
    post = make_post(cast.author, cohort, day=9, body=BODY, visibility="team")
    other = cohort.teams.get(name="2조")
    columns = (
        "name",
        "slug",
        "time_zone",
        "first_on",
        "last_on",
        "default_visibility",
        "state",
        "digest_hour",
        "evening_hour",
    )
    data = {name: getattr(cohort, name) for name in columns} | {"study_weekdays": "1,2,3,4,5", "section_names": "{}"}
    data |= {"holidays-TOTAL_FORMS": 0, "holidays-INITIAL_FORMS": 0, "teams-TOTAL_FORMS": 2, "teams-INITIAL_FORMS": 2}
    data |= {"teams-0-id": team.pk, "teams-0-name": team.name, "teams-0-cohort": cohort.pk, "teams-0-DELETE": "on"}
    data |= {"teams-1-id": other.pk, "teams-1-name": other.name, "teams-1-cohort": cohort.pk}
    assert boss.post(f"/admin/journal/cohort/{cohort.pk}/change/", data).status_code == 302
    assert not cohort.teams.filter(name="1조").exists()
    assert recount(cohort=cohort) == 0
    for role, seen in (("organiser", 1), ("author", 1), ("team_mate", 0), ("mentor", 0)):
        reader = cast.fresh(role)
        assert Post.objects.visible_to(reader).filter(pk=post.pk).count() == seen
        assert counts_by_topic(reader, cohort).get(lecture.topic_id, 0) == seen, role
        assert note_counts(reader, cohort).get(lecture.pk, 0) == seen, role
    assert LectureCount.objects.filter(notes__lt=0).count() == 0
