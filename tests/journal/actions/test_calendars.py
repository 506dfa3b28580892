"""Another calendar: posts keep their dates, and whatever says Day N of them follows at once."""

import gc
from datetime import date
from functools import _lru_cache_wrapper

import pytest
from django.db import connection
from django.urls import reverse

from journal.actions.opening import change_cohort, set_holidays
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.queries.calendars import NotSeen, mark_of, moves_of
from journal.templatetags.kept import PIECES
from journal.text.shelves import Shelf
from tests.factories import make_post
from tests.jobs import run_jobs
from tests.journal.views.browsing import browser, links, words

OFF = {date(2021, 8, 3): "Rest"}  # what was Day 2; Day 5 becomes Day 4


def apply_holidays(cast, holidays=OFF) -> Cohort:
    """Make these days the holidays, having looked at what they move."""
    cohort = Cohort.objects.get(pk=cast.cohort.pk)
    mark = mark_of(cohort, sorted(holidays.items()))
    set_holidays(cohort=cohort, by=cast.organiser, holidays=holidays, seen=mark)
    return Cohort.objects.get(pk=cast.cohort.pk)


def pages_of(cast, post: Post) -> list[str]:
    """Return the addresses of pages on which a post's Day N stands."""
    lecture = cast.cohort.lectures.get()
    event = cast.cohort.events.get()
    named = [
        ("cohorts.show", []), ("topics.matrix", []), ("topics.show", ["python"]), ("curriculum.index", []),
        ("curriculum.show", [lecture.pk]), ("events.index", []), ("events.show", [event.pk]), ("questions.faq", []),
        ("sections.index", ["learning"]), ("mentor_desk.show", []),
    ]  # fmt: skip
    inside = [reverse(name, args=["ai-tech", *args]) for name, args in named]
    inside += [
        f"{reverse('search.show', args=['ai-tech'])}?q=Backprop",
        f"{reverse('topics.show', args=['ai-tech', 'python'])}?view=lectures",
    ]
    return [*inside, reverse("site.home"), post.get_absolute_url(), f"/@{cast.author.handle}/", "/posts/new/?cohort=ai-tech"]  # fmt: skip


def forget_all_pieces() -> None:
    """Let the process draw and read everything anew, as one that was started a moment ago."""
    for each in gc.get_objects():
        if type(each) is _lru_cache_wrapper:  # asking a lazy object for its class would make it
            each.cache_clear()
        elif type(each) is Shelf:
            each.kept.clear()
            each.filled = 0


@pytest.fixture
def log(cast) -> Post:
    """Sol's journal of Day 5, titled by nothing but its day, of a lecture and an event that are known."""
    python, day_5 = cast.cohort.topics.get(slug="python"), cast.cohort.calendar.date_of(5)
    Lecture.objects.create(cohort=cast.cohort, topic=python, code="5-1", title="Backprop", study_on=day_5)
    Event.objects.create(cohort=cast.cohort, name="Master Class", on=day_5)
    body = "## 학습 내용\n\n### Python\n\n#### 5-1 Backprop\n\nBackprop.\n\n## 0806 Master Class\n\n### FAQ\n\n#### Why?\n\n- so\n"
    return make_post(cast.camper, cast.cohort, title="Day 5", body=body, day=5)


def test_every_page_says_the_new_day_as_a_process_without_any_kept_piece_would(cast, log):
    clients = [browser(cast.camper), browser(cast.organiser)]
    paths = pages_of(cast, log)
    before = [words(client.get(path, follow=True)) for client in clients for path in paths]
    assert sum("Day 5" in page for page in before) > 20
    cohort = apply_holidays(cast)
    run_jobs("reindex_search")
    kept = [words(client.get(path, follow=True)) for client in clients for path in paths]
    assert PIECES.kept
    forget_all_pieces()
    assert kept == [words(client.get(path, follow=True)) for client in clients for path in paths]
    post = Post.objects.get(pk=log.pk)
    assert (post.study_on, post.shown_on, cohort.calendar.number_of(post.study_on)) == (log.study_on, log.shown_on, 4)
    page = words(clients[0].get(log.get_absolute_url(), follow=True))
    assert "Day 4" in page and "Day 5" not in page
    assert post.get_absolute_url() in links(clients[0].get(reverse("cohorts.day", args=["ai-tech", 4])))


def test_a_title_that_only_says_the_day_follows_and_what_people_typed_stays(cast, log):
    typed = make_post(cast.team_mate, cast.cohort, title="Day 5!", day=5)
    other = make_post(cast.team_mate, cast.cohort, title="Day 5", day=6)  # of another day: somebody's own words
    PendingEdit.objects.create(post=typed, title="Day 5", study_on=typed.study_on, visibility="cohort")
    apply_holidays(cast)
    run_jobs("reindex_search")
    titles = dict(Post.objects.values_list("pk", "title"))
    assert [titles[post.pk] for post in (log, typed, other)] == ["Day 4", "Day 5!", "Day 5"]
    assert PendingEdit.objects.get(post=typed).title == "Day 4"
    found = browser(cast.camper).get(f"{reverse('search.show', args=['ai-tech'])}?q=title:4")
    assert Post.objects.get(pk=log.pk).get_absolute_url() in links(found)
    apply_holidays(cast, {})
    assert Post.objects.get(pk=log.pk).title == "Day 5"


def test_what_moves_is_counted_as_its_reader_may_see_it(cast, log):
    wanted = Cohort.objects.get(pk=cast.cohort.pk)
    calendar = wanted.calendar.__class__(wanted.first_on, wanted.last_on, frozenset({1, 2, 3, 4, 5}), frozenset(OFF))
    make_post(cast.camper, cast.cohort, title="Draft", day=9, publish=False)
    moves = moves_of(cast.fresh("organiser"), wanted, calendar)
    assert [(day.before, day.after, day.posts) for day in moves.days] == [(2, None, 1), (3, 2, 1), (4, 3, 1), (5, 4, 2)]
    assert (moves.posts, moves.homeless_posts, len(moves.things)) == (5, 1, 2)
    seen_by_sol = moves_of(cast.fresh("camper"), wanted, calendar)
    assert [day.posts for day in seen_by_sol.days] == [1, 2]  # neither Minji's for her mentors nor her team's


def test_nothing_is_applied_that_was_not_looked_at_as_it_is(cast, log):
    cohort, columns = Cohort.objects.get(pk=cast.cohort.pk), {"first_on": date(2021, 8, 3)}
    with pytest.raises(NotSeen) as first:
        change_cohort(cohort=cohort, by=cast.organiser, **columns)
    assert not first.value.is_stale
    with pytest.raises(NotSeen) as other:  # something else than what was looked at
        change_cohort(cohort=cohort, by=cast.organiser, seen=first.value.mark, first_on=date(2021, 8, 4))
    assert not other.value.is_stale
    apply_holidays(cast, {date(2021, 9, 21): "추석"})
    with pytest.raises(NotSeen) as stale:
        change_cohort(cohort=cohort, by=cast.organiser, seen=first.value.mark, **columns)
    assert stale.value.is_stale
    assert Cohort.objects.get(pk=cohort.pk).first_on == date(2021, 8, 2)
    change_cohort(cohort=cohort, by=cast.organiser, seen=stale.value.mark, **columns)
    now = Cohort.objects.get(pk=cohort.pk)
    assert (now.first_on, now.calendar_version, Act.objects.filter(verb="calendar").count()) == (date(2021, 8, 3), 2, 2)
    assert now.calendar_changed_at is not None
    change_cohort(cohort=cohort, by=cast.organiser, name="Another name")  # moves nothing
    assert Cohort.objects.get(pk=cohort.pk).calendar_version == 2


def test_people_write_on_while_the_calendar_is_held(cast):
    """Their posts take the cohort's key only: a stronger lock would let the two wait for each other."""
    with connection.execute_wrapper(_lock_of_cohorts):
        LOCKS.clear()
        apply_holidays(cast)
    assert LOCKS and all("FOR NO KEY UPDATE" in sql for sql in LOCKS)


LOCKS: list[str] = []


def _lock_of_cohorts(execute, sql, params, many, context):
    if "journal_cohort" in sql and " FOR " in sql and "UPDATE" in sql.split(" FOR ")[-1]:
        LOCKS.append(sql)
    return execute(sql, params, many, context)
