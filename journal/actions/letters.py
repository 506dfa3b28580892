"""A mail, written: text and HTML in its receiver's language and by their clock, with the headers of its kind."""

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.models.mail import Delivery
from journal.queries.digests import digest_of
from journal.queries.invitations import CLAIM_DAYS, claim_token, to_be_invited
from journal.queries.mail import Told, address_of, one_line, told_by
from journal.queries.mail_stops import DIGEST, stop_token

# RFC 3834: no machine answers a machine. The last one is what Outlook looks at.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "Precedence": "list", "X-Auto-Response-Suppress": "All"}


class Letter:
    """A mail to be handed to a server, and the notifications it tells of."""

    def __init__(self, message: EmailMultiAlternatives, told: list[Told]):
        self.message, self.told = message, told


def letter_for(delivery: Delivery) -> Letter | None:
    """Return the mail as it is now, or None where it has nothing to say any more."""
    person = delivery.recipient
    with translation.override(person.language), timezone.override(_zone(person.time_zone)):
        if delivery.membership_id:
            return _invitation_letter(delivery)
        return _digest_letter(delivery) if delivery.digest_on else _told_letter(delivery)


def _told_letter(delivery: Delivery) -> Letter | None:
    told = told_by(delivery)
    if not told:
        return None
    post, announced = told[0].notification.post, told[0].notification.announcement
    about = one_line(post.title) or _("Untitled") if post else told[0].sentence.rstrip(".")
    about = one_line(announced.title) if announced else about
    context = {
        "told": told, "post": post, "announced": announced,
        "post_url": address_of(post.get_absolute_url() if post else "/"),
        "why": _("You get this mail because you want to hear of it at once."),
    }  # fmt: skip
    by = _sender(told)
    return Letter(_message(delivery, "told", about, context, {each.notification.kind for each in told}, by), told)


def _digest_letter(delivery: Delivery) -> Letter | None:
    digest = digest_of(delivery)
    told, totals = digest.told, digest.totals
    if not told and totals is None:
        return None
    day = format_skeleton("MMMd", delivery.digest_on, locale=translation.get_language())
    if totals is None:
        about = ngettext("%(day)s: %(n)s piece of news", "%(day)s: %(n)s pieces of news", len(told))
        about %= {"day": day, "n": len(told)}
    else:
        about = ngettext("%(day)s in the evening: %(n)s waits", "%(day)s in the evening: %(n)s wait", totals.waiting)
        about %= {"day": day, "n": totals.waiting}
    context = {
        "told": told, "totals": totals, "day": delivery.digest_on, "why": _("You get this mail once a day."),
        "desk_url": address_of(f"{delivery.cohort.get_absolute_url()}mentor/"),
        "list_url": address_of(reverse("notifications.index")),
    }  # fmt: skip
    return Letter(_message(delivery, "digest", about, context, {DIGEST}), told)


def _invitation_letter(delivery: Delivery) -> Letter | None:
    """The gate of an invitation: whoever came meanwhile, declined, or is of a cohort that is over hears nothing."""
    membership = to_be_invited(delivery.cohort).filter(pk=delivery.membership_id).select_related("user", "team").first()
    if membership is None:
        return None
    url = address_of(reverse("invitations.claim", args=[claim_token(membership)]))
    context = {
        "cohort": delivery.cohort, "membership": membership, "claim_url": url, "days": CLAIM_DAYS,
        "subject": _("You are invited to %(cohort)s") % {"cohort": one_line(delivery.cohort.name, 60)},
    }  # fmt: skip
    text, html = (render_to_string(f"emails/invited.{kind}", context).strip() for kind in ("txt", "html"))
    # On the page of the invitation it is declined by a button; no one-click, which could decline for who only looks.
    headers = AUTOMATIC | _thread(delivery) | {"List-Unsubscribe": f"<{url}>"}
    message = EmailMultiAlternatives(context["subject"], text, _from(""), [membership.user.email], headers=headers)
    message.attach_alternative(html, "text/html")
    return Letter(message, [])


def _message(
    delivery, template: str, about: str, context: dict, kinds: set[str], by: str = ""
) -> EmailMultiAlternatives:
    stop_url = address_of(reverse("mail.stop", args=[stop_token(delivery.recipient_id, kinds)]))
    subject = f"[{one_line(delivery.cohort.name, 40)}] {about}"
    context |= {
        "cohort": delivery.cohort,
        "subject": subject,
        "stop_url": stop_url,
        "settings_url": address_of(reverse("notifications.settings")),
    }
    text, html = (render_to_string(f"emails/{template}.{kind}", context).strip() for kind in ("txt", "html"))
    headers = AUTOMATIC | _thread(delivery) | {
        "List-Id": f"<{delivery.cohort.slug}.{_host()}>", "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }  # fmt: skip
    message = EmailMultiAlternatives(subject, text, _from(by), [delivery.recipient.email], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def _thread(delivery: Delivery) -> dict[str, str]:
    """What mail programs put mails together by: all about one post answer a mail that nobody ever sent."""
    headers = {"Message-ID": f"<delivery.{delivery.key}@{_host()}>"}
    if not delivery.post_id:
        return headers
    root = f"<post.{delivery.post_id}@{_host()}>"
    return headers | {"In-Reply-To": root, "References": root}


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _sender(told: list[Told]) -> str:
    """Who did it, as the mail's sender: the person where it is one, for a list of mails to be read at a glance."""
    actors = {each.notification.actor for each in told if each.notification.actor}
    return one_line(actors.pop().display_name, 50) if len(actors) == 1 else ""


def _from(by: str) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((f"{by} ({name or 'Haru'})", address)) if by else settings.DEFAULT_FROM_EMAIL


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo(settings.TIME_ZONE)
