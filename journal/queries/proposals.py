"""Proposals about topics as their page shows them."""

from journal.models.cohorts import Cohort
from journal.models.proposals import TopicProposal

SHOWN = 50


def proposals_in(user, cohort: Cohort) -> tuple[list[TopicProposal], list[TopicProposal]]:
    """Return what waits, the oldest first, and what was decided, the newest first, of what `user` may see."""
    seen = TopicProposal.objects.visible_to(user).filter(cohort=cohort).select_related("topic", "proposer")
    waiting = seen.undecided().order_by("proposed_at", "pk")[:SHOWN]
    return list(waiting), list(seen.exclude(state=TopicProposal.State.OPEN).order_by("-decided_at", "-pk")[:SHOWN])
