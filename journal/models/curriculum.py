"""The curriculum: the lectures of a cohort, and where posts note them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.text.lectures import natural_key


class Lecture(models.Model):
    """A lecture: a code that sorts naturally ("4-2" before "4-10"), a title, a topic and a study day."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="lectures", verbose_name=_("cohort"))
    topic = models.ForeignKey("journal.Topic", models.RESTRICT, related_name="lectures", verbose_name=_("topic"))
    code = models.CharField(_("code"), max_length=20)
    code_key = models.CharField(max_length=120, editable=False, db_collation="C")
    title = models.CharField(_("title"), max_length=160)
    study_on = models.DateField(_("study day"), null=True, blank=True)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        ordering = ["cohort", "topic__position", "code_key"]
        constraints = [models.UniqueConstraint(fields=["cohort", "topic", "code"], name="lecture_code_once")]
        indexes = [models.Index(fields=["cohort", "study_on"], name="lecture_by_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def save(self, *args, **kwargs):
        self.code_key = natural_key(self.code)
        super().save(*args, **kwargs)


class LectureNote(models.Model):
    """A post notes a lecture at one of its headings; `lecture` is set where the curriculum knows it."""

    post = models.ForeignKey("journal.Post", models.CASCADE, related_name="lecture_notes")
    lecture = models.ForeignKey(Lecture, models.SET_NULL, null=True, related_name="notes")
    code = models.CharField(max_length=20, blank=True)
    code_key = models.CharField(max_length=120, db_collation="C")
    title = models.CharField(max_length=200)
    topic_name = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()
