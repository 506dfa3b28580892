"""The cast of every test after the first is written again: a test must not be able to tell it from a new one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from accounts.models import User
from journal.models.posts import Post
from tests.cast import Cast, make_cast
from tests.factories import make_cohort, make_comment, make_user
from tests.replay import Replay

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    """Return how many rows each table holds."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def shape(cast: Cast) -> list:
    """Return what the cast's people and posts say, in the database and in the objects, but for keys and moments."""
    said = []
    for post in cast.posts.values():
        for one in (post, Post.objects.get(pk=post.pk)):
            said.append((one.author.handle, one.cohort.slug, one.title, one.html, one.outline, one.visibility))
    for person in filter(None, cast.people.values()):
        said += [(one.email, one.password[:4], one.is_staff) for one in (person, User.objects.get(pk=person.pk))]
    return said


@pytest.fixture
def again():
    """A maker of the cast that has recorded it; nothing is left of it."""
    replay = Replay(make_cast)
    with transaction.atomic():
        replay()
        transaction.set_rollback(True)
    assert replay.recording
    return replay


def test_it_is_what_the_actions_make(again):
    with transaction.atomic():
        new = make_cast()
        expected = shape(new), counts()
        transaction.set_rollback(True)
    cast = again()
    assert cast.author.pk != new.author.pk, "written again, not made again"
    assert (shape(cast), counts()) == expected
    for person in filter(None, cast.people.values()):
        assert model_to_dict(person) == model_to_dict(User.objects.get(pk=person.pk))


def test_its_moments_move_with_the_clock(again):
    hour = timedelta(hours=1)
    again.recording = replace(again.recording, until=again.recording.until - hour)
    cast, now = again(), timezone.now()
    made, kept = cast.posts["public"], Post.objects.get(pk=cast.posts["public"].pk)
    assert made.published_at == kept.published_at
    assert now < kept.published_at <= now + hour


def test_what_is_made_after_it_has_keys_of_its_own(again):
    cast = again()
    comment = make_comment(cast.camper, cast.posts["cohort"])
    assert comment.pk and make_user("new").pk not in [one.pk for one in cast.people.values() if one]
    assert list(cast.posts["cohort"].comments.visible_to(cast.author)) == [comment]


def test_where_something_stands_already_it_is_made_anew(again):
    make_cohort("earlier")
    cast = again()
    assert cast.cohort.slug == "ai-tech"
    assert counts()["journal_cohort"] == 3
