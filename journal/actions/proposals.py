"""Proposals about topics: made by campers and mentors, carried out or declined by who cares for the topics."""

from django.db import transaction
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.counts import hold_topics
from journal.actions.topic_merges import merge_topics
from journal.actions.topic_names import TopicGone, add_alias, rename_topic
from journal.models.moderation import Act
from journal.models.proposals import MOST_PROPOSALS, TopicProposal
from journal.models.topics import Topic, TopicAlias
from journal.text.topic_names import topic_key


class TooMany(Exception):
    """As many of one's proposals wait as fit."""


class AlreadyDecided(Exception):
    """Somebody else was faster: `proposal` says what they decided."""

    def __init__(self, proposal: TopicProposal):
        super().__init__(proposal.pk)
        self.proposal = proposal


@transaction.atomic
def propose_topic(*, proposer, topic: Topic, kind: str, name: str) -> TopicProposal:
    """Return the new proposal, or the same one of this person that waits already. Raises TooMany and TopicGone."""
    hold_topics(topic.cohort_id)
    if not Topic.objects.filter(pk=topic.pk).exists():
        raise TopicGone
    waiting = TopicProposal.objects.filter(cohort_id=topic.cohort_id, proposer=proposer).undecided()
    said = {"topic": topic, "kind": kind, "key": topic_key(name)}
    if known := waiting.filter(**said).first():
        return known
    if waiting.count() >= MOST_PROPOSALS:
        raise TooMany
    return TopicProposal.objects.create(
        cohort_id=topic.cohort_id, proposer=proposer, topic_name=topic.name, name=name, **said
    )


@transaction.atomic
def approve_proposal(*, proposal: TopicProposal, actor) -> TopicProposal:
    """Carry a proposal out and return it, decided. Raises AlreadyDecided, and what the deed itself raises."""
    proposal = _decided(proposal, TopicProposal.State.APPROVED, actor)
    topic = proposal.topic
    if topic is None:
        raise TopicGone
    if proposal.kind == TopicProposal.Kind.NAME:
        rename_topic(topic=topic, name=proposal.name, actor=actor)
    elif proposal.kind == TopicProposal.Kind.ALIAS:
        add_alias(topic=topic, name=proposal.name, actor=actor)
    else:
        merge_topics(source=topic, target=_called(proposal), actor=actor)
    return proposal


@transaction.atomic
def decline_proposal(*, proposal: TopicProposal, actor) -> TopicProposal:
    """Return the proposal, declined. Raises AlreadyDecided."""
    proposal = _decided(proposal, TopicProposal.State.DECLINED, actor)
    note_act(cohort_id=proposal.cohort_id, by=actor, verb=Act.Verb.DECLINED_TOPIC, words=str(proposal))
    return proposal


def _decided(proposal: TopicProposal, state: str, actor) -> TopicProposal:
    hold_topics(proposal.cohort_id)
    proposal = TopicProposal.objects.select_for_update(of=("self",)).select_related("topic").get(pk=proposal.pk)
    if proposal.state != TopicProposal.State.OPEN:
        raise AlreadyDecided(proposal)
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return proposal


def _called(proposal: TopicProposal) -> Topic:
    """Return the topic that a proposal wants its own to be part of. Raises TopicGone."""
    same = {"cohort": proposal.cohort_id, "key": proposal.key}
    topic = Topic.objects.filter(**same).first()
    alias = TopicAlias.objects.filter(**same).select_related("topic").first()
    if topic is None and alias is None:
        raise TopicGone
    return topic or alias.topic
