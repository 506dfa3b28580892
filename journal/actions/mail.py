"""Mails: left in the transaction of what they tell of, sent by the worker, none lost and none sent twice on purpose.

A row of Delivery is there before anything is sent. Whoever sends it holds the row, and writes that it was sent in the
same transaction; a worker that is killed lets go of the row, and the next one sends it again. So a mail can arrive
twice only where a worker is killed between the server's yes and that commit: at most one for each such end, and both
have the same Message-ID, by which mail programs show one.
"""

import smtplib
from collections.abc import Iterable
from datetime import timedelta

from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.actions.letters import Letter, letter_for
from journal.models.mail import Delivery
from journal.models.notifications import Notification

TOGETHER = timedelta(minutes=2)  # what happens at one post within this time is one mail
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
MOST = 500  # mails that are looked for at once
KEPT_DAYS = 30
State = Delivery.State
DUE = (State.WAITING, State.SENDING)
# The server cannot be talked to at all: it is no mail's fault, and the others need not be tried.
NO_TALK = (
    smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError,
)  # fmt: skip
LEAVE = """
INSERT INTO journal_delivery AS known (
  recipient_id, cohort_id, post_id, notification_id, state, due_at, tries, error, made_at)
SELECT recipient_id, cohort_id, post_id, CASE WHEN post_id IS NULL THEN id END, 'waiting', %(due)s, 0, '', %(now)s
FROM journal_notification WHERE id = ANY(%(told)s) ORDER BY recipient_id
ON CONFLICT (recipient_id, post_id) WHERE state = 'waiting' AND post_id IS NOT NULL
DO UPDATE SET due_at = known.due_at
"""


class MailUnsent(Exception):
    """Mails could not be sent; they are kept, and tried again."""


def leave_mail(*, told: Iterable[int], at_once: bool = False) -> None:
    """Leave mails about these notifications (keys), in the caller's transaction.

    What happens at the same post until it is sent joins it; `at_once` waits for nothing more. A mail that waits is held
    until the caller's transaction ends, so that it is not sent without what joins it.
    """
    keys = list(told)
    if not keys:
        return
    now = timezone.now()
    due_at = now if at_once else now + TOGETHER
    with connection.cursor() as cursor:
        cursor.execute(LEAVE, {"told": keys, "due": due_at, "now": now})
    enqueue("deliver_mail", at=due_at)


def deliver_mail() -> int:
    """Send the mails that are due, one transaction each; return how many were sent.

    What fails is tried again later, for two days (a job looks for it every minute); what the server refuses for good is
    written down and left. Raises MailUnsent where the server could not be reached, so that it is seen among the jobs.
    """
    office = get_connection()
    sent = 0
    try:
        tried: set[int] = set()
        while due := [pk for pk in _closed() if pk not in tried]:
            tried.update(due)
            sent += sum(_deliver(pk, office) for pk in due)
    finally:
        office.close()
    return sent


def forget_deliveries() -> int:
    """Forget what became of mails more than 30 days ago; return how many."""
    old = Delivery.objects.exclude(state__in=DUE).filter(made_at__lte=timezone.now() - timedelta(days=KEPT_DAYS))
    return old.delete()[0]


def _closed() -> list[int]:
    """Close what is due, so that what happens from now on makes a mail of its own; return all that is to be sent."""
    now = timezone.now()
    with transaction.atomic():
        due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now).select_for_update(skip_locked=True)
        Delivery.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:MOST])).update(state=State.SENDING)
    sending = Delivery.objects.filter(state=State.SENDING, due_at__lte=now)
    return list(sending.order_by("due_at", "pk").values_list("pk", flat=True)[:MOST])


def _deliver(pk: int, office) -> bool:
    """Send one mail, unless another worker has it; return whether it was sent."""
    try:
        with transaction.atomic():
            delivery = _held(pk)
            letter = delivery and letter_for(delivery)
            if letter is None:
                _end(delivery, State.DROPPED)
                return False
            office.send_messages([letter.message])
            _mark(delivery, letter)
            return True
    except Exception as error:
        office.close()  # whatever state it is in
        _fail(pk, error)
        if _is_out_of_reach(error):
            raise MailUnsent(type(error).__name__) from error
        return False


def _held(pk: int) -> Delivery | None:
    with connection.cursor() as cursor:  # a slow mail server may take longer than pages may
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
    rows = Delivery.objects.filter(pk=pk, state=State.SENDING).select_related("recipient", "cohort", "post")
    return rows.select_for_update(skip_locked=True, of=("self",)).first()


def _mark(delivery: Delivery, letter: Letter) -> None:
    """Write down that a mail was sent, and what it told of."""
    for told in letter.told:
        row = told.notification
        Notification.objects.filter(pk=row.pk).update(mailed_at=row.told_at, mailed=row.comments)
    _end(delivery, State.SENT, sent_at=timezone.now())


def _end(delivery: Delivery | None, state: str, **more) -> None:
    if delivery:
        Delivery.objects.filter(pk=delivery.pk).update(state=state, **more)


def _fail(pk: int, error: Exception) -> None:
    """Write down what went wrong, and when to try again, if at all."""
    with transaction.atomic():
        delivery = _held(pk)
        if delivery is None:
            return
        delivery.tries, delivery.error = delivery.tries + 1, _words_of(error)
        if is_refused(error):
            delivery.state = State.REFUSED
        elif delivery.tries > len(BACKOFF):
            delivery.state = State.GIVEN_UP
        else:
            delivery.due_at = timezone.now() + BACKOFF[delivery.tries - 1]
        delivery.save(update_fields=["tries", "error", "state", "due_at"])


def _is_out_of_reach(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPException):  # which is an OSError too
        return isinstance(error, NO_TALK)
    return isinstance(error, OSError)


def is_refused(error: Exception) -> bool:
    """Return whether a mail server has said for good that it does not take this mail (RFC 5321, 4.2.1: 5yz)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _words_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {said}"[:300].replace("\x00", "")
    return f"{type(error).__name__}: {error}"[:300].replace("\x00", "")
