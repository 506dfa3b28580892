"""Proposing what a cohort's topics should be called."""

import pytest
from django.urls import reverse

from journal.actions.proposals import decline_proposal
from journal.actions.topics import curate_topic
from journal.models.proposals import MOST_PROPOSALS, TopicProposal
from journal.models.topics import TopicAlias
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("proposals.index", args=["ai-tech"])


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])


def propose(user, **columns):
    return browser(user).post(PATH, {"topic": "python", "kind": "alias", "name": "비단뱀", **columns}, follow=True)


@pytest.mark.parametrize("role", ["author", "mentor", "organiser"])
def test_member_proposes_and_sees_it_wait(cast, python, role):
    answer = propose(cast.people[role])
    assert "Thank you. The organisers will decide." in answer.content.decode()
    assert "Let “비단뱀” lead to “Python”" in words(answer)
    proposal = TopicProposal.objects.get()
    assert (proposal.proposer, proposal.topic, proposal.state) == (cast.people[role], python, "open")
    assert not TopicAlias.objects.filter(name="비단뱀").exists()


def test_sent_twice_it_is_one(cast, python):
    for name in ("비단뱀", "비단 뱀"):
        propose(cast.author, name=name)
    assert TopicProposal.objects.count() == 1


def test_proposal_is_shown_to_who_made_it_and_to_who_decides_only(cast, python):
    propose(cast.author)
    shown = {
        role: "비단뱀" in browser(cast.people[role]).get(PATH).content.decode()
        for role in ("author", "team_mate", "camper", "mentor", "organiser", "staff")
    }
    assert {role for role, is_shown in shown.items() if is_shown} == {"author", "organiser", "staff"}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"topic": "nothing"}, "There is no topic of this name."),
        ({"topic": "secret"}, "There is no topic of this name."),
        ({"topic": ""}, "Please write the name of one topic."),
        ({"name": "a, b"}, "Please write the name of one topic."),
        ({"name": "—"}, "has no letter, digit or sign"),
        ({"name": "x" * 51}, "is too long for a topic"),
        ({"kind": ""}, "Please choose one."),
        ({"kind": "delete"}, "Please choose one."),
        ({"kind": "merge", "name": "파이썬"}, "This is the same topic"),
        ({"kind": "merge", "name": "nothing"}, "There is no topic of this name."),
        ({"kind": "name", "name": "Git"}, "Another topic is called so already."),
        ({"name": "PYTHON"}, "This name leads to the topic already."),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, python, columns, said):
    curate_topic(cohort=cast.cohort, name="Git", position=2)
    make_post(cast.camper, cast.cohort, topics=["secret"], visibility="mentors")
    assert said in words(propose(cast.author, **columns))
    assert not TopicProposal.objects.exists()


def test_name_that_nobody_may_know_of_is_not_told(cast, python):
    """A topic that only mentors see is, to a camper, a name that is free."""
    make_post(cast.camper, cast.cohort, topics=["secret"], visibility="mentors")
    assert "Thank you." in propose(cast.author, name="secret").content.decode()


def test_more_than_twenty_do_not_wait(cast, python):
    for at in range(MOST_PROPOSALS):
        propose(cast.author, name=f"name {at}")
    assert "Twenty of your proposals wait already." in words(propose(cast.author))
    decline_proposal(proposal=TopicProposal.objects.first(), actor=cast.organiser)
    assert "Thank you." in propose(cast.author).content.decode()


@pytest.mark.parametrize("role", ["on_leave", "graduated"])
def test_who_may_not_write_is_refused(cast, python, role):
    assert browser(cast.people[role]).get(PATH).status_code == 403


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_nothing_is_proposed_when_the_cohort_is_over(cast, python, state):
    cast.cohort.state = state
    cast.cohort.save()
    for role in ("author", "mentor", "organiser", "staff"):
        assert browser(cast.people[role]).get(PATH).status_code == 403, role


def test_topic_index_leads_here(cast, python):
    index = reverse("topics.index", args=["ai-tech"])
    assert PATH in browser(cast.author).get(index).content.decode()
    assert PATH not in browser(cast.graduated).get(index).content.decode()


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_get_and_post_only(cast):
    assert statuses(browser(cast.author), PATH, "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast, python):
    client = browser(cast.organiser)
    propose(cast.author)
    one = query_count(client, PATH)
    for role in ("author", "camper"):
        for at in range(15):
            propose(cast.people[role], name=f"name {at}")
    assert query_count(client, PATH) == one
