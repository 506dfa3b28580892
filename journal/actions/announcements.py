"""Announcements: made, changed, deleted, told to those whom they are for, and read."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.jobs import enqueue
from journal.actions.notifications import notify, read_notifications
from journal.models.announcements import Announcement, AnnouncementReading
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.notifications import Kind
from journal.models.readers import reader_of
from journal.queries.audience import hearers_of_announcement
from journal.queries.mentions import people_to_link
from journal.text.markdown import RENDER_VERSION, Rendered, render

PRINTED = ("html", "excerpt", "render_version")


class AnnouncementGone(Exception):
    """The announcement was deleted a moment ago."""


class StaleAnnouncement(Exception):
    """Somebody else has changed the announcement meanwhile: it stands in `announcement`, as it is now."""

    def __init__(self, announcement: Announcement):
        super().__init__(announcement.pk)
        self.announcement = announcement


def announce(*, cohort: Cohort, by, key: UUID, **columns) -> Announcement:
    """Return a new announcement (`columns` are Announcement's own), or the one that this form (`key`) has made already
    of the same words. Those whom it is for are told in the background; in preparation, once the cohort opens."""
    announcement = _printed(Announcement(cohort=cohort, author=by, key=key, **columns))
    try:
        with transaction.atomic():
            announcement.save(force_insert=True)
            _log(announcement, by, Act.Verb.ANNOUNCED)
            enqueue("tell_of_announcement", announcement=announcement.pk)
            return announcement
    except IntegrityError:
        made = Announcement.objects.select_related("cohort").filter(key=key).first()
        if made is None:
            raise
    words = (made.cohort_id, made.author_id, made.title, made.body)
    if words == (cohort.pk, by.pk, announcement.title, announcement.body):
        return made
    # The key went to other words (a browser keeps it when one goes back), or to another person's.
    fresh = uuid5(key, f"{cohort.pk} {by.pk} {made.pk} {announcement.title} {announcement.body}")
    return announce(cohort=cohort, by=by, key=fresh, **columns)


@transaction.atomic
def change_announcement(*, announcement: Announcement, by, version: int, **columns) -> Announcement:
    """Return an announcement with other columns; `version` is the one that `by` saw. The same changes nothing, and
    nobody is told again. Raises StaleAnnouncement and AnnouncementGone."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("cohort", "author")
    current = rows.filter(pk=announcement.pk).first()
    if current is None:
        raise AnnouncementGone
    if all(getattr(current, name) == value for name, value in columns.items()):
        return current
    if current.version != version:
        raise StaleAnnouncement(current)
    for name, value in columns.items():
        setattr(current, name, value)
    current.version, current.edited_at = current.version + 1, timezone.now()
    _printed(current).save(update_fields=[*columns, *PRINTED, "version", "edited_at"])
    _log(current, by, Act.Verb.REANNOUNCED)
    return current


@transaction.atomic
def delete_announcement(*, announcement: Announcement, by) -> None:
    """Forget an announcement, with what people were told of it and mails that wait."""
    if Announcement.objects.filter(pk=announcement.pk).delete()[0]:
        _log(announcement, by, Act.Verb.UNANNOUNCED)


@transaction.atomic
def tell_of_announcement(*, announcement: int) -> int:
    """Tell those whom an announcement (by its key) is for, once; return how many. Of a cohort in preparation nobody is
    told yet."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("cohort", "author")
    held = rows.filter(pk=announcement, told_at=None).first()
    if held is None or held.cohort.state == Cohort.State.DRAFT:
        return 0
    people = hearers_of_announcement(held)
    told = notify(
        recipients=people, kind=Kind.ANNOUNCEMENT, actor=held.author, cohort=held.cohort, announcement=held
    )  # fmt: skip
    Announcement.objects.filter(pk=held.pk).update(told_at=timezone.now())
    return len(told)


def tell_what_waited(*, cohort: Cohort) -> None:
    """Let those be told of a cohort's announcements who could not be while it was in preparation."""
    for pk in Announcement.objects.filter(cohort=cohort, told_at=None).order_by("pk").values_list("pk", flat=True):
        enqueue("tell_of_announcement", announcement=pk)


@transaction.atomic
def read_announcement(*, announcement: Announcement, reader) -> None:
    """Note that a member has read an announcement; twice is once. The site's staff, who are none, are not counted."""
    if announcement.is_open_to(reader_of(reader)):
        reading = AnnouncementReading(announcement=announcement, reader=reader)
        AnnouncementReading.objects.bulk_create([reading], ignore_conflicts=True)
        read_notifications(recipient=reader, announcement=announcement)


def page_of_announcement(body: str, cohort_id: int) -> Rendered:
    """Return the page that an announcement is kept with."""
    return render(body, people_to_link(body, [cohort_id]))


def _printed(announcement: Announcement) -> Announcement:
    """Return an announcement with its page, made of its text."""
    page = page_of_announcement(announcement.body, announcement.cohort_id)
    announcement.html, announcement.excerpt = page.html, page.excerpt[:300]
    announcement.render_version = RENDER_VERSION
    return announcement


def rerender_announcement(*, announcement: int) -> Announcement | None:
    """Render an announcement (by its key) again and return it, or None where it is gone."""
    with transaction.atomic():
        held = Announcement.objects.select_for_update().filter(pk=announcement).first()
        if held is not None:
            _printed(held).save(update_fields=PRINTED)
        return held


def _log(announcement: Announcement, by, verb: str) -> None:
    if announcement.cohort.state != Cohort.State.DRAFT:
        note_act(cohort_id=announcement.cohort_id, by=by, verb=verb, words=announcement.title)
