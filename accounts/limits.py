"""How often somebody may do something: counted by account and by address, as one count for all web workers.

A window begins with the first try and lets so many of them in; what is refused does not count and makes nobody wait
longer. Each try is one statement in PostgreSQL, so that sixty tries at once over four workers are sixty tries. The
table keeps no address and no name, only keyed digests of them, and is not logged: after a crash it is empty.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from hashlib import blake2b

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import DatabaseError, connection
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg.errors import DiskFull

from accounts.models import Tally

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}  # seconds
NEIGHBOURS = 64  # bits of an IPv6 address that say whose network it is: one home has all the rest

# Each row is taken only where the one before it was: who is over their own limit takes nothing from their neighbours.
TAKEN = """t{at} AS (
    INSERT INTO "{table}" AS t (key, number, ends_at)
    SELECT %s, 1, statement_timestamp() + make_interval(secs => %s) {after}
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN t.ends_at <= statement_timestamp() THEN 1 ELSE t.number + 1 END,
        ends_at = CASE WHEN t.ends_at <= statement_timestamp() THEN excluded.ends_at ELSE t.ends_at END
    WHERE t.number < %s OR t.ends_at <= statement_timestamp()
    RETURNING t.key
)"""
LEFT = 'SELECT ceil(extract(epoch FROM ends_at - statement_timestamp())) FROM "{table}" WHERE key = %s'


@dataclass(frozen=True)
class Rate:
    """So many tries in so many seconds, for each "user" or each "ip"."""

    most: int
    seconds: float
    per: str


@cache
def rates_in(text: str) -> tuple[Rate, ...]:
    """Return the rates in the notation of allauth's own: "30/m/user,6000/10m/ip". Raises ValueError."""
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d+)/(\d*)([smhd])/(user|ip)\s*", part)
        if match is None:
            raise ValueError(f"{part} is no rate: 30/m/user, 6000/10m/ip")
        most, number, unit, per = match.groups()
        found.append(Rate(int(most), int(number or 1) * UNITS[unit], per))
    return tuple(sorted(found, key=lambda rate: rate.per, reverse=True))  # one's own first


def network_of(request) -> str:
    """Return the address that a limit counts: an IPv4 address, or an IPv6 network of 64 bits."""
    text = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 6 and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, NEIGHBOURS), strict=False).network_address)


def over(request, name: str, user=None) -> str:
    """Count one try of what `name` says in settings.RATE_LIMITS; return "", or the sentence that refuses it.

    It is the try of `user`, or of who is signed in.
    The answer to a request that was refused has the status 429 and says when to come again (see `answers`).
    """
    rows = [
        (key_of(name, rate.per, whose), rate.most, rate.seconds)
        for rate in (rates_in(settings.RATE_LIMITS[name]) if settings.LIMITED else ())
        if (whose := _whose(request, rate.per, user))
    ]
    wait = take(rows) if rows else 0
    if not wait:
        return ""
    note_wait(request, wait)
    return sentence(wait)


def note_wait(request, seconds: int) -> None:
    """Let the answer say that its request was refused, and for how long."""
    request.told_to_wait = max(seconds, getattr(request, "told_to_wait", 0))


def limited(name: str, methods: tuple[str, ...] = ("POST",)) -> Callable:
    """Return a decorator of views without a field to refuse at: one try more than `name` allows is a page."""

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method in methods and over(request, name):
                return too_many(request)
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def too_many(request):
    """Return the page of a refused try; allauth's own limits show it too, as the site's handler429."""
    wait = getattr(request, "told_to_wait", 60)
    return render(request, "429.html", {"sentence": sentence(wait)}, status=429)


def sentence(seconds: int) -> str:
    """Return what somebody is told who has to wait."""
    if seconds < 60:
        words = ngettext("Wait %(n)s second and try again.", "Wait %(n)s seconds and try again.", seconds)
        return f"{_('That was a lot in a short time.')} {words % {'n': seconds}}"
    minutes = -(-seconds // 60)
    words = ngettext("Wait %(n)s minute and try again.", "Wait %(n)s minutes and try again.", minutes)
    return f"{_('That was a lot in a short time.')} {words % {'n': minutes}}"


def key_of(*parts: str) -> str:
    """Return the key of a count: nobody without the site's secret finds out whose it is."""
    secret = settings.SECRET_KEY.encode()[:64]
    return blake2b("\0".join(parts).encode(), key=secret, digest_size=16).hexdigest()


def take(rows: list[tuple[str, int, float]]) -> int:
    """Count one try for each (key, most, seconds), in their order; return 0, or the seconds to wait where one refuses.

    Those behind the one that refuses are not counted. A disk that is full refuses nobody: the counts would be lost
    anyway, and reading goes on.
    """
    values = [value for key, most, seconds in rows for value in (key, seconds, most)]
    try:
        with connection.cursor() as cursor:
            cursor.execute(_statement(len(rows)), values)
            taken = cursor.fetchone()
            if all(taken):
                return 0
            cursor.execute(LEFT.format(table=Tally._meta.db_table), [rows[taken.index(0)][0]])
            return max(1, int((cursor.fetchone() or [1])[0]))
    except DatabaseError as error:
        if isinstance(error.__cause__, DiskFull):
            return 0
        raise


def give_back(key: str) -> None:
    """Take one try out of a count again: it turned out to be none."""
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{Tally._meta.db_table}" SET number = number - 1 WHERE key = %s AND number > 0', [key])


def answers(get_response):
    """Return the middleware that says 429 and Retry-After where a try was refused, also in a form that came back."""

    def middleware(request):
        response = get_response(request)
        if wait := getattr(request, "told_to_wait", 0):
            if response.status_code == 200:
                response.status_code = 429
            response.headers["Retry-After"] = str(wait)
        return response

    return middleware


@cache
def _statement(count: int) -> str:
    """Return the statement that counts at so many rows, and says at which of them it did."""
    table = Tally._meta.db_table
    parts = [TAKEN.format(at=at, table=table, after=f"FROM t{at - 1}" if at else "") for at in range(count)]
    counts = ", ".join(f"(SELECT count(*) FROM t{at})" for at in range(count))
    return f"WITH {', '.join(parts)} SELECT {counts}"


def _whose(request, per: str, user=None) -> str:
    if per == "ip":
        return network_of(request)
    return str((user or request.user).pk or "")
