"""Ending mails by the address in them: asked on a page, done by a button or by the mail program's one click."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.logs import WithoutTokens
from journal.actions.notifications import prefer
from journal.models.mail import DigestStop
from journal.models.notifications import NotificationPreference
from journal.queries.mail_stops import stop_token
from tests.guards import query_budget
from tests.journal.views.browsing import browser, words

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_for(user, *kinds) -> str:
    User.objects.filter(pk=user.pk).update(language="en")
    return reverse("mail.stop", args=[stop_token(user.pk, kinds or ("mention",))])


def channels(user) -> dict[str, str]:
    return dict(NotificationPreference.objects.filter(user=user).values_list("kind", "channel"))


def test_looking_changes_nothing(cast):
    """Mail scanners open every link."""
    path = path_for(cast.author)
    for _time in range(2):
        with query_budget(3):
            page = browser().get(path)
        assert "No more of these mails?" in words(page) and "Mentions of me" in words(page)
    assert browser().head(path).status_code == 200
    assert channels(cast.author) == {}


def test_a_mail_program_ends_it_in_one_click(cast):
    """RFC 8058: a POST without a session, a cookie or a token of ours."""
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(path_for(cast.author), ONE_CLICK)
    assert answer.status_code == 200 and "sessionid" not in answer.cookies
    assert channels(cast.author) == {"mention": "site"}


def test_twice_is_as_good_as_once(cast):
    path = path_for(cast.author, "mention", "answer")
    for _time in range(2):
        assert "You get no more of these mails" in words(browser().post(path, ONE_CLICK))
    assert channels(cast.author) == {"mention": "site", "answer": "site"}
    assert channels(cast.mentor) == {}


@pytest.mark.parametrize("channel", ["site", "digest", "none"])
def test_what_was_chosen_since_stays(cast, channel):
    prefer(user=cast.author, channels={"mention": channel})
    browser().post(path_for(cast.author), ONE_CLICK)
    assert channels(cast.author) == {"mention": channel}


def test_ending_the_digest_leaves_what_is_in_it_on_the_site(cast):
    prefer(user=cast.mentor, channels={"mention": "digest", "answer": "mail"})
    assert "The digest" in words(browser().get(path_for(cast.mentor, "digest")))
    browser().post(path_for(cast.mentor, "digest"), ONE_CLICK)
    browser().post(path_for(cast.mentor, "digest"), ONE_CLICK)
    assert channels(cast.mentor) == {"mention": "site", "answer": "mail", "comment": "site", "reply": "site"}
    assert DigestStop.objects.filter(user=cast.mentor).count() == 1


def test_a_mentor_brings_their_desk_s_numbers_back_on_the_page_of_settings(cast):
    browser().post(path_for(cast.mentor, "digest"), ONE_CLICK)
    client, settings = browser(cast.mentor), reverse("notifications.settings")
    assert client.get(settings).context["form"]["evening"].value() == "none"
    client.post(settings, {"comment": "digest"})
    assert DigestStop.objects.filter(user=cast.mentor).exists()
    client.post(settings, {"evening": "mail"})
    assert not DigestStop.objects.filter(user=cast.mentor).exists()


def test_only_what_haru_signed_ends_anything(cast):
    path = path_for(cast.author)
    signed = path.split("/")[-2]
    other = signed.replace(f"{cast.author.pk}-", f"{cast.mentor.pk}-", 1)
    more = signed.replace("mention", "mention-answer", 1)
    for token in (other, more, signed[:-1], "none", stop_token(0, ["mention"]), stop_token(cast.author.pk, ["none"])):
        for answer in (browser().get(f"/mail/stop/{token}/"), browser().post(f"/mail/stop/{token}/", ONE_CLICK)):
            assert answer.status_code == 404, token
    assert channels(cast.author) == channels(cast.mentor) == {}


def test_a_closed_account_has_nothing_to_end(cast):
    path = path_for(cast.author)
    User.objects.filter(pk=cast.author.pk).update(is_active=False)
    assert browser().get(path).status_code == 404


def test_it_is_in_the_receiver_s_language_and_kept_by_nobody(cast):
    path = path_for(cast.author)
    User.objects.filter(pk=cast.author.pk).update(language="ko")
    answer = browser(cast.mentor).get(path)
    assert "나를 언급했을 때" in words(answer) or "언급" in words(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_its_word_stays_out_of_logs(cast):
    path = path_for(cast.author)
    line = logging.LogRecord("django.server", logging.INFO, "", 0, '"GET %s HTTP/1.1" 200', (path,), None)
    WithoutTokens().filter(line)
    assert line.getMessage() == '"GET /mail/stop/…/ HTTP/1.1" 200'
