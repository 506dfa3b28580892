"""Mails out of files: whatever state these are in, what can be read is."""

from email.message import EmailMessage

import pytest

from journal.text.letters import END, letters_in, without_addresses


def mail(subject="제목", text="글", html="<p>글</p>") -> bytes:
    message = EmailMessage()
    message["Subject"], message["To"] = subject, "민지 <minji@haru.example>"
    message["Date"] = "Thu, 05 Aug 2021 19:00:00 +0900"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_mail_is_read_back():
    (letter,) = letters_in(mail() + END)
    assert (letter.subject, letter.text, letter.html) == ("제목", "글\n", "<p>글</p>\n")
    assert letter.receiver == "민지 <minji@haru.example>"
    assert letter.sent_at.isoformat() == "2021-08-05T19:00:00+09:00"
    assert [name for name, _value in letter.headers[:3]] == ["Date", "To", "Subject"]


def test_a_moment_of_no_time_zone_is_utc():
    (letter,) = letters_in(b"Date: Thu, 05 Aug 2021 10:00:00 -0000\n\nx")  # as Django writes it
    assert letter.sent_at.isoformat() == "2021-08-05T10:00:00+00:00"


def test_several_mails_of_one_file_are_told_apart():
    assert [letter.subject for letter in letters_in(mail("one") + END + mail("two") + END)] == ["one", "two"]


def test_a_line_of_dashes_in_a_mail_ends_none():
    (letter,) = letters_in(mail(text="before\n" + "-" * 79 + "\nafter", html="") + END)
    assert letter.text == "before\n" + "-" * 79 + "\nafter\n"


@pytest.mark.parametrize("kept", [b"", b"\n\n", END])
def test_an_empty_file_holds_no_mail(kept):
    assert letters_in(kept) == []


@pytest.mark.parametrize(
    "kept",
    [
        b"\x00\xff\xfe" * 100, b"Subject: =?utf-8?b?!!!?=\n\n", b"Content-Type: text/plain; charset=none\n\n\xff",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"Date: yesterday\nTo: <<>>,@@\n\nx", mail()[:300],
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n%%%", b"Subject: a\xed\xa0\x80\n\n\xed\xa0\x80",
    ],
)  # fmt: skip
def test_a_broken_file_is_no_error(kept):
    for letter in letters_in(kept):
        assert all(value.encode() is not None for _name, value in letter.headers)
        assert letter.sent_at is None or letter.sent_at.tzinfo
        assert letter.text.encode() is not None and letter.html.encode() is not None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("550 5.1.1 <minji@a.example>: no such user", "550 5.1.1 …: no such user"),
        ("552-5.2.2 kim@a.example is full, see https://a.example/?u=kim\nor ask", "552-5.2.2 … is full, see … or ask"),
        ("ConnectionRefusedError: [Errno 111] minji", "ConnectionRefusedError"),
        ("ValueError", "ValueError"),
        ("", ""),
    ],
)
def test_why_a_mail_was_not_sent_is_said_without_addresses(error, said):
    assert without_addresses(error) == said
