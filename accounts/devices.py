"""Where somebody is signed in: their sessions as devices, in words, and how they are ended."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.limits import network_of
from accounts.models import Session, User

MOST_AGENT = 300  # characters
MOST_SHOWN = 100

# The first that fits: browsers call themselves by the names of those that came before them.
BROWSERS = (
    ("KAKAOTALK", "KakaoTalk"), ("NAVER", "Naver"), ("Whale/", "Whale"), ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"), ("OPR/", "Opera"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "Python"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_UNFIT = re.compile("[^\x20-\x7e]")


@dataclass(frozen=True)
class Device:
    """One sign-in as its owner is shown it."""

    public: UUID
    words: str
    address: str
    made_at: datetime
    seen_at: datetime
    is_this: bool


def browser_of(request) -> tuple[str, str]:
    """Return what a request's browser calls itself, in ASCII and cut to 300 characters, and its address or network."""
    return _UNFIT.sub("", request.META.get("HTTP_USER_AGENT", ""))[:MOST_AGENT], network_of(request)


def device_words(agent: str) -> str:
    """Return what a browser's name for itself says to people: "Chrome on Windows"."""
    browser = next((word for sign, word in BROWSERS if sign in agent), "")
    system = next((word for sign, word in SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def oldest(now: datetime) -> tuple[datetime, datetime]:
    """Return since when a session must have been begun, and been used, to be one at the moment `now`."""
    return now - timedelta(seconds=settings.SESSION_COOKIE_AGE), now - settings.SESSION_IDLE


def devices_of(user: User, key: str) -> list[Device]:
    """Return where `user` is signed in, last seen first; `key` is that of the session that asks, which leads.

    A session of another password than today's opens nothing any more, and is not shown.
    """
    now = timezone.now()
    made_at, seen_at = oldest(now)
    running = Session.objects.filter(user=user, expire_date__gt=now, made_at__gt=made_at, seen_at__gt=seen_at)
    rows = running.order_by("-seen_at", "-made_at")[:MOST_SHOWN]
    alive = [row for row in rows if _is_alive(row, user)]
    devices = [
        Device(row.public, device_words(row.agent), row.address, row.made_at, row.seen_at, row.session_key == key)
        for row in alive
    ]
    return sorted(devices, key=lambda device: not device.is_this)


def end_session(user: User, public: UUID) -> bool:
    """End one session of `user`; return whether it was there. It holds from its next request on."""
    return Session.objects.filter(user=user, public=public).delete()[0] > 0


def end_others(user: User, key: str) -> int:
    """End every session of `user` but that of this key (all, where it is empty); return how many."""
    return Session.objects.filter(user=user).exclude(session_key=key or "").delete()[0]


def _is_alive(row: Session, user: User) -> bool:
    known = row.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(known, user.get_session_auth_hash())
