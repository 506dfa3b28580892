"""allauth's own limits (sign-in, guesses, sign-up, resets, mails), counted as ours are (accounts/limits.py).

allauth keeps a list of moments in the cache, under a lock that a request waits a second for: of a building that signs
in at ten in the morning, many would be refused for no more reason than that. Its functions have no hook, so that these
take their place (accounts/apps.py); which limit holds where stays allauth's to say (ACCOUNT_RATE_LIMITS).
"""

from dataclasses import dataclass

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.conf import settings

from accounts.limits import give_back, key_of, network_of, note_wait, take
from accounts.models import Tally

REPLACED = ("_consume_single_rate", "clear")  # of allauth 65.21's allauth.core.internal.ratelimit


@dataclass
class Usage:
    """One try that was counted."""

    key: str

    def rollback(self) -> None:
        """Take it back: what was counted as a guess was the right password."""
        give_back(self.key)


def count_instead() -> None:
    """Let allauth count here from now on. Raises AttributeError where a newer allauth has no such functions."""
    for name in REPLACED:
        getattr(ratelimit, name)
    ratelimit._consume_single_rate, ratelimit.clear = consume, clear


def consume(request, *, app, action, rate, key=None, user=None, dry_run=False, raise_exception=False) -> Usage | None:
    """Count one try at one rate; return it, or None where it is one too many."""
    mine = _key(request, app, action, rate, key, user)
    if not settings.LIMITED:
        return Usage(mine)
    if dry_run:
        full = Tally.objects.running().filter(key=mine, number__gte=rate.amount).exists()
        return None if full else Usage(mine)
    if wait := take([(mine, rate.amount, rate.duration)]):
        note_wait(request, wait)
        if raise_exception:
            raise RateLimited
        return None
    return Usage(mine)


def clear(request, *, app, action, config=None, key=None, user=None) -> None:
    """Forget the tries of one key."""
    rates = ratelimit.get_rates(app=app, action=action, config=config)
    Tally.objects.filter(key__in=[_key(request, app, action, rate, key, user) for rate in rates]).delete()


def _key(request, app: str, action: str, rate, key, user) -> str:
    whose = {"ip": lambda: network_of(request), "user": lambda: str((user or request.user).pk), "key": lambda: key}
    return key_of(app, action, str(rate), rate.per, whose[rate.per]())
