"""Posts as an Atom feed, and a cohort's days as a calendar."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.models.cohorts import Cohort, Visibility
from journal.models.posts import Post
from journal.queries.feeds import events_in_order, last_change, lectures_by_day, newest_posts, versions_of, with_texts
from journal.text.atom import Entry, Head, atom, tag_uri
from journal.text.elsewhere import with_picture_words, with_whole_addresses
from journal.text.icalendar import DayEntry, calendar


@dataclass(frozen=True)
class Subject:
    """What a feed is about: `page` is its page's path, `what` names it for ever, `conditions` choose its posts, newest
    first by the moment `by`."""

    title: str
    page: str
    what: str
    begun_at: datetime
    conditions: tuple = ()
    cohort: Cohort | None = None
    by: str = "published_at"

    @classmethod
    def of(cls, cohort: Cohort, title: str, page: str, what: str, *conditions, **more) -> "Subject":
        """Return something of a cohort's."""
        begun_at = datetime.combine(cohort.first_on, time(), UTC)
        what = f"cohorts/{cohort.pk}/{what}"
        return cls(title, page, what, begun_at, (Q(cohort=cohort), *conditions), cohort, **more)


@dataclass
class Feed:
    """A feed for one reader, made no further than it is asked. `own_address` is whole, `site` is "https://host"."""

    reader: object
    subject: Subject
    own_address: str
    site: str
    versions: list[tuple] = field(init=False)

    def __post_init__(self):
        self.versions = versions_of(newest_posts(self.reader, *self.subject.conditions, by=self.subject.by))

    @property
    def is_there(self) -> bool:
        """Whether its reader may know of it: a visitor by a post that is in it, a member of the cohort anyway."""
        return bool(self.versions) or self.reader.is_authenticated or self.subject.cohort is None

    @property
    def changed_at(self) -> datetime:
        """When it last changed."""
        return last_change(self.versions, self.subject.begun_at)

    @property
    def tag(self) -> str:
        """What tells this version from every other."""
        parts = (self.own_address, self.subject.title, get_language(), self.versions)
        return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def text(self) -> str:
        """The whole feed."""
        whose = f"/for/{self.reader.pk}" if self.reader.is_authenticated else ""
        host, subject = self.site.split("://", 1)[1], self.subject
        about = f" · {subject.cohort.name}" if subject.cohort and subject.title != subject.cohort.name else ""
        head = Head(
            id=tag_uri(host, subject.what + whose),
            title=f"{subject.title}{about}",
            address=self.site + subject.page,
            own_address=self.own_address,
            updated_at=self.changed_at,
            language=get_language(),
        )
        return atom(head, (self._entry(post, host) for post in with_texts(self.reader, self.versions)))

    def _entry(self, post: Post, host: str) -> Entry:
        page = self.site + post.get_absolute_url()
        html = post.html
        if post.visibility != Visibility.PUBLIC:
            html = with_picture_words(html, page, _("Picture"))
        return Entry(
            id=tag_uri(host, f"posts/{post.pk}"),
            address=page,
            title=post.title,
            author=post.author.display_name or post.author.handle,
            author_address=self.site + post.author.get_absolute_url(),
            html=with_whole_addresses(html, page),
            published_at=post.published_at,
            updated_at=post.updated_at,
            topics=tuple(link.tag.name for link in post.topic_links.all()),
        )


def days_of(cohort: Cohort, site: str) -> list[DayEntry]:
    """Return a cohort's study days with their lectures, and its events, as entries of a calendar."""
    lectures, host = lectures_by_day(cohort), site.split("://", 1)[1]
    begun_at = datetime.combine(cohort.first_on, time(), UTC)
    days = [
        DayEntry(
            uid=f"cohort-{cohort.pk}-day-{on}@{host}",
            on=on,
            summary=f"Day {number} · {cohort.name}",
            changed_at=cohort.calendar_changed_at or begun_at,
            version=cohort.calendar_version,
            description="\n".join(lectures.get(on, ())),
            address=f"{site}{cohort.get_absolute_url()}days/{number}/",
        )
        for number, on in enumerate(cohort.calendar.days, start=1)
    ]
    events = [
        DayEntry(
            uid=f"event-{event.pk}@{host}",
            on=event.on,
            summary=event.name,
            changed_at=event.changed_at or begun_at,
            version=event.version,
            description="\n".join(filter(None, (event.speaker, event.link))),
            address=f"{site}{cohort.get_absolute_url()}events/{event.pk}/",
        )
        for event in events_in_order(cohort)
    ]
    return [*days, *events]


def calendar_text(cohort: Cohort, days: list[DayEntry]) -> str:
    """Return the calendar of a cohort, as asked for now."""
    return calendar(name=cohort.name, product="-//Haru//Haru//KO", entries=days)


def tag_of_days(days: list[DayEntry]) -> str:
    """Return what tells these days from every other."""
    return sha256(repr(days).encode("utf-8", "replace")).hexdigest()[:32]
