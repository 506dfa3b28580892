"""A cohort: one run of a bootcamp, its calendar, and who of its readers may see that it exists."""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.calendars import StudyCalendar
from journal.models.readers import reader_of


class Visibility(models.TextChoices):
    """Who may read a published post, from the narrowest; a draft is its author's alone, whatever this says."""

    MENTORS = "mentors", _("The team's mentors")
    TEAM = "team", _("The team")
    COHORT = "cohort", _("The whole cohort")
    PUBLIC = "public", _("Everyone on the web")


# The class of a published post that was hidden (journal/models/classes.py): nobody chooses it for themselves. It is
# open to those to whom every class is: the organisers, and the site's staff; its author reads it as their own.
HIDDEN = "hidden"
READERS = {**dict(Visibility.choices), HIDDEN: _("Hidden by the organisers")}


def weekdays_of_a_week() -> list[int]:
    """Return Monday to Friday, as ISO weekdays (1 is Monday)."""
    return [1, 2, 3, 4, 5]


def check_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a time zone of the IANA database."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of this name."), code="time_zone")


class CohortQuerySet(models.QuerySet):
    """Cohorts, as far as somebody may see them."""

    def visible_to(self, user) -> "CohortQuerySet":
        """Keep the cohorts whose pages `user` may open: their own; for staff, all."""
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(pk__in=reader.cohorts)

    def with_holidays(self) -> "CohortQuerySet":
        """Fetch with each cohort what its calendar needs."""
        holidays = Holiday.objects.filter(cohort=models.OuterRef("pk")).order_by().values("on")
        return self.annotate(holiday_dates=ArraySubquery(holidays))


class Cohort(models.Model):
    """One run of a bootcamp."""

    class State(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        OPEN = "open", pgettext_lazy("cohort", "Open")
        ENDED = "ended", _("Ended")
        ARCHIVED = "archived", _("Archived")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address"), max_length=40, unique=True, validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z")]
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Seoul", validators=[check_time_zone])
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    study_weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)]),
        verbose_name=_("study weekdays"),
        default=weekdays_of_a_week,
        help_text=_("1 is Monday, 7 is Sunday, separated by commas."),
    )
    default_visibility = models.CharField(
        _("default visibility"), max_length=10, choices=Visibility, default=Visibility.COHORT
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the daily digest"),
        default=8,  # before the day's first lecture: mentors answer until late, and it is read on the way
        validators=[MaxValueValidator(23)],
        help_text=_("In the cohort's time zone, 0 to 23."),
    )
    evening_hour = models.PositiveSmallIntegerField(
        _("hour of the mentors' evening digest"),
        default=21,  # when mentors open their desk
        validators=[MaxValueValidator(23)],
        help_text=_("In the cohort's time zone, 0 to 23."),
    )
    reminder_hour = models.PositiveSmallIntegerField(
        _("hour of the reminder to write"),
        null=True,  # nobody is reminded where nobody asked for it
        blank=True,
        validators=[MaxValueValidator(23)],
        help_text=_("In the cohort's time zone, 0 to 23."),
    )
    asks_second_factor = models.BooleanField(_("organisers need a second step"), default=False, db_default=False)
    section_template = models.TextField(_("section template"), blank=True, max_length=5_000)
    section_names = models.JSONField(
        _("section names"),
        default=dict,
        blank=True,
        help_text=_('The cohort\'s own headings and what kind of section they are: {"오늘의 코드": "learning"}.'),
    )
    # How often the calendar or the curriculum was changed, and when last: what subscribed calendars compare.
    calendar_version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    calendar_changed_at = models.DateTimeField(null=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-first_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="cohort_ends_after_start")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cohorts.show", args=[self.slug])

    @cached_property
    def calendar(self) -> StudyCalendar:
        """The cohort's study days; reads the holidays once, or not at all where they came with it."""
        dates = self.__dict__.get("holiday_dates")  # of `with_holidays`, or of its reader's memberships
        holidays = frozenset((holiday.on for holiday in self.holidays.all()) if dates is None else dates)
        return StudyCalendar(self.first_on, self.last_on, frozenset(self.study_weekdays), holidays)

    def today(self, now: datetime | None = None) -> date:
        """Return the date in the cohort's own time zone, of `now` or of this moment."""
        return (now or timezone.now()).astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def is_open(self) -> bool:
        """Whether members may write."""
        return self.state == self.State.OPEN

    @property
    def is_over(self) -> bool:
        """Whether it has ended or is archived: its members read, and write no more."""
        return self.state in (self.State.ENDED, self.State.ARCHIVED)


class Holiday(models.Model):
    """A day on which a cohort does not study although its weekday says so."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="holidays")
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["cohort", "on"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
