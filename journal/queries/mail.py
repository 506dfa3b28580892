"""What a mail says at the moment at which it is sent: only what its receiver may read then, and wants to be mailed."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from journal.models.comments import Comment
from journal.models.mail import Delivery
from journal.models.notifications import Channel, Notification
from journal.models.posts import HEAVY
from journal.queries.audience import people_named
from journal.queries.gate import channel_of
from journal.queries.reminders import is_settled
from journal.text.excerpts import excerpt
from journal.text.markdown import parse

MOST_SAID = 10  # comments that one mail brings; the page has them all
LENGTH = 600  # characters of each


@dataclass(frozen=True)
class Said:
    """A comment as a mail brings it: who said it, as what, the beginning of it, and its address."""

    comment: Comment
    words: str
    url: str


@dataclass(frozen=True)
class Told:
    """A notification in a mail: what happened in a sentence, what was said, and where to look; `words` are the
    beginning of an announcement."""

    notification: Notification
    sentence: str
    url: str
    said: list[Said] = field(default_factory=list)
    words: str = ""


def told_by(delivery: Delivery) -> list[Told]:
    """Return what a mail that is not a digest may tell now, the oldest first; nothing where nothing is left to tell.

    Left out is what was read or mailed meanwhile, what its receiver may not see any more, and what they do not want by
    mail. The languages and the clock are the caller's.
    """
    rows = Notification.objects.visible_to(delivery.recipient).unmailed().filter(cohort=delivery.cohort_id)
    about = {"post": delivery.post_id} if delivery.post_id else {"pk": delivery.notification_id}
    return tell(delivery.recipient, rows.filter(**about), Channel.MAIL)


def tell(recipient, rows, channel: str) -> list[Told]:
    """Return those of these notifications that go to `recipient` by `channel` now, as a mail tells of them."""
    rows = rows.select_related("post", "question", "actor", "cohort", "comment", "announcement")
    rows = rows.defer(*(f"post__{name}" for name in HEAVY)).order_by("created_at", "pk")
    wanted = [row for row in rows if channel_of(row) == channel and not is_settled(row)]
    said = _comments_of(recipient, wanted)
    named = people_named(key for row in wanted for key in row.people)
    return [_told(row, [said[key] for key in row.comments if key in said], named) for row in wanted]


def address_of(path: str) -> str:
    """Return a page's whole address, as it stands in a mail."""
    return f"{settings.SITE_URL}{path}"


def one_line(text: str, most: int = 150) -> str:
    """Return words for a header: without line ends and other controls, which could begin a header of their own."""
    words = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def who_did(names: list[str]) -> str:
    """Return the people of a sentence: the newest by name, the others counted."""
    if not names:
        return _("Somebody")
    if len(names) == 1:
        return pgettext("one person, in a sentence", "%(name)s") % {"name": names[0]}
    others = ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", len(names) - 1)
    return others % {"name": names[0], "n": len(names) - 1}


def _comments_of(recipient, rows: list[Notification]) -> dict[int, Comment]:
    """Return the comments of these notifications that `recipient` may read, but for those an earlier mail brought."""
    keys = {key for row in rows for key in row.comments if key}
    if not keys:
        return {}
    seen = Comment.objects.visible_to(recipient).standing().filter(pk__in=keys).select_related("author", "post")
    brought = {key for row in rows for key in row.mailed}
    return {each.pk: each for each in seen if each.pk not in brought}


def _told(row: Notification, comments: list[Comment], named: dict) -> Told:
    people = [comment.author_id for comment in reversed(comments)] or row.people
    names = [one_line(named[key].display_name, 50) for key in dict.fromkeys(people) if key in named]
    context = {"who": who_did(names), "told": row}
    sentence = render_to_string(f"emails/kinds/{row.kind}.txt", context).strip()
    said = [Said(each, _beginning(each.body), address_of(each.get_absolute_url())) for each in comments[-MOST_SAID:]]
    words = _beginning(row.announcement.body) if row.announcement else ""
    return Told(row, sentence, said[-1].url if said else address_of(row.get_absolute_url()), said, words)


def _beginning(body: str) -> str:
    return excerpt(parse(body), LENGTH)
