"""The doors of mails: the addresses that end them; the ones kept in files, on a development machine only."""

from django.conf import settings
from django.http import Http404

from journal.queries.mail_stops import Stop, stop_of
from journal.queries.mailbox import Kept, mail_kept
from journal.text.letters import Letter


def mailbox_to_read() -> None:
    """Let everybody look at the mails on their own machine: signing up needs them. Raises Http404 elsewhere."""
    if settings.PRODUCTION:
        raise Http404


def kept_to_read(name: str) -> Kept:
    """Return the mails of a file; raises Http404."""
    mailbox_to_read()
    kept = mail_kept(name)
    if kept is None:
        raise Http404
    return kept


def letter_to_read(name: str, at: int) -> Letter:
    """Return the mail at a place (from 0) in a file; raises Http404."""
    letters = kept_to_read(name).letters
    if at >= len(letters):
        raise Http404
    return letters[at]


def stop_to_do(token: str) -> Stop:
    """Return what the word in a mail's address ends, whoever asks; raises Http404 for a word that Haru did not sign."""
    stop = stop_of(token)
    if stop is None:
        raise Http404
    return stop
