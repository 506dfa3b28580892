"""Following: a person keeps an eye on a topic, a person or a lecture; only they know of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

MOST_FOLLOWS = 200  # a person
KINDS = ("topic", "person", "lecture")


def _only(kind: str) -> Q:
    return Q(**{f"{each}__isnull": each != kind for each in KINDS})


class FollowQuerySet(models.QuerySet):
    """Follows, which nobody sees but who follows."""

    def visible_to(self, user) -> "FollowQuerySet":
        """Keep `user`'s own."""
        return self.filter(follower=user) if user.is_authenticated else self.none()


class Follow(models.Model):
    """One person follows one thing: exactly one of `topic`, `person` and `lecture` is set. It opens nothing to them."""

    follower = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    topic = models.ForeignKey("journal.Topic", models.CASCADE, null=True, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    lecture = models.ForeignKey("journal.Lecture", models.CASCADE, null=True, related_name="follows")
    followed_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_only("topic") | _only("person") | _only("lecture"), name="follow_one"),
            models.CheckConstraint(condition=Q(person=None) | ~Q(person=F("follower")), name="follow_somebody_else"),
            *(models.UniqueConstraint(fields=["follower", kind], name=f"follow_{kind}_once") for kind in KINDS),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.topic_id or self.person_id or self.lecture_id}"


class NewsMark(models.Model):
    """Until which moment a person has seen what is new in what they follow; made with their first follow."""

    follower = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news_mark")
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.follower_id} {self.seen_at}"
