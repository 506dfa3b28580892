"""The frame of every page: its header, the menu and the bar, drawn once for all who are shown the same.

As with rows of lists (rows.py), a piece is kept under everything that it shows, and its template is given nothing else.
Only the form token and the page's own address are put into a kept piece afterwards.
"""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.policies import may_see_jobs, may_start_cohort
from journal.templatetags import organise
from journal.templatetags.kept import ADDRESS, TOKEN

register = template.Library()
# Whose pages belong to which of the header's places: a page inside one says so, whatever its own name is.
PLACES = {
    "cohorts": "days", "sections": "days", "curriculum": "lectures", "events": "lectures", "topics": "topics",
    "proposals": "topics", "questions": "faq", "people": "people", "mentor_desk": "desk",
    "notes": "desk", "nudges": "desk",
}  # fmt: skip
MOST_PAST = 5  # in the menu; the home page has them all
KEPT = 1_500  # pieces of a process, of about 5 kB


class FrameCohort(NamedTuple):
    """A cohort as the frame names it."""

    slug: str
    name: str
    role: str  # of the reader there; "" for who is no member


class FramePerson(NamedTuple):
    """Whose page it is, as the frame shows them; the same properties as a User has."""

    handle: str
    display_name: str = ""
    picture_url: str = ""
    initial: str = ""
    pk: int = 0

    @property
    def address(self) -> str:
        """Where their page is."""
        return f"/@{self.handle}/"


class Frame(NamedTuple):
    """All that a piece of the frame shows, in the reader's language; None and "" where it shows no such thing."""

    language: str
    here: str
    current_cohort: FrameCohort | None
    may_write: bool
    user: FramePerson | None = None
    may_see_jobs: bool = False
    may_start_cohort: bool = False
    past: tuple[FrameCohort, ...] = ()  # the reader's, ended and not put away yet
    unread: str = ""  # how many notifications: "3", "99+"


@register.simple_tag(takes_context=True)
def masthead_places(context) -> SafeString:
    """Show the places of the header: the mark, the cohort and its pages."""
    return _drawn("includes/header_places.html", _frame(context))


@register.simple_tag(takes_context=True)
def masthead_tools(context) -> SafeString:
    """Show the header's field of search and its button to write."""
    return _drawn("includes/header_tools.html", _frame(context))


@register.simple_tag(takes_context=True)
def bell(context) -> SafeString:
    """Show the way to one's notifications, with how many are unread."""
    frame = _frame(context)._replace(current_cohort=None, may_write=False, unread=str(context["unread"]))
    return _drawn("includes/bell.html", frame)


@register.simple_tag(takes_context=True)
def my_menu(context) -> SafeString:
    """Show the signed-in person's own menu."""
    user = context["user"]
    person = FramePerson(user.handle, user.display_name, user.picture_url, user.initial, user.pk)
    may = {"may_see_jobs": may_see_jobs(user), "may_start_cohort": may_start_cohort(user)}
    frame = _frame(context)._replace(user=person, here="", may_write=False, past=_past(context["reader"]), **may)
    request = context["request"]
    kept = _drawn("includes/me.html", frame).replace(TOKEN, str(context["csrf_token"]))
    return mark_safe(kept.replace(ADDRESS, escape(request.get_full_path())))


@register.simple_tag(takes_context=True)
def places_bar(context) -> SafeString:
    """Show the bar of places at the bottom of a phone's screen."""
    user = context["user"]
    frame = _frame(context)
    if frame.here == "people.show" and context.get("person") != user:
        frame = frame._replace(here="")
    return _drawn("includes/bar.html", frame._replace(user=FramePerson(user.handle), unread=str(context["unread"])))


def _frame(context) -> Frame:
    request, language = context["request"], get_language() or ""
    if getattr(request, "frame", None) is None or request.frame.language != language:
        match, cohort = request.resolver_match, context["current_cohort"]
        request.frame = Frame(  # kept there: each of a page's five pieces asks
            language=language,
            here=match.url_name if match else "",
            current_cohort=_cohort(cohort, context["reader"]) if cohort else None,
            may_write=bool(context["may_write"]),
        )
    return request.frame


def _cohort(cohort, reader) -> FrameCohort:
    membership = reader.membership_in(cohort.pk)
    role = membership.role if membership and membership.state == Membership.State.ACTIVE else ""
    return FrameCohort(cohort.slug, cohort.name, role)


def _past(reader) -> tuple[FrameCohort, ...]:
    ended = [m.cohort for m in reader.memberships if m.cohort.state == Cohort.State.ENDED]
    return tuple(
        FrameCohort(c.slug, c.name, "") for c in sorted(ended, key=lambda c: c.first_on, reverse=True)[:MOST_PAST]
    )


@lru_cache(KEPT)
def _drawn(name: str, frame: Frame) -> SafeString:
    shown = {**frame._asdict(), "csrf_token": TOKEN, "address": mark_safe(ADDRESS)}
    shown["is_organising"] = frame.here in organise.NAMES
    shown["place"] = "" if shown["is_organising"] else PLACES.get((frame.here or "").split(".")[0], "")
    return mark_safe(get_template(name).render(shown))
