"""No page reads a growing table from end to end: every query of every list is explained on some thousand rows.

Falls when an index goes, or when a query stops fitting one: the whole table, or the whole cohort, is read then.
"""

import json
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils.timezone import get_current_timezone

from accounts.models import User
from journal.actions.counts import recount
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic
from tests.factories import make_cohort, make_member
from tests.journal.views.browsing import browser
from tests.replay import Replay

GROWING = {"journal_post", "journal_comment", "journal_posttopic"}
COHORTS, CAMPERS, DAYS = 3, 30, 50
MOST = 700  # rows of one table that a query may read of a cohort's 1,500
MOST_ON_TOPIC = 1_600  # so few posts of a topic may be found by walking down the cohort's


def make_cohorts() -> Cohort:
    """Make three cohorts, each with 1,500 journals, a comment and two topics on each, and return one of them."""
    cohorts = [make_cohort(f"plan-{number}") for number in range(COHORTS)]
    for cohort in cohorts:
        _fill(cohort)
    return cohorts[1]


cohorts_again = Replay(make_cohorts)


@pytest.fixture
def cohort(db) -> Cohort:
    """One of the three, of which the planner knows."""
    cohort = cohorts_again()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cohort


def _fill(cohort):
    people = [make_member(cohort, team=cohort.teams.first()) for _ in range(CAMPERS)]
    topics = Topic.objects.bulk_create(
        Topic(cohort=cohort, name=f"T{at}", key=f"t{at}", slug=f"t{at}", is_curated=at < 10) for at in range(40)
    )
    zone = get_current_timezone()
    posts = Post.objects.bulk_create(
        Post(
            cohort=cohort, author=person, team=cohort.teams.first(), title="A title", body="Words. " * 20, study_on=on,
            shown_on=on, published_at=datetime.combine(on, time(20), zone) + timedelta(seconds=at), html="<p>Words.</p>" * 20,
        )
        for on in cohort.calendar.days[:DAYS]
        for at, person in enumerate(people)
    )  # fmt: skip
    PostTopic.objects.bulk_create(
        PostTopic(content_object=post, tag=topics[(at * 7 + n) % 40], position=n, cohort=cohort, shown_on=post.shown_on)
        for at, post in enumerate(posts)
        for n in range(2)
    )
    Comment.objects.bulk_create(Comment(post=post, author=people[0], body="Yes.", html="<p>Yes.</p>") for post in posts)
    recount(cohort=cohort)


def explained(client, path: str) -> list[tuple[str, dict]]:
    """Return each query of a page with its plan."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert client.get(path).status_code == 200
    plans = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                [(plan,)] = cursor.fetchall()
                plans.append((sql, (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
    return plans


def read_too_much(plan: dict, most: int = MOST) -> list[str]:
    """Return the growing tables of which a plan reads everything, or more rows than a page can need."""
    found = []
    if plan.get("Relation Name") in GROWING:
        rows = (
            plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        )
        if plan["Node Type"] == "Seq Scan" or rows * plan["Actual Loops"] > most:
            found.append(f"{plan['Node Type']} of {rows * plan['Actual Loops']:.0f} {plan['Relation Name']}")
    return found + [line for part in plan.get("Plans", ()) for line in read_too_much(part, most)]


def test_no_page_reads_a_whole_table(cohort):
    camper = User.objects.filter(memberships__cohort=cohort).order_by("pk")[0]
    post = Post.objects.filter(cohort=cohort).order_by("-published_at")[3]
    clients = [browser(camper), browser(make_member(cohort, "mentor", mentored=[cohort.teams.first()]))]
    clients.append(browser(make_member(cohort, "organiser")))
    place, wrong = f"/c/{cohort.slug}", []
    paths = (
        "/",
        f"{place}/",
        f"{place}/days/9/",
        f"{place}/topics/",
        f"{place}/topics/t3/",
        f"{place}/topics/t30/",
        f"{place}/topics/matrix/",
        f"{place}/faq/",
        post.get_absolute_url(),
        f"/@{camper.handle}/",
        f"{place}/topics/t3/?view=questions",
        f"{place}/topics/t3/?view=resources",
        f"{place}/topics/t3/?view=lectures",
        f"{place}/topics/t3/?kind=learning&day=9&day=8",
        f"{place}/search/?q=words",
        f"{place}/sections/retrospective/",
        f"{place}/people/",
        f"{place}/lectures/",
        f"{place}/announcements/",
        "/notifications/",
        "/bookmarks/",
        "/follows/",
    )
    for client in clients:
        for path in paths:
            wrong += [
                f"{path}: {found} by {sql[:400]}"
                for sql, plan in explained(client, path)
                if (found := read_too_much(plan, MOST_ON_TOPIC if "/topics/t" in path else MOST))
            ]
    assert wrong == []


def test_missing_index_is_seen(cohort):
    client = browser(User.objects.filter(memberships__cohort=cohort).order_by("pk")[0])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; DROP INDEX post_newest")
    assert [line for _sql, plan in explained(client, "/") for line in read_too_much(plan)]
