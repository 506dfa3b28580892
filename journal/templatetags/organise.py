"""The organisers' pages: one list of places beside each of them (templates/journal/organise.html)."""

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from journal.policies import may_set_up_cohort

register = template.Library()


class Place(NamedTuple):
    """A place of the organisers: the URL's name (with the cohort's slug as its only word), its words and its icon.

    `also` are the names of pages that belong to it; `prepares` is whether it changes what a cohort that is over keeps.
    """

    name: str
    words: str
    icon: str
    also: tuple[str, ...] = ()
    prepares: bool = False


# In the order in which they stand. A desk joins with a line of its own.
PLACES = (
    Place("organiser_desk.show", _("Overview"), "layout-dashboard"),
    Place("organiser_desk.board", _("Board"), "table-2"),
    Place("opening.basics", _("Name and dates"), "calendar-days", prepares=True),
    Place("opening.holidays", _("Holidays"), "calendar-off", prepares=True),
    Place("cohorts.template", _("Section template"), "layout-template", prepares=True),
    Place("opening.curriculum", _("Curriculum"), "book-open", prepares=True),
    Place("events.new", _("Events"), "presentation", also=("events.edit", "events.delete"), prepares=True),
    Place(
        "announcements.new", _("Announcements"), "megaphone", prepares=True,
        also=("announcements.edit", "announcements.delete", "announcements.readers"),
    ),
    Place(
        "topic_care.index", _("Topics"), "tags", prepares=True,
        also=("topic_care.show", "topic_care.rename", "topic_care.merge", "topic_care.split", "topic_changes.index"),
    ),
    Place("rosters.new", _("Roster"), "users-round", also=("rosters.apply",), prepares=True),
    Place("invitations.index", _("Invitations"), "mail-plus", prepares=True),
    Place("members.index", _("People"), "user-round-cog", also=("members.change", "members.forget")),
    Place("teams.index", _("Teams"), "network", also=("teams.edit",), prepares=True),
    Place("opening.show", _("Opening"), "list-checks"),
    Place("exports.index", _("Export"), "download", also=("exports.show",)),
    Place("endings.show", _("The end"), "flag-triangle-right"),
    Place("reports.index", _("Reports"), "flag"),
    Place("acts.index", _("Log"), "scroll-text"),
)  # fmt: skip
# What a cohort in preparation is led through, by the names of its places.
STEPS = ("opening.basics", "opening.holidays", "cohorts.template", "opening.curriculum", "rosters.new", "opening.show")
NAMES = frozenset(name for place in PLACES for name in (place.name, *place.also))


@register.inclusion_tag("journal/_organise_places.html", takes_context=True)
def organise_places(context, cohort) -> dict:
    """Show the places of the organisers of `cohort`, the present one marked."""
    match = context["request"].resolver_match
    here = match.url_name if match else ""
    changes = may_set_up_cohort(context["user"], cohort)
    places = [
        {"words": place.words, "icon": place.icon, "url": reverse(place.name, args=[cohort.slug]),
         "current": "page" if here == place.name else "true" if here in place.also else ""}
        for place in PLACES
        if changes or not place.prepares
    ]  # fmt: skip
    return {"places": places, "here": next((place for place in places if place["current"]), None)}


@register.simple_tag(takes_context=True)
def step_words(context, cohort) -> str:
    """Return which step of a cohort's preparation this page is, in words; nothing where it is none."""
    match = context["request"].resolver_match
    if cohort.state != cohort.State.DRAFT or not match or match.url_name not in STEPS:
        return ""
    return gettext("Step %(step)s of %(steps)s") % {"step": STEPS.index(match.url_name) + 1, "steps": len(STEPS)}
