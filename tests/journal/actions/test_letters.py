"""How a mail is written: its receiver's language, headers by which programs sort, thread and end it, nothing smuggled."""

import re

import pytest
from django.utils import timezone

from accounts.models import User
from journal.actions.mail import deliver_mail
from journal.actions.notifications import notify, prefer
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.notifications import Kind
from journal.models.posts import Post
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def mail_to(cast, letterbox, post="cohort", actor=None, body="Well done.", kind=Kind.MENTION):
    """Return the mail that tells Minji of a comment."""
    found = Post.objects.select_related("cohort").get(pk=cast.posts[post].pk)
    comment = make_comment(actor or cast.mentor, found, body)
    notify(recipients=[cast.author], kind=kind, actor=actor or cast.mentor, post=found, comment=comment)
    Delivery.objects.update(due_at=timezone.now())
    deliver_mail()
    return letterbox.letters[-1]


def raw_headers(letterbox) -> str:
    return letterbox.raw[-1].split(b"\r\n\r\n")[0].decode("ascii")


def test_it_is_text_and_html(cast, letterbox):
    letter = mail_to(cast, letterbox)
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    link = f"http://testserver{cast.posts['cohort'].get_absolute_url()}#comment-"
    assert link in letterbox.text() and link in letterbox.text("html")


@pytest.mark.parametrize(
    ("language", "sentence"), [("ko", "Seoyeon 님이 나를 언급했어요."), ("en", "Seoyeon mentioned you.")]
)
def test_it_is_in_its_receiver_s_language(cast, letterbox, language, sentence):
    User.objects.filter(pk=cast.author.pk).update(language=language)
    mail_to(cast, letterbox)
    assert sentence in letterbox.text() and sentence in letterbox.text("html")
    assert f'<html lang="{language}">' in letterbox.text("html")


def test_two_people_stand_in_one_sentence(cast, letterbox):
    make = lambda actor: notify(  # noqa: E731
        recipients=[cast.author], kind=Kind.MENTION, actor=actor, post=post, comment=make_comment(actor, post, "Hi.")
    )
    post = Post.objects.select_related("cohort").get(pk=cast.posts["cohort"].pk)
    make(cast.organiser)
    make(cast.team_mate)
    mail_to(cast, letterbox)
    assert "Seoyeon 님 외 2명이 나를 언급했어요." in letterbox.text()


def test_hangul_arrives_whole_in_subject_and_names(cast, letterbox):
    Post.objects.filter(pk=cast.posts["cohort"].pk).update(title="부스트캠프 AI Tech Day 4: " + "역전파 " * 20)
    Cohort.objects.filter(pk=cast.cohort.pk).update(name="부스트캠프 1기")
    User.objects.filter(pk=cast.mentor.pk).update(display_name="박서연")
    letter = mail_to(cast, letterbox, actor=User.objects.get(pk=cast.mentor.pk))
    assert letter["Subject"].strip().startswith("[부스트캠프 1기] 부스트캠프 AI Tech Day 4: 역전파 역전파")
    assert letter["From"].addresses[0].display_name == "박서연 (Haru)"
    assert max(map(len, raw_headers(letterbox).splitlines())) < 998


@pytest.mark.parametrize(
    "smuggled", ["x\r\nBcc: all@haru.example", "x\nBcc: all@haru.example", "x\u2028Bcc: a", "x\x0bBcc: a"]
)
def test_no_header_is_smuggled_in(cast, letterbox, smuggled):
    Post.objects.filter(pk=cast.posts["cohort"].pk).update(title=smuggled)
    Cohort.objects.filter(pk=cast.cohort.pk).update(name=smuggled)
    User.objects.filter(pk=cast.mentor.pk).update(display_name=smuggled)
    letter = mail_to(cast, letterbox, actor=User.objects.get(pk=cast.mentor.pk))
    assert letter["Bcc"] is None and "Bcc" in letter["Subject"]
    assert "\nBcc" not in raw_headers(letterbox)


def test_markup_stays_what_was_typed(cast, letterbox):
    Post.objects.filter(pk=cast.posts["cohort"].pk).update(title="<b>a & b</b>")
    mail_to(cast, letterbox, body="`<script>` & x")
    assert "<script>" in letterbox.text() and "a & b" in letterbox.letters[-1]["Subject"]
    assert "<script>" not in letterbox.text("html") and "&lt;script&gt; &amp; x" in letterbox.text("html")
    assert "&lt;b&gt;a &amp; b&lt;/b&gt;" in letterbox.text("html")


def test_mails_of_one_post_are_one_thread(cast, letterbox):
    first, second = mail_to(cast, letterbox), mail_to(cast, letterbox, actor=cast.organiser)
    other = mail_to(cast, letterbox, post="team")
    assert first["References"] == first["In-Reply-To"] == second["References"] != other["References"]
    assert first["Subject"] == second["Subject"] != other["Subject"]
    assert len({letter["Message-ID"] for letter in (first, second, other)}) == 3
    assert re.fullmatch(r"<delivery\.[0-9.]+@testserver>", first["Message-ID"])


def test_a_mail_that_is_tried_again_has_the_same_name(cast, letterbox):
    first = mail_to(cast, letterbox)
    Delivery.objects.update(state="sending")
    cast.author.notifications.update(mailed_at=None)
    deliver_mail()
    assert len(letterbox) == 2 and letterbox.letters[1]["Message-ID"] == first["Message-ID"]


def test_machines_are_told_that_a_machine_wrote_it(cast, letterbox):
    letter = mail_to(cast, letterbox)
    assert (letter["Auto-Submitted"], letter["Precedence"]) == ("auto-generated", "list")
    assert letter["List-Id"] == "<ai-tech.testserver>"


def test_it_can_be_ended_by_one_click(cast, letterbox):
    letter = mail_to(cast, letterbox)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<(http://testserver/mail/stop/[^/]+/)>", letter["List-Unsubscribe"].strip())[1]
    assert address in letterbox.text() and address in letterbox.text("html")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.NUDGE, Kind.ANNOUNCEMENT)])
def test_every_kind_has_its_sentence(cast, letterbox, kind):
    prefer(user=cast.author, channels={kind: "mail"})
    mail_to(cast, letterbox, kind=kind)
    assert letterbox.text().splitlines()[0].startswith("Seoyeon 님이 ")
