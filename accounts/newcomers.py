"""Accounts for people who have not come yet: without a password, until they claim theirs by the mail they were sent."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.names import display_key, handle_key

# No two of these look alike (accounts/names.handle_key), and no word of the site can be made of digits alone.
_SIGNS = "23456789"
_LENGTH = 12


def make_newcomers(people: Iterable[tuple[str, str]], *, language: str, time_zone: str) -> list[User]:
    """Return new, saved accounts for these (e-mail, name) pairs, in their order.

    A handle is made up: that of an address would tell it to everybody. Whoever claims the account chooses theirs.
    An address must belong to nobody yet; raises IntegrityError where somebody took it meanwhile.
    """
    newcomers = []
    for email, name in people:
        handle = "new" + "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        newcomers.append(
            User(
                email=email.lower(),
                handle=handle,
                handle_key=handle_key(handle),
                display_name=name,
                display_key=display_key(name)[:200],
                password=make_password(None),
                language=language,
                time_zone=time_zone,
            )  # fmt: skip
        )
    return User.objects.bulk_create(newcomers)


def is_claimed(user: User) -> bool:
    """Return whether somebody can sign in to an account by a password of theirs."""
    return user.has_usable_password()
