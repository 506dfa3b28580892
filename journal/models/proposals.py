"""What campers and mentors propose about a cohort's topics, for its organisers to decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.readers import reader_of

MOST_PROPOSALS = 20  # of one person in one cohort that nobody has decided yet


class TopicProposalQuerySet(models.QuerySet):
    """Proposals, which only who made them and who decides them see: they may name what others may not know of."""

    def visible_to(self, user) -> "TopicProposalQuerySet":
        """Keep `user`'s own, and those of cohorts that they organise; for staff, all."""
        reader = reader_of(user)
        if reader.is_staff:
            return self
        return (
            self.filter(Q(proposer_id=reader.user_id) | Q(cohort__in=reader.organised))
            if reader.user_id
            else self.none()
        )

    def undecided(self) -> "TopicProposalQuerySet":
        """Keep what still waits for an answer."""
        return self.filter(state=TopicProposal.State.OPEN)


class TopicProposal(models.Model):
    """A better name, another name, or the topic that this one should be part of (`name` is how that is called)."""

    class Kind(models.TextChoices):
        NAME = "name", _("Call it otherwise")
        ALIAS = "alias", _("Let another name lead to it")
        MERGE = "merge", _("Make it part of another topic")

    class State(models.TextChoices):
        OPEN = "open", _("Undecided")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="topic_proposals", db_index=False)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    topic = models.ForeignKey("journal.Topic", models.SET_NULL, null=True, related_name="proposals")
    topic_name = models.CharField(max_length=50)  # as it was called then
    name = models.CharField(max_length=50)
    key = models.CharField(max_length=120)  # the folded name
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = TopicProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "proposer", "kind", "topic", "key"],
                condition=Q(state="open"),
                name="topic_proposal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_name} → {self.name}"
