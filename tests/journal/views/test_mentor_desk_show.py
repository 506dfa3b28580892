"""The mentor's desk: every open item once, the day's journals, who has not written, signals; the same cost for many."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from journal.actions.checks import check_post
from journal.actions.claims import claim_waiting
from journal.actions.hidings import hide_post
from journal.actions.moods import keep_mood
from journal.models.checks import Check
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.waiting import Waiting
from journal.queries.mentor_desk import desk_numbers, desk_of
from journal.templatetags.desk import KEY
from journal.templatetags.kept import ADDRESS, TOKEN
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, words
from tests.journal.views.crowd import many_posts

pytestmark = pytest.mark.django_db
DESK = "/c/ai-tech/mentor/"


def ask(author, cohort, post):
    return make_comment(author, post, f"Why, {author.handle}?", asks=True)


def test_every_open_item_of_my_teams_stands_there_once(client, cast):
    posts = [cast.posts[name] for name in ("mentors", "team", "cohort", "public")]
    for post in posts:
        ask(cast.author, cast.cohort, post)
    elsewhere = make_post(cast.camper, cast.cohort, day=4)
    ask(cast.camper, cast.cohort, elsewhere)
    client.force_login(cast.mentor)
    page = client.get(DESK).content.decode()
    shown = re.findall(r'id="waiting-(\d+)"', page)
    mine = Waiting.objects.filter(post__in=posts).order_by("asked_at").values_list("pk", flat=True)
    assert shown == [str(pk) for pk in mine]
    assert len(shown) == 4
    everybody = re.findall(r'id="waiting-(\d+)"', client.get(DESK + "?teams=all").content.decode())
    assert len(everybody) == len(set(everybody)) == 5


@pytest.mark.usefixtures("in_english")
def test_who_holds_an_item_is_named(client, cast):
    ask(cast.author, cast.cohort, cast.posts["cohort"])
    claim_waiting(waiting=Waiting.objects.get(), by=cast.organiser)
    client.force_login(cast.mentor)
    assert "Haeun is on it" in client.get(DESK, headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.usefixtures("in_english")
def test_a_row_says_what_a_mentor_looks_for(client, cast):
    body = "## 학습 내용\n\n### Python\n\nText.\n\n## 회고\n\n- 오늘은 어려웠다."
    post = make_post(cast.team_mate, cast.cohort, title="Bora's", body=body, day=6)
    keep_mood(post=post, word="hard")
    check_post(post=post, mentor=cast.organiser)
    client.force_login(cast.mentor)
    page = client.get(DESK + "?day=6", headers={"Accept-Language": "en"}).content.decode()
    for shown in ("오늘은 어려웠다.", "Python", "Hard", "checked by Haeun"):
        assert shown in page


def test_a_hidden_journal_is_not_missing(client, cast):
    """What is in it is not the mentor's to read; that the camper wrote it is."""
    day = cast.cohort.calendar.date_of(4)
    post = make_post(cast.team_mate, cast.cohort, title="Zqhidden", day=4)
    before = desk_numbers(cast.fresh("mentor"), cast.cohort, day)
    hide_post(post=post, by=cast.organiser, reason="Not for others.")
    after = desk_numbers(cast.fresh("mentor"), cast.cohort, day)
    assert (after.posted, after.missing) == (before.posted, before.missing) == (2, 0)
    other = desk_of(cast.fresh("other_mentor"), cast.cohort, day)
    assert (other.numbers.posted, other.numbers.campers) == (0, 1)
    client.force_login(cast.mentor)
    assert "Zqhidden" not in client.get(DESK + "?day=4").content.decode()


def test_who_has_not_written_and_since_when(cast):
    cohort = cast.cohort
    day = cohort.calendar.date_of(8)  # a Wednesday: six study days after Minji's Day 5, of them a weekend not counted
    silent = {each.member.user.handle: each for each in desk_of(cast.fresh("mentor"), cohort, day).silent.items}
    assert set(silent) == {"minji", "bora"}  # not Yuna on leave, nor Wonho, Gahee and other teams
    assert (silent["minji"].days, silent["minji"].since_on) == (3, cohort.calendar.date_of(6))
    assert silent["bora"].member.days == []


def test_signals(cast):
    cohort = cast.cohort
    make_post(cast.author, cohort, title="Back", day=9)
    first = make_post(cast.team_mate, cohort, title="First", day=9)
    day = cohort.calendar.date_of(9)
    found = {(s.kind, s.member.user.handle, s.days) for s in desk_of(cast.fresh("mentor"), cohort, day).signals.items}
    assert found == {("back", "minji", 3), ("first", "bora", 0)}
    keep_mood(post=first, word="heavy")
    keep_mood(post=make_post(cast.team_mate, cohort, title="Next", day=10), word="hard")
    signals = desk_of(cast.fresh("mentor"), cohort, cohort.calendar.date_of(10)).signals.items
    assert [(s.kind, s.member.user.handle) for s in signals] == [("hard", "bora")]


def test_two_days_of_silence_are_no_signal(cast):
    make_post(cast.author, cast.cohort, title="Back", day=8)
    assert desk_of(cast.fresh("mentor"), cast.cohort, cast.cohort.calendar.date_of(8)).signals.items == []


def test_the_numbers_are_those_of_the_page(cast):
    ask(cast.author, cast.cohort, cast.posts["cohort"])
    day = cast.cohort.calendar.latest(cast.cohort.today())
    mentor = cast.fresh("mentor")
    assert desk_numbers(mentor, cast.cohort, day) == desk_of(mentor, cast.cohort, day).numbers
    assert desk_numbers(mentor, cast.cohort, day).waiting == 1


def test_another_teams_private_journal_is_not_on_the_desk(client, cast):
    client.force_login(cast.other_mentor)
    for day, name in enumerate(("mentors", "team"), start=2):
        page = client.get(f"{DESK}?teams=all&day={day}").content.decode()
        assert f"Minji {name}" not in page
        assert cast.posts[name].get_absolute_url() not in page


@pytest.mark.usefixtures("in_english")
def test_a_mood_reaches_its_team_s_mentors_only(client, cast):
    keep_mood(post=cast.posts["cohort"], word="heavy")
    for role, is_seen in (("mentor", True), ("organiser", True), ("other_mentor", False)):
        client.force_login(cast.people[role])
        page = client.get(f"{DESK}?teams=all&day=4", headers={"Accept-Language": "en"}).content.decode()
        assert ("Very hard" in page) == is_seen, role


def crowded(cast, campers):
    """Return the journals of Day 4 of so many campers of team 1, on each of which a question waits."""
    posts = many_posts(cast.cohort, campers, day=4)
    team = cast.cohort.teams.get(name="1조")
    Membership.objects.filter(user__in=[post.author_id for post in posts]).update(team=team)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(team=team)
    now = timezone.now()
    Waiting.objects.bulk_create(
        Waiting(cohort=cast.cohort, team=team, visibility="cohort", post=post, kind="feedback", asker=post.author,
                asked_at=now - timedelta(minutes=number // 7))
        for number, post in enumerate(posts)
    )  # fmt: skip
    return posts


@pytest.mark.parametrize("campers", [25, 250])
def test_at_most_fourteen_queries(client, cast, campers):
    crowded(cast, campers)
    Check.objects.bulk_create(
        Check(post=post, mentor=cast.organiser, version=1)
        for post in Post.objects.filter(study_on=cast.posts["cohort"].study_on)
    )
    client.force_login(cast.mentor)
    client.get(DESK)
    for day in (4, 5):  # everybody has written, nobody has
        with query_budget(14):
            client.get(f"{DESK}?day={day}")


def walk(client, name, address):
    """Return the keys of a list's rows, from page to page until its last."""
    keys, pages = [], 0
    while address:
        page = client.get(address).content.decode()
        rows = page[page.index(f'id="rows-{name}"') : page.index(f'id="more-{name}"')]
        keys += [int(key) for key in re.findall(r'<li[^>]* id="[a-z-]+-(\d+)"', rows)]
        more = re.search(rf'hx-get="([^"]*)" hx-target="#rows-{name}"', page)
        address = more and DESK + html.unescape(more[1])
        pages += 1
    return keys, pages


@pytest.mark.parametrize(("name", "day"), [("waiting", 4), ("signals", 4), ("silent", 5)])
def test_each_row_of_a_long_list_stands_on_one_of_its_pages(client, cast, name, day):
    posts = crowded(cast, 70)
    client.force_login(cast.mentor)
    keys, pages = walk(client, name, f"{DESK}?day={day}")
    assert pages == 3
    assert len(keys) == len(set(keys))
    if name == "waiting":
        assert keys == list(Waiting.objects.order_by("asked_at", "pk").values_list("pk", flat=True))
    else:
        members = Membership.objects.filter(user__in=[post.author_id for post in posts])
        assert set(keys) >= set(members.values_list("pk", flat=True))


def test_nobody_is_missed_when_the_last_of_a_page_leaves(client, cast):
    crowded(cast, 40)
    client.force_login(cast.mentor)
    page = client.get(f"{DESK}?day=5").content.decode()
    shown = {int(key) for key in re.findall(r'id="silent-(\d+)"', page)}
    rest = DESK + html.unescape(re.search(r'hx-get="([^"]*silent=[^"]*)"', page)[1])
    last = int(rest.rsplit("-", 1)[1])
    Membership.objects.filter(pk=last).update(state="withdrawn")
    then, _pages = walk(client, "silent", rest)
    team = Membership.objects.filter(team__name="1조", cohort=cast.cohort, role="camper", state="active")
    assert shown | set(then) >= set(team.exclude(user=cast.author).values_list("pk", flat=True))  # she has written


@pytest.mark.parametrize("cursor", ["x", "1", "1-", "-1-1", "1-1-1", "1" * 18 + "-1"])
@pytest.mark.parametrize("name", ["waiting", "before"])
def test_a_cursor_that_no_page_gave_is_no_page(client, cast, name, cursor):
    client.force_login(cast.mentor)
    assert client.get(f"{DESK}?{name}={cursor}").status_code == 404


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_nothing_waits_in_a_cohort_that_is_over(client, cast, state):
    ask(cast.author, cast.cohort, cast.posts["cohort"])
    Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
    for role in ("mentor", "organiser"):
        client.force_login(cast.people[role])
        page = client.get(f"{DESK}?teams=all&day=4").content.decode()
        assert 'id="waiting-' not in page
        assert "deskrow__wait" not in page
        user = cast.fresh(role)
        cohort = Cohort.objects.get(pk=cast.cohort.pk)
        assert desk_numbers(user, cohort, cohort.calendar.date_of(4)).waiting == 0


def test_no_desk_but_for_who_answers(client, cast):
    other = make_cohort("third")
    make_member(other, "mentor", "mina")
    for role, status in (("author", 403), ("staff", 403), ("stranger", 404), ("mentor", 200)):
        client.force_login(cast.people[role])
        assert client.get(DESK).status_code == status


@pytest.mark.parametrize("first", ["mentor", "organiser"])
def test_rows_that_are_kept_show_to_each_what_is_theirs(cast, first):
    ask(cast.author, cast.cohort, cast.posts["cohort"])
    claim_waiting(waiting=Waiting.objects.get(), by=cast.mentor)
    check_post(post=cast.posts["cohort"], mentor=cast.mentor)
    browser(cast.people[first]).get(f"{DESK}?day=4")
    mentors, organisers = (browser(cast.people[role]).get(f"{DESK}?day=4&") for role in ("mentor", "organiser"))
    assert ("I am on it" in words(mentors)) and ("Seoyeon is on it" in words(organisers))
    assert ("I am on it" in words(organisers), "Seoyeon is on it" in words(mentors)) == (False, False)
    assert ("Checked" in words(mentors), "Checked" in words(organisers)) == (True, False)
    for page in (mentors, organisers):
        keys = re.findall(r'name="key" value="([0-9a-f-]{36})"', page.content.decode())
        assert len(keys) == len(set(keys)) == 2
        assert not [word for word in (TOKEN, ADDRESS, str(KEY)) if word in page.content.decode()]
        assert 'name="next" value="/c/ai-tech/mentor/?day=4&amp;"' in page.content.decode()
