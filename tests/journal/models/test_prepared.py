"""Prepared queries are spelled once for readers of a kind: each still reads what is theirs, and nothing else."""

import pytest
from django.db.models import Value

from journal.models.posts import Post
from journal.models.prepared import Prepared, number, word
from journal.models.readers import reader_of, rows_for
from tests.cast import ROLES


@pytest.fixture
def query():
    """Every post of a cohort that a reader may read, as a page would prepare it."""
    built = []

    def build(reader):
        built.append(reader)
        return Post.objects.visible_to(reader).filter(cohort=number("cohort")).for_list().order_by("pk")

    prepared = Prepared(build)
    prepared.built = built
    return prepared


def test_every_role_reads_what_the_unprepared_query_gives(cast, query):
    for _ in range(2):
        for role in ROLES:
            user = cast.fresh(role)
            found = [post.title for post in rows_for(user, query, cohort=cast.cohort.pk)]
            plain = Post.objects.visible_to(user).filter(cohort=cast.cohort).order_by("pk")
            assert found == [post.title for post in plain], role


def test_readers_of_one_kind_share_the_spelling_and_not_their_drafts(cast, query):
    assert reader_of(cast.author).kind == reader_of(cast.team_mate).kind
    mine = {post.title for post in rows_for(cast.fresh("author"), query, cohort=cast.cohort.pk)}
    theirs = {post.title for post in rows_for(cast.fresh("team_mate"), query, cohort=cast.cohort.pk)}
    assert mine - theirs == {"Minji draft", "Minji mentors"}
    assert len(query.built) == 1


def test_who_is_withdrawn_reads_nothing_from_then_on(cast, query):
    assert rows_for(cast.fresh("camper"), query, cohort=cast.cohort.pk)
    cast.camper.memberships.update(state="withdrawn")
    found = rows_for(cast.fresh("camper"), query, cohort=cast.cohort.pk)
    assert [post.title for post in found] == ["Minji public"]


def test_cohort_and_holidays_come_with_the_reader(cast, query, django_assert_num_queries):
    cast.cohort.holidays.create(on=cast.cohort.first_on, name="A day off")
    user = cast.fresh("camper")
    with django_assert_num_queries(2):  # the memberships, the posts
        posts = rows_for(user, query, cohort=cast.cohort.pk)
        assert [post.cohort.calendar.number_of(post.study_on) for post in posts if post.title == "Minji cohort"] == [3]


def test_other_values_find_other_things(cast, query):
    assert [post.title for post in rows_for(None, query, cohort=cast.cohort.pk)] == ["Minji public"]
    assert rows_for(None, query, cohort=cast.other.pk) == []
    assert [post.title for post in rows_for(None, query, cohort=cast.cohort.pk)] == ["Minji public"]


@pytest.mark.parametrize("typed", ["100%", "%s", "%(me)s", "it's", 'a "b"', "back\\slash", "{}", "행렬 %", "'; DROP"])
def test_a_value_stays_one_whatever_is_in_it(cast, typed):
    said = Prepared(lambda: Post.objects.filter(title=word("title")).annotate(said=Value(typed)).values_list("said"))
    Post.objects.filter(pk=Post.objects.order_by("pk").first().pk).update(title=typed)
    assert said.rows(title=typed) == said.tuples(title=typed) == [(typed,)]
    assert said.rows(title=f"{typed} ") == []


def test_whom_nothing_can_be_shown_is_shown_nothing(cast):
    of_teams = Prepared(lambda reader: Post.objects.filter(team__in=reader.mentored))
    assert rows_for(cast.fresh("mentor"), of_teams)
    assert rows_for(cast.fresh("camper"), of_teams) == rows_for(None, of_teams) == []


def test_nothing_known_finds_nothing(cast):
    assert Prepared(lambda: Post.objects.filter(title=word("title"))).rows(title=None) == []
