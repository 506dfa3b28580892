"""Rows of lists are kept for all readers: nobody is shown what another may see, and nobody what no longer holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.models.posts import Post
from journal.templatetags import rows
from tests.factories import make_post
from tests.journal.views.browsing import browser, words

DAY4 = reverse("cohorts.day", args=["ai-tech", 4])
HOME = reverse("site.home")


@pytest.fixture
def post(cast):
    """A public post of Minji's Day 7 with a topic, seen on her page by everybody."""
    return make_post(cast.author, cast.cohort, title="Shown", day=7, visibility="public", topics=["Secret club"])


def seen(user, post, client=None) -> str:
    """Return the row of a post as `user` gets it on the author's page."""
    html = (client or browser(user)).get(post.author.get_absolute_url()).content.decode()
    return next(row for row in html.split('<li class="post">') if f">{post.title}</a>" in row).split("</li>")[0]


@pytest.mark.parametrize("first", ["author", "stranger", "visitor"])
def test_whoever_comes_first_a_row_shows_to_each_what_is_theirs(cast, post, first):
    seen(cast.fresh(first), post)
    topic = reverse("topics.show", args=["ai-tech", "secret-club"])
    assert topic in seen(cast.fresh("author"), post)
    assert topic not in seen(cast.fresh("stranger"), post)
    assert topic not in seen(cast.fresh("visitor"), post)
    assert "Everyone on the web" in seen(cast.fresh("camper"), post)
    assert "Everyone on the web" not in seen(cast.fresh("visitor"), post)


@pytest.mark.parametrize("first", ["author", "team_mate"])
def test_late_is_said_only_to_author_and_staff_whoever_came_first(cast, post, first):
    post.visibility = "cohort"
    post.save()
    seen(cast.fresh(first), post)
    late = {
        role
        for role in ("author", "mentor", "team_mate", "camper")
        if "<span>late</span>" in seen(cast.fresh(role), post)
    }
    assert late == {"author", "mentor"}


def test_each_language_has_rows_of_its_own(cast, post):
    assert "Aug 10" in seen(cast.fresh("camper"), post)
    client = Client()
    client.force_login(cast.fresh("team_mate"))  # whose language is Korean
    assert "8월 10일" in seen(None, post, client)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda post: Post.objects.filter(pk=post.pk).update(excerpt="Quite new"), "Quite new"),
        (lambda post: Post.objects.filter(pk=post.pk).update(comment_count=41), "41 comments"),
        (lambda post: Post.objects.filter(pk=post.pk).update(like_count=42), "42 likes"),
        (lambda post: post.topics.update(name="Renamed"), ">Renamed<"),
        (lambda post: post.topics.update(hue=5), 'data-hue="5"'),
        (lambda post: Post.objects.filter(pk=post.pk).update(minutes=77), "77 min"),
        (lambda post: Post.objects.filter(pk=post.pk).update(visibility="team"), "The team"),
    ],
)
def test_what_changes_is_seen_at_once(cast, post, change, shown):
    assert shown not in seen(cast.fresh("team_mate"), post)
    change(post)
    assert shown in seen(cast.fresh("team_mate"), post)


def test_person_and_team_are_shown_as_they_are_called_now(cast):
    assert "Minji" in words(browser(cast.fresh("camper")).get(DAY4))
    cast.author.display_name = "Another name"
    cast.author.save()
    cast.cohort.teams.filter(name="1조").update(name="Team one")
    page = words(browser(cast.fresh("camper")).get(DAY4))
    assert "Another name" in page
    assert "Team one" in page


def test_note_says_how_long_ago_it_was_written(cast):
    note = make_post(cast.author, cast.cohort, title="A note")
    assert "1 minute ago" in seen(cast.fresh("camper"), note)
    Post.objects.filter(pk=note.pk).update(published_at=timezone.now() - timedelta(hours=3))
    assert "3 hours ago" in seen(cast.fresh("camper"), note)


def test_second_reader_costs_no_drawing(cast, post):
    browser(cast.fresh("camper")).get(HOME)
    before = rows._drawn.cache_info().misses
    browser(cast.fresh("team_mate")).get(HOME)
    mine = rows._drawn.cache_info().misses - before
    assert mine <= 1  # the team's post, which the other did not see
