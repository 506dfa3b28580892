"""The words in mails' addresses by which their receiver ends them, without signing in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from accounts.models import User
from journal.models.notifications import Kind

DIGEST = "digest"
SIGNER = signing.Signer(salt="haru.mail.stop", sep=".")


@dataclass(frozen=True)
class Stop:
    """What one person may end by a mail's address: kinds of notifications by mail, or the digest."""

    user: User
    kinds: tuple[str, ...]

    @property
    def ends_digest(self) -> bool:
        """Whether it is the digest that ends."""
        return DIGEST in self.kinds

    @property
    def labels(self) -> list[str]:
        """The kinds in words."""
        return [Kind(kind).label for kind in self.kinds if kind != DIGEST]


def stop_token(user_id: int, kinds: Iterable[str]) -> str:
    """Return the word that ends these kinds (or DIGEST) of mails to a person. It does not expire: old mails keep it."""
    return SIGNER.sign(f"{user_id}-{'-'.join(sorted({str(kind) for kind in kinds}))}")


def stop_of(token: str) -> Stop | None:
    """Return what a word ends, or None where Haru did not sign it, or its person is gone."""
    try:
        user_id, *kinds = SIGNER.unsign(token).split("-")
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    known = tuple(kind for kind in kinds if kind == DIGEST or kind in Kind.values)
    return Stop(user, known) if user and known else None
