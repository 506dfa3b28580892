"""Mails that tell at once: left with what happened, sent to whom may and wants, through a real mail server."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from journal.actions.comments import delete_comment
from journal.actions.jobs import enqueue
from journal.actions.mail import TOGETHER, MailUnsent, deliver_mail, forget_deliveries
from journal.actions.notifications import notify, prefer, read_notification
from journal.models.mail import Delivery
from journal.models.notifications import Channel, Kind, Notification
from journal.models.people import Membership
from tests.factories import make_comment
from tests.jobs import run_jobs, waiting_jobs
from tests.leak_ways import HEARS, TABLE, WAYS, tell

pytestmark = pytest.mark.django_db
SOON = TOGETHER + timedelta(seconds=1)


def send(later: timedelta = SOON) -> list[str]:
    """Let the worker do what is due by then."""
    Delivery.objects.filter(state__in=["waiting", "sending"], due_at__lte=timezone.now() + later).update(
        due_at=timezone.now()
    )
    return run_jobs("deliver_mail", until=timezone.now() + later)


def mention(cast, actor=None, body="@minji 보세요.", post="cohort", hearer=None, kind=Kind.MENTION):
    """Tell Minji that somebody named her in a comment."""
    actor = actor or cast.mentor
    comment = make_comment(actor, cast.posts[post], body)
    notify(recipients=[hearer or cast.author], kind=kind, actor=actor, post=comment.post, comment=comment)
    return comment


def want(user, channel, *kinds):
    """Let somebody hear of these kinds, or of all, by a channel."""
    prefer(user=user, channels=dict.fromkeys(kinds or Kind, channel))


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


# What is sent, and when.


def test_what_happened_is_mailed_after_a_short_while(cast, letterbox):
    mention(cast)
    assert run_jobs("deliver_mail") == [] and not letterbox.letters
    send()
    (letter,) = letterbox.letters
    assert letter["To"] == "minji@test.example"
    assert "@minji 보세요." in letterbox.text() and "@minji 보세요." in letterbox.text("html")
    assert states() == ["sent"]
    send()
    assert len(letterbox) == 1


def test_what_happens_at_one_post_meanwhile_is_one_mail(cast, letterbox):
    mention(cast, body="첫째")
    mention(cast, cast.organiser, body="둘째")
    mention(cast, kind=Kind.ANSWER, body="셋째")
    mention(cast, post="team", body="다른 글")
    send()
    assert len(letterbox) == 2
    first = letterbox.letters[0].get_body(preferencelist=("plain",)).get_content()
    assert all(word in first for word in ("첫째", "둘째", "셋째")) and "다른 글" not in first


def test_what_happens_afterwards_is_a_mail_of_its_own_that_repeats_nothing(cast, letterbox):
    mention(cast, body="첫째")
    send()
    mention(cast, cast.organiser, body="둘째")
    send()
    assert len(letterbox) == 2
    assert "둘째" in letterbox.text() and "첫째" not in letterbox.text()


def test_what_was_read_meanwhile_is_not_mailed(cast, letterbox):
    mention(cast)
    read_notification(notification=Notification.objects.get(kind=Kind.MENTION))
    send()
    assert (len(letterbox), states()) == (0, ["dropped"])


def test_a_mentor_s_words_are_mailed_at_once(cast, letterbox):
    notify(recipients=[cast.author], kind=Kind.NUDGE, actor=cast.mentor, cohort=cast.cohort, words="잘 지내요?")
    notify(recipients=[cast.author], kind=Kind.NUDGE, actor=cast.mentor, cohort=cast.cohort, words="기다릴게요.")
    assert run_jobs("deliver_mail")
    assert len(letterbox) == 2
    assert "잘 지내요?" in letterbox.letters[0].get_body(preferencelist=("plain",)).get_content()


def test_a_mail_goes_back_with_what_it_tells_of(cast, letterbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        mention(cast)
        raise RuntimeError
    assert (states(), waiting_jobs("deliver_mail")) == ([], [])


# Who gets none.


@pytest.mark.parametrize(("kind", "way"), TABLE)
def test_what_became_unseen_is_not_mailed(cast, letterbox, kind, way):
    role = HEARS[kind]
    want(cast.people[role], Channel.MAIL)
    assert tell(cast, kind)
    WAYS[way].happens(cast, role)
    Notification.objects.exclude(kind=kind).delete()
    send()
    receivers = [letter["To"] for letter in letterbox.letters]
    gone = not Notification.objects.exists()
    assert receivers == ([] if WAYS[way].hides(kind) or gone else [cast.people[role].email])


@pytest.mark.parametrize("channel", [Channel.SITE, Channel.DIGEST, Channel.NONE])
def test_who_wants_no_mail_gets_none(cast, letterbox, channel):
    want(cast.author, channel)
    mention(cast)
    send()
    assert (len(letterbox), states()) == (0, [])


@pytest.mark.parametrize("channel", [Channel.SITE, Channel.DIGEST, Channel.NONE])
def test_who_ends_it_before_it_is_sent_gets_none(cast, letterbox, channel):
    mention(cast)
    want(cast.author, channel)
    send()
    assert (len(letterbox), states()) == (0, ["dropped"])


@pytest.mark.parametrize("state", ["on_leave", "withdrawn", "invited"])
def test_who_is_away_or_gone_gets_none(cast, letterbox, state):
    mention(cast)
    Membership.objects.filter(cohort=cast.cohort, user=cast.author).update(state=state)
    send()
    assert len(letterbox) == 0


def test_a_closed_account_gets_none(cast, letterbox):
    mention(cast)
    type(cast.author).objects.filter(pk=cast.author.pk).update(is_active=False)
    send()
    assert len(letterbox) == 0


def test_a_deleted_comment_is_not_mailed(cast, letterbox):
    gone = mention(cast, body="zq-gone")
    mention(cast, cast.organiser, body="stays")
    delete_comment(comment=gone)
    send()
    assert "stays" in letterbox.text() and "zq-gone" not in letterbox.text() + letterbox.text("html")


# Bad mail servers.


def test_a_server_that_is_away_loses_nothing(cast, letterbox, settings):
    mention(cast)
    mention(cast, post="team")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(MailUnsent):
        send()
    assert states() == ["sending", "sending"]
    first = Delivery.objects.exclude(error="").get()
    assert (first.tries, "Refused" in first.error) == (1, True) and first.due_at > timezone.now()
    settings.EMAIL_PORT = port
    send()
    assert (len(letterbox), states()) == (2, ["sent", "sent"])


def test_a_busy_server_is_asked_again_later(cast, letterbox):
    letterbox.refusals = {"RCPT": ["451 later"], "DATA": ["452 full"]}
    mention(cast)
    for tries, error in ((1, "451 later"), (2, "452 full")):
        send(later=SOON)
        row = Delivery.objects.get()
        assert (row.state, row.tries, row.error) == ("sending", tries, error)
        assert row.due_at > timezone.now() + timedelta(seconds=50)
        Delivery.objects.update(due_at=timezone.now())
        enqueue("deliver_mail")
    run_jobs("deliver_mail")
    assert (len(letterbox), states()) == (1, ["sent"])


@pytest.mark.parametrize("where", ["RCPT", "DATA"])
def test_a_mail_that_is_refused_for_good_is_written_down_and_left(cast, letterbox, where):
    letterbox.refusals = {where: ["550 no such mailbox"]}
    mention(cast)
    mention(cast, post="team")
    send()
    row = Delivery.objects.get(state="refused")
    assert (row.error, row.tries) == ("550 no such mailbox", 1)
    assert len(letterbox) == 1  # the other one
    send(timedelta(days=30))
    assert len(letterbox) == 1


def test_a_server_that_never_takes_it_is_given_up(cast, letterbox):
    mention(cast)
    letterbox.refusals = {"RCPT": ["451 later"] * 50}
    for _try in range(20):
        Delivery.objects.filter(state__in=["waiting", "sending"]).update(due_at=timezone.now())
        deliver_mail()
    assert (states(), Delivery.objects.get().tries) == (["given_up"], 9)


def test_a_mail_that_another_worker_is_sending_is_left_to_it(cast, letterbox, monkeypatch):
    mention(cast)
    monkeypatch.setattr("journal.actions.mail._held", lambda pk: None)
    send()
    assert (len(letterbox), states()) == (0, ["sending"])


def test_old_deliveries_are_forgotten_but_not_what_is_to_be_sent(cast):
    mention(cast)
    mention(cast, post="team")
    Delivery.objects.filter(post=cast.posts["team"]).update(state="sent")
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=31))
    assert forget_deliveries() == 1
    assert states() == ["waiting"]
