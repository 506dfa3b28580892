"""The organisers' list of a cohort's topics, with what is proposed about them on top."""

import pytest
from django.urls import reverse

from journal.actions.proposals import propose_topic
from journal.actions.topics import curate_topic
from journal.models.moderation import Act
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("topic_care.index", args=["ai-tech"])
BUDGET = 14


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Numpy", position=1, aliases=["넘파이"])


def test_topics_stand_with_their_posts_and_other_names_and_are_found_by_both(cast, python):
    for visibility in ("cohort", "mentors"):
        make_post(cast.author, cast.cohort, topics=["numpy", "Git"], visibility=visibility)
    make_post(cast.author, cast.cohort, topics=["only in a draft"], publish=False)
    read = words(browser(cast.organiser).get(PATH))
    assert "Numpy 2 넘파이" in read and "Git Tag 2" in read and "draft" not in read
    assert links(browser(cast.organiser).get(f"{PATH}?q=넘파"))[-1] == reverse(
        "topic_care.show", args=["ai-tech", python.pk]
    )
    assert "No topic is called so." in words(browser(cast.organiser).get(f"{PATH}?q=nothing"))


def test_proposals_stand_on_top_and_are_decided_there(cast, python):
    name, merge = (
        propose_topic(proposer=cast.author, topic=python, kind=kind, name=word)
        for kind, word in (("name", "Snake"), ("merge", "Git"))
    )
    page = browser(cast.organiser).get(PATH)
    assert "Call “Numpy” “Snake”" in words(page)
    assert reverse("topic_care.rename", args=["ai-tech", python.pk]) + "?name=Snake" in links(page)
    for proposal, decision in ((name, "approve"), (merge, "decline")):
        answer = browser(cast.organiser).post(
            reverse("proposals.decide", args=["ai-tech", proposal.pk]), {"decision": decision, "at": "organise"}
        )
        assert answer.url == PATH
    python.refresh_from_db()
    assert python.name == "Snake"
    assert set(Act.objects.values_list("verb", flat=True)) == {"renamed_topic", "declined_topic"}
    mine = words(browser(cast.author).get(reverse("proposals.index", args=["ai-tech"])))
    assert "Approved" in mine and "Declined" in mine, "who proposed it sees what became of it"


def test_who_may_not_is_refused(cast):
    assert statuses(browser(cast.camper), PATH, "get") == statuses(browser(cast.mentor), PATH, "get") == {403}
    assert statuses(browser(cast.stranger), PATH, "get") == {404}
    assert statuses(browser(cast.organiser), PATH, "post") == {405}
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_page_costs_the_same_for_one_topic_and_for_three_hundred(cast, python):
    make_post(cast.author, cast.cohort, topics=["t0"])
    client = browser(cast.organiser)
    client.get(PATH)
    one = query_count(client, PATH)
    for at in range(30):
        make_post(cast.author, cast.cohort, topics=[f"t{at * 10 + each}" for each in range(10)])
        propose_topic(proposer=cast.team_mate if at < 15 else cast.camper, topic=python, kind="alias", name=f"n{at}")
    with query_budget() as seen:
        page = client.get(PATH)
    assert one <= BUDGET and len(seen) <= BUDGET
    assert "1 / 4" in words(page) and "4 / 4" in words(client.get(f"{PATH}?page=99"))
