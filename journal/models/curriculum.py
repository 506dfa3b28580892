"""The curriculum: the lectures of a cohort, where posts note them, and how many notes of each there are."""

from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.models.classes import open_classes
from journal.models.cohorts import Visibility
from journal.models.posts import Post
from journal.models.prepared import Slot, number
from journal.models.readers import Reader, reader_of
from journal.text.lectures import natural_key
from journal.text.slugs import slug_of


def open_to(reader: Reader, *, cohort: str) -> Q:
    """Return what keeps rows whose posts `reader` may read whoever wrote them; `cohort` is the path to their cohort.

    The predicate of posts (journal/models/classes.py) on copies of their columns: `visibility`, and `for_team`.
    """
    return ~Q(pk=None) if reader.is_staff else open_classes(reader, cohort=cohort, team="for_team")


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

    @property
    def slug(self) -> str:
        """The decoration after the id in the address; empty where neither code nor title has a letter or digit."""
        return slug_of(f"{self.code} {self.title}")

    def get_absolute_url(self) -> str:
        return lecture_address(self.cohort.slug, self.pk, self.code, self.title)


@lru_cache(5_000)
def lecture_address(cohort: str, pk: int, code: str, title: str) -> str:
    """Return the address of a lecture of the cohort with this slug."""
    slug = slug_of(f"{code} {title}")
    return reverse("curriculum.show", args=[cohort, pk, *([slug] if slug else [])])


class AnyLecture(Slot):
    """The place of a lecture in a prepared query: `lecture` stands for its key, `cohort` for its cohort's."""

    def __init__(self):
        super().__init__("lecture", models.BigIntegerField())
        self.cohort_id = number("cohort")


class LectureNoteQuerySet(models.QuerySet):
    """Notes of lectures, as far as somebody may see the post they stand in."""

    def visible_to(self, user) -> "LectureNoteQuerySet":
        """Keep the notes in published posts that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class LectureNote(models.Model):
    """A published post notes a lecture at one of its headings; `lecture` is set where the curriculum knows it.

    A post in the trash has none.
    """

    post = models.ForeignKey("journal.Post", models.CASCADE, related_name="lecture_notes")
    lecture = models.ForeignKey(Lecture, models.SET_NULL, null=True, related_name="notes", db_index=False)
    untied = models.ForeignKey(  # what it would be tied to, had its author not untied it
        Lecture, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20, blank=True)
    code_key = models.CharField(max_length=120, db_collation="C")
    title = models.CharField(max_length=200)
    topic_name = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    # The post's own, kept equal in the transaction that changes them: an index alone puts a lecture's notes in order,
    # and the counts below know what they counted. `for_team` is its team's id where only a team may read it, else 0.
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    shown_on = models.DateField()
    visibility = models.CharField(max_length=10, choices=Visibility)
    for_team = models.BigIntegerField(default=0)

    objects = LectureNoteQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["lecture", "-shown_on", "-id"], name="lecture_note_newest"),
            models.Index(fields=["cohort", "code_key"], condition=Q(lecture=None), name="lecture_note_untied"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def lines(self) -> tuple[str, ...]:
        """What the line in the post says that notes it (see journal/text/page_parts.py)."""
        return tuple(line for line in (f"{self.code} {self.title}".strip(), self.title) if line)


class UntiedLecture(models.Model):
    """The author of a post said that it does not note this lecture, whatever its headings say."""

    post = models.ForeignKey("journal.Post", models.CASCADE, related_name="untied_lectures")
    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "lecture"], name="lecture_untied_once")]

    def __str__(self) -> str:
        return f"{self.post_id} – {self.lecture}"


class LectureCountQuerySet(models.QuerySet):
    """Counts of notes, as far as somebody may see what they count."""

    def visible_to(self, user) -> "LectureCountQuerySet":
        """Keep the counts of posts that `user` may read whoever wrote them; not all of their own are among these."""
        return self.filter(open_to(reader_of(user), cohort="lecture__cohort"))


class LectureCount(models.Model):
    """How many notes of a lecture stand in posts that the same people may read; kept with the notes."""

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="counts", db_index=False)
    visibility = models.CharField(max_length=10, choices=Visibility)
    for_team = models.BigIntegerField(default=0)
    notes = models.IntegerField(default=0)

    objects = LectureCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lecture", "visibility", "for_team"], name="lecture_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lecture_id} {self.visibility}: {self.notes}"
