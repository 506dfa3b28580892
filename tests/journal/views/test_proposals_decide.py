"""Organisers decide what is proposed about topics."""

import pytest
from django.urls import reverse

from journal.actions.proposals import AlreadyDecided, approve_proposal, propose_topic
from journal.actions.topic_merges import merge_topics
from journal.actions.topics import curate_topic, find_topics
from journal.models.topics import Topic, TopicChange
from tests.factories import make_post
from tests.journal.actions.test_likes import at_once
from tests.journal.views.browsing import browser, statuses


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


def proposed(cast, topic, kind, name):
    return propose_topic(proposer=cast.author, topic=topic, kind=kind, name=name)


def decide(user, proposal, decision="approve"):
    """Press a button; return what is said."""
    path = reverse("proposals.decide", args=["ai-tech", proposal.pk])
    answer = browser(user).post(path, {"decision": decision}, follow=True)
    proposal.refresh_from_db()
    return answer.content.decode()


def test_approved_name_alias_and_merge_are_carried_out(cast, python):
    post = make_post(cast.author, cast.cohort, topics=["pyton"])
    assert "It is decided." in decide(cast.organiser, proposed(cast, python, "name", "Python 3"))
    assert "It is decided." in decide(cast.staff, proposed(cast, python, "alias", "비단뱀"))
    pyton = cast.cohort.topics.get(name="pyton")
    merge = proposed(cast, pyton, "merge", "비단뱀")
    assert "It is decided." in decide(cast.organiser, merge)
    assert (merge.state, merge.decided_by, merge.topic) == ("approved", cast.organiser, None)
    python.refresh_from_db()
    assert python.name == "Python 3"
    assert [link.tag for link in post.topic_links.all()] == [python]
    assert find_topics(cohort=cast.cohort, names=["비단뱀", "pyton", "Python"]) == [python]


def test_declined_changes_nothing(cast, python):
    proposal = proposed(cast, python, "name", "Snake")
    decide(cast.organiser, proposal, "decline")
    assert (proposal.state, Topic.objects.get(pk=python.pk).name) == ("declined", "Python")
    assert not TopicChange.objects.exists()


def test_second_decision_is_told_of_the_first(cast, python):
    proposal = proposed(cast, python, "name", "Snake")
    decide(cast.organiser, proposal, "decline")
    assert "Somebody has decided this already." in decide(cast.staff, proposal)
    assert proposal.state == "declined"


def test_what_cannot_be_carried_out_stays_undecided_and_says_why(cast, python):
    git = curate_topic(cohort=cast.cohort, name="Git", position=2)
    proposal = proposed(cast, python, "name", "git")
    assert "Another topic is called so already." in decide(cast.organiser, proposal)
    assert proposal.state == "open"
    merge_topics(source=python, target=git, actor=cast.organiser)
    proposal.refresh_from_db()
    assert "This topic was merged with another one in the meantime." in decide(cast.organiser, proposal)
    assert proposal.state == "open"


def test_button_that_is_none_decides_nothing(cast, python):
    proposal = proposed(cast, python, "name", "Snake")
    decide(cast.organiser, proposal, "maybe")
    assert proposal.state == "open"


@pytest.mark.parametrize(("role", "status"), [("author", 403), ("camper", 404), ("mentor", 404), ("stranger", 404)])
def test_nobody_else_decides(cast, python, role, status):
    proposal = proposed(cast, python, "name", "Snake")
    path = reverse("proposals.decide", args=["ai-tech", proposal.pk])
    assert browser(cast.people[role]).post(path, {"decision": "approve"}).status_code == status
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_answers_post_only(cast, python):
    path = reverse("proposals.decide", args=["ai-tech", proposed(cast, python, "name", "Snake").pk])
    assert statuses(browser(cast.organiser), path, "get", "put", "delete") == {405}


@pytest.mark.django_db(transaction=True)
def test_approved_by_two_at_once_it_is_done_once(cast, python):
    proposal = proposed(cast, python, "name", "Snake")

    def approve():
        try:
            return approve_proposal(proposal=proposal, actor=cast.organiser)
        except AlreadyDecided:
            return None

    assert len([done for done in at_once([approve] * 4) if done]) == 1
    assert TopicChange.objects.count() == 1
