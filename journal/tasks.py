"""Background jobs: a job's name -> the action that does it. Actions leave them by name (journal/actions/jobs.py)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from django.db import Error as DatabaseError
from django.utils.translation import gettext_lazy as _
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from journal.actions.announcements import tell_of_announcement
from journal.actions.checks import tell_of_checks
from journal.actions.digests import leave_digests
from journal.actions.exports import clean_exports
from journal.actions.jobs import bring_back_stalled, forget_old_jobs, note_failure, note_success
from journal.actions.mail import deliver_mail, forget_deliveries
from journal.actions.reminders import leave_reminders
from journal.actions.rosters import apply_roster, clean_rosters
from journal.actions.search import reindex_in_turn
from journal.actions.telling import tell_of_comment, tell_of_edited_comment, tell_of_post
from journal.actions.transfers import clean_imports
from journal.actions.upkeep import clear_sessions, clear_tallies, empty_trash, forget_door_events, rerender_in_turn
from journal.actions.uploads import clean_uploads
from journal.transfer.making import make_export

BEHIND = -10  # the priority of what nobody waits for


class Patience(BaseRetryStrategy):
    """Tries again, sooner at first: a server that is being restarted, one that is down for a night."""

    waits = (
        timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1),
        timedelta(hours=3), timedelta(hours=6), timedelta(hours=12), timedelta(hours=24),
    )  # fmt: skip

    def get_retry_decision(self, *, exception: BaseException, job) -> RetryDecision | None:
        """Return when to try again, or None after nine times."""
        if job.attempts >= len(self.waits):
            return None
        return RetryDecision(retry_in={"seconds": self.waits[job.attempts].total_seconds()})


class LittlePatience(Patience):
    """For what comes again by itself."""

    waits = Patience.waits[:2]


def job(name: str, action: Callable, words: str, *, cron: str = "") -> None:
    """Let `enqueue(name, **args)` call `action(**args)` in the worker, and `cron` (minute, hour ... in UTC) without.

    `words` say on the page of jobs what it does. A scheduled job stands behind others and never runs twice at once.
    """

    def perform(timestamp: int = 0, **args) -> None:  # the moment of a scheduled job, which no action asks for
        try:
            action(**args)
        except Exception as error:
            _note_failure(name, error)
            raise
        note_success(name=name)

    perform.words = words
    if not cron:
        app.task(name=name, retry=Patience())(perform)
        return
    # What brings stalled jobs back may itself be killed: it must not wait for itself.
    lock = None if action is bring_back_stalled else name
    task = app.task(name=name, retry=LittlePatience(), lock=lock, priority=BEHIND)(perform)
    app.periodic(cron=cron, queueing_lock=name)(task)


def _note_failure(name: str, error: Exception) -> None:
    with suppress(DatabaseError):  # which may be why the job failed; the log has it
        note_failure(name=name, error=error)


# The schedule is quiet at night in Korea: 19:00 in UTC is four in the morning there.
job("bring_back_stalled", bring_back_stalled, _("Brings back jobs whose worker was killed"), cron="* * * * *")
job("forget_old_jobs", forget_old_jobs, _("Forgets finished jobs"), cron="35 * * * *")
job("clean_imports", clean_imports, _("Forgets archives that were uploaded a day ago"), cron="25 * * * *")
job("clean_rosters", clean_rosters, _("Forgets rosters that were uploaded a day ago"), cron="45 * * * *")
job("clean_exports", clean_exports, _("Forgets exports that were finished a week ago"), cron="55 * * * *")
job("empty_trash", empty_trash, _("Forgets posts that have been in the trash for 30 days"), cron="10 19 * * *")
job("clean_uploads", clean_uploads, _("Forgets pictures that nothing has shown for 7 days"), cron="20 19 * * *")
job("clear_sessions", clear_sessions, _("Forgets sign-ins that have run out"), cron="30 19 * * *")
job("forget_events", forget_door_events, _("Forgets sign-ins after the stated days"), cron="35 19 * * *")
job("clear_tallies", clear_tallies, _("Forgets how often somebody tried something"), cron="15 * * * *")
job("rerender", rerender_in_turn, _("Renders what people wrote again after an upgrade"), cron="40 19 * * *")
job("reindex_search", reindex_in_turn, _("Reads posts and comments again for search"), cron="50 19 * * *")
job("apply_roster", apply_roster, _("Takes the people of a roster into their cohort"))
job("make_export", make_export, _("Makes exports of cohorts"))
job("tell_of_comment", tell_of_comment, _("Tells people of a comment"))
job("tell_of_edited_comment", tell_of_edited_comment, _("Tells people whom a changed comment mentions"))
job("tell_of_post", tell_of_post, _("Tells people of a post"))
# One at a time, so that a worker that is killed has one mail in hand; every minute for what has to be tried again.
job("deliver_mail", deliver_mail, _("Sends mails"), cron="* * * * *")
job("leave_digests", leave_digests, _("Leaves the digests whose hour it is"), cron="*/5 * * * *")
job(
    "leave_reminders",
    leave_reminders,
    _("Reminds campers who have not written, at their cohort's hour"),
    cron="*/5 * * * *",
)
job("forget_deliveries", forget_deliveries, _("Forgets what became of mails 30 days ago"), cron="5 19 * * *")
job("tell_of_announcement", tell_of_announcement, _("Tells people of an announcement"))
job("tell_of_checks", tell_of_checks, _("Tells people that their posts were read"))
