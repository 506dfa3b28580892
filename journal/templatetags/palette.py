"""Ways to go: the pages that somebody may open from anywhere, for the palette and its page (journal/search/go.html)."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from journal.models.people import Membership
from journal.policies import may_set_up_cohort, may_write_post
from journal.templatetags import organise
from journal.text.chosung import INSIDE, best_match

register = template.Library()
MOST = 6  # pages beside what was typed
KEPT = 400  # pieces of a process: a few for each cohort and language, of about 1 kB
ICONS = {"topic": "tag", "person": "user-round", "lecture": "book-open", "post": "file-text"}
KINDS = {"topic": _("Topics"), "person": _("People"), "lecture": _("Lectures"), "post": _("Posts")}


class Page(NamedTuple):
    """A page of everybody's, or of who has a role: "writer", "staff" (mentors and organisers), "organiser"."""

    name: str  # of the URL; its noun is found too, in whatever language one reads
    words: str
    icon: str
    whose: str = ""
    of: str = "cohort"  # what stands in the address: the cohort, the reader, or nothing


class Way(NamedTuple):
    """A page as it is shown: where it is, its words, its icon."""

    url: str
    words: str
    icon: str
    name: str


# The most useful first: where nothing is typed yet, they stand in this order.
PAGES = (
    Page("posts.new", _("Write"), "pen-line", "writer", of=""),
    Page("site.home", _("Today"), "sunset", of=""),
    Page("people.show", _("My journal"), "calendar-days", of="reader"),
    Page("mentor_desk.show", _("Mentor's desk"), "inbox", "staff"),
    Page("organiser_desk.show", _("Overview"), "layout-dashboard", "organiser"),
    Page("cohorts.show", _("Days"), "stamp"),
    Page("topics.index", _("Topics"), "library-big"),
    Page("questions.faq", _("FAQ"), "message-circle-question-mark"),
    Page("curriculum.index", _("Lectures"), "book-open"),
    Page("people.index", _("People"), "users-round"),
    Page("notifications.index", _("Notifications"), "bell", of=""),
    Page("search.show", _("Search"), "search"),
    Page("events.index", _("Events"), "presentation"),
    Page("announcements.index", _("Announcements"), "megaphone"),
    Page("follows.index", _("What I follow"), "eye", of=""),
    Page("bookmarks.index", _("Bookmarks"), "bookmark", of=""),
    Page("posts.trash", _("Drafts and trash"), "trash-2", of=""),
    Page("templates.index", _("My templates"), "notebook-pen", of=""),
    Page("transfers.export", _("Bring in and take along"), "arrow-right-left", of=""),
    Page("notifications.settings", _("Notification settings"), "settings-2", of=""),
    Page("accounts.profile", _("Profile and settings"), "settings-2", of=""),
    Page("site.shortcuts", _("Keyboard shortcuts"), "keyboard", of=""),
)


@register.simple_tag(takes_context=True)
def ways(context, cohort, typed: str) -> list[Way]:
    """Return the pages to go to: all of them where nothing is typed, else those whose words fit, the best first."""
    user = context["user"]
    found = _pages(user, context["reader"], cohort)
    if not typed:
        return found
    found += _organising(user, context["reader"], cohort)
    ranked = {way.url: (rank, way) for way in reversed(found) if (rank := _rank(way, typed)) is not None}
    best = sorted(ranked.values(), key=lambda each: (each[0], found.index(each[1])))
    return [way for _rank_of, way in best[:MOST]]


@register.filter
def way_icon(what: str) -> str:
    """The icon of what a name is of: a topic, a person, a lecture, a post."""
    return ICONS[what]


@register.filter
def way_kind(what: str) -> str:
    """The heading over names of a kind."""
    return str(KINDS[what])


@register.simple_tag(takes_context=True)
def palette(context) -> SafeString:
    """Show the dialog that Ctrl+K opens, where the reader has a cohort, and single keys for who wants them."""
    cohort, language = context["current_cohort"], get_language() or ""
    slug = cohort.slug if cohort else ""
    dialog = _drawn("includes/palette.html", language, slug) if slug else ""
    if not context["user"].single_keys:
        return mark_safe(dialog)
    return mark_safe(dialog + _drawn("includes/keys.html", language, slug, bool(context["may_write"])))


@lru_cache(KEPT)
def _drawn(name: str, language: str, slug: str, may_write: bool = False) -> SafeString:
    shown = {"slug": slug, "language": language, "may_write": may_write}
    return mark_safe(get_template(name).render(shown))


def _pages(user, reader, cohort) -> list[Way]:
    role = _role(reader, cohort)
    has = {
        "": True,
        "writer": may_write_post(user, cohort),
        "staff": role in (Membership.Role.MENTOR, Membership.Role.ORGANISER),
        "organiser": role == Membership.Role.ORGANISER,
    }
    slugs = {"cohort": [cohort.slug], "reader": [user.handle], "": []}
    query = f"?cohort={cohort.slug}"
    return [
        Way(reverse(page.name, args=slugs[page.of]) + (query if page.whose == "writer" else ""),
            str(page.words), page.icon, page.name)
        for page in PAGES
        if has[page.whose]
    ]  # fmt: skip


def _organising(user, reader, cohort) -> list[Way]:
    if _role(reader, cohort) != Membership.Role.ORGANISER:
        return []
    changes = may_set_up_cohort(user, cohort)
    places = [place for place in organise.PLACES if changes or not place.prepares]
    return [Way(reverse(p.name, args=[cohort.slug]), str(p.words), p.icon, p.name) for p in places]


def _role(reader, cohort) -> str:
    membership = reader.membership_in(cohort.pk)
    return membership.role if membership and membership.state == Membership.State.ACTIVE else ""


def _rank(way: Way, typed: str) -> int | None:
    """How well a page fits: by the beginning of a word of it, else by its noun in the address, which is worth less.

    Not by the middle of a word: 보 is for 보라, and not for 내보내기.
    """
    for worse, name in ((0, way.words), (INSIDE, way.name.partition(".")[0])):
        rank = best_match((name,), typed)
        if rank is not None and rank < INSIDE:
            return worse + rank
    return None
