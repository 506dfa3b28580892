"""The topic × day matrix: every number is what its reader may see, and leads there."""

import gzip
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from journal.actions.counts import recount
from journal.actions.topics import curate_topic
from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.models.topics import PostTopic
from tests.cast import ROLES
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_posts, many_topics

PATH = reverse("topics.matrix", args=["ai-tech"])
MEMBERS = [role for role in ROLES if role not in ("visitor", "withdrawn", "stranger")]


class Table(HTMLParser):
    """The rows of a page's table: for each the text of its cells."""

    def __init__(self, answer):
        super().__init__()
        self.rows, self.scopes, self.spans, self.links, self.is_over = [], [], [], [], False
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.spans.append(int(attrs.get("colspan", 1)))
        if tag == "th":
            self.scopes.append(attrs["scope"])
        if tag == "a" and "?day=" in attrs["href"]:
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        self.is_over = self.is_over or tag == "table"

    def handle_data(self, data):
        if self.rows and self.rows[-1] and not self.is_over:
            self.rows[-1][-1] += data.strip()

    def numbers(self, name):
        """Return a row's numbers by Day N."""
        row = next(row for row in self.rows if row and row[0] == name)
        return {day: int(text) for day, text in enumerate(row[1:], start=1) if text}


@pytest.fixture
def curated(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1, hue=3)


def slow_truth(user, cohort, **columns):
    """Return what somebody may read by Day N, post by post."""
    found = {}
    for post in Post.objects.visible_to(user).published().filter(cohort=cohort, **columns):
        if number := cohort.calendar.number_of(post.study_on):
            found[number] = found.get(number, 0) + 1
    return found


@pytest.mark.parametrize("role", MEMBERS)
def test_each_cell_counts_what_its_reader_may_see(cast, curated, role):
    for day in (2, 3, 7):
        make_post(cast.camper, cast.cohort, day=day, topics=["Python"], visibility="team" if day == 7 else "cohort")
    make_post(cast.camper, cast.cohort, topics=["Python"])  # a note is of no day
    table = Table(browser(cast.people[role]).get(PATH))
    user = cast.fresh(role)
    assert table.numbers("Python") == slow_truth(user, cast.cohort, topic_links__tag=curated)
    assert table.numbers("All journals") == slow_truth(user, cast.cohort)


def test_number_leads_to_the_topic_s_posts_of_that_day(cast, curated):
    table = Table(browser(cast.camper).get(PATH))
    assert table.links == [f"{curated.get_absolute_url()}?day={number}" for number in table.numbers("Python")]
    assert browser(cast.camper).get(table.links[0]).status_code == 200


def test_rows_and_columns_say_what_they_are(cast, curated):
    answer = browser(cast.camper).get(PATH)
    table = Table(answer)
    days = len(cast.cohort.calendar.days)
    weeks, head, *body = table.rows
    assert (len(head), {len(row) for row in body}) == (days + 1, {days + 1})
    assert sum(table.spans[: len(weeks)]) == days + 1
    assert head[4] == "Day4" + "8/5"
    assert set(table.scopes) == {"colgroup", "col", "row"}
    assert b"<caption" in answer.content


def test_tags_are_folded_away_until_asked_for(cast, curated):
    make_post(cast.author, cast.cohort, day=9, topics=["rare"])
    make_post(cast.author, cast.cohort, day=10, topics=["secret"], visibility="mentors")
    client = browser(cast.camper)
    assert "rare" not in words(client.get(PATH))
    with_tags = client.get(f"{PATH}?tags=all")
    assert Table(with_tags).numbers("rare") == {9: 1}
    assert "secret" not in with_tags.content.decode()
    assert client.get(f"{PATH}?tags=some").status_code == 404


def test_of_very_many_tags_the_most_written_about_are_shown(cast):
    for topic in many_topics(cast.cohort, 70):
        PostTopic.objects.create(
            content_object=cast.posts["cohort"], tag=topic, cohort=cast.cohort, shown_on=cast.posts["cohort"].shown_on
        )
    recount(cohort=cast.cohort)
    answer = browser(cast.camper).get(f"{PATH}?tags=all")
    assert len(Table(answer).rows) == 2 + 1 + 60
    assert "11 rarer tags are not shown here." in words(answer)


def test_the_first_day_is_still_to_come(cast):
    Post.objects.all().delete()
    recount(cohort=cast.cohort)
    Cohort.objects.filter(pk=cast.cohort.pk).update(first_on="2100-01-04", last_on="2100-02-05")
    assert "The first study day is still to come." in words(browser(cast.camper).get(PATH))


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)
    [topic] = many_topics(cast.cohort, 1, is_curated=True)
    many_posts(cast.cohort, 1, day=9, topic=topic)
    one = query_count(client, f"{PATH}?tags=all")
    many_topics(cast.cohort, 29, is_curated=True)
    many_posts(cast.cohort, 30, day=9)
    assert query_count(client, f"{PATH}?tags=all") == one <= 10


def test_125_days_of_30_topics_are_a_light_page(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(last_on="2022-01-21")
    cohort = Cohort.objects.get(pk=cast.cohort.pk)
    assert len(cohort.calendar.days) == 125
    many_topics(cohort, 30, is_curated=True)
    posts = many_posts(cohort, 125, author=cast.team_mate)
    for topic in cohort.topics.filter(is_curated=True):
        PostTopic.objects.bulk_create(
            [PostTopic(content_object=post, tag=topic, cohort=cohort, shown_on=post.shown_on) for post in posts]
        )
    recount(cohort=cohort)
    answer = browser(cast.camper).get(PATH)
    assert len(Table(answer).links) == 125 * 30
    assert len(gzip.compress(answer.content)) < 60_000
