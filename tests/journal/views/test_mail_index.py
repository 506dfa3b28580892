"""The mails of a development machine: what would have been sent, the newest first."""

import os
from pathlib import Path

from django.urls import reverse

from journal.queries.mailbox import PAGE
from tests.guards import query_budget
from tests.journal.views.browsing import browser, words
from tests.journal.views.mails import deployed, write_file, write_mail  # noqa: F401

PATH = reverse("mail.index")


def test_without_a_mail_it_says_so(db):
    assert "No mail yet." in words(browser().get(PATH))


def test_the_newest_mail_stands_first(db, settings):
    for age, subject in enumerate(("new", "old")):
        name = write_mail(subject)
        os.utime(Path(settings.EMAIL_FILE_PATH) / name, (1_000_000 - age, 1_000_000 - age))
    page = words(browser().get(PATH))
    assert page.index("new minji@haru.example") < page.index("old minji@haru.example")


def test_a_broken_file_has_a_row_too(db):
    write_file("broken.log", b"\x00\xff" * 1_000)
    write_file("empty.log", b"")
    page = browser().get(PATH)
    assert page.status_code == 200
    assert reverse("mail.show", args=["empty.log"]) in page.content.decode()


def test_mails_that_went_out_together_have_a_row_each(db):
    write_file("two.log", b"Subject: one\n\n\n" + b"-" * 79 + b"\nSubject: two\n\n")
    page = browser().get(PATH).content.decode()
    assert page.index('two.log/#mail-2">two<') < page.index('two.log/#mail-1">one<')


def test_thousands_of_mails_are_paged(db):
    for number in range(2_000):
        write_file(f"{number:05}.log", b"Subject: mail\n\n")
    with query_budget(0):
        page = browser().get(PATH)
    assert page.content.decode().count('href="/dev/mail/0') == PAGE
    assert "?page=1" in page.content.decode()
    assert browser().get(f"{PATH}?page=39").content.decode().count('href="/dev/mail/0') == PAGE
    assert "No mail yet." in words(browser().get(f"{PATH}?page=40"))


def test_a_deployed_site_has_no_such_page(db, deployed):  # noqa: F811
    assert browser().get(PATH).status_code == 404
