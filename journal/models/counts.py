"""Counts of published posts by topic and day, kept in the transaction that changes what they count."""

from django.db import models

from journal.models.classes import open_classes
from journal.models.cohorts import Visibility
from journal.models.readers import reader_of


class TopicDayCountQuerySet(models.QuerySet):
    """Counts. Whoever shows counts to somebody starts with `visible_to`."""

    def visible_to(self, user) -> "TopicDayCountQuerySet":
        """Keep the counts of posts that `user` may read whoever wrote them: by the predicate of `Post.visible_to`.

        What they may read only because they wrote it themselves is `Post.objects.visible_to(user).by_right_of(user)`.
        """
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(open_classes(reader))

    def of_days(self) -> "TopicDayCountQuerySet":
        """Keep the counts of one day each."""
        return self.filter(shown_on__isnull=False)

    def of_all_days(self) -> "TopicDayCountQuerySet":
        """Keep the counts of a topic's whole life."""
        return self.filter(shown_on=None)


class TopicDayCount(models.Model):
    """How many published, undeleted posts of one class (journal/models/classes.py) a topic has on a day.

    Without a topic: of the day, each post once. Without days: of the topic's whole life. A journal's two days are the
    same; a free note has only `shown_on`, the day it was published.
    """

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    topic = models.ForeignKey("journal.Topic", models.CASCADE, null=True, related_name="+")
    shown_on = models.DateField(null=True)
    study_on = models.DateField(null=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    team = models.ForeignKey("journal.Team", models.CASCADE, null=True, related_name="+")  # where the class has one
    posts = models.IntegerField()

    objects = TopicDayCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "topic", "shown_on", "study_on", "visibility", "team"],
                nulls_distinct=False,
                name="topic_day_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.shown_on}: {self.posts}"
