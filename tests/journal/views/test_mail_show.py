"""One mail of a development machine."""

from pathlib import Path

import pytest
from django.urls import reverse

from tests.journal.views.browsing import browser, words
from tests.journal.views.mails import deployed, write_file, write_mail  # noqa: F401


def test_it_shows_headers_text_and_a_frame_for_the_html(db):
    name = write_mail(html="<p>zq-html</p>")
    answer = browser().get(reverse("mail.show", args=[name]))
    page = answer.content.decode()
    assert "[Haru] 제목" in page and "minji@haru.example" in page
    assert '<a href="http://testserver/x/"' in page  # a link of the text can be followed
    assert f'src="/dev/mail/{name}/html/?at=0"' in page and "zq-html" not in page
    assert "frame-src https://www.youtube-nocookie.com 'self'" in answer.headers["Content-Security-Policy"]


def test_what_a_mail_says_is_no_html_of_the_page(db):
    name = write_mail("<script>alert(1)</script>", text="<img src=x>")
    page = browser().get(reverse("mail.show", args=[name])).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


def test_a_file_without_a_mail_says_so(db):
    write_file("empty.log", b"")
    assert "There is no mail in this file." in words(browser().get(reverse("mail.show", args=["empty.log"])))


@pytest.mark.parametrize("name", ["none.log", "..", ".", ".hidden", "link.log", "x" * 300])
def test_nothing_but_a_mail_of_the_folder_opens(db, name, settings):
    write_mail()
    write_file(".hidden", b"Subject: x\n\n")
    folder = Path(settings.EMAIL_FILE_PATH)
    (folder.parent / "secret.txt").write_text("zq-secret")
    (folder / "link.log").symlink_to(folder.parent / "secret.txt")
    assert browser().get(f"/dev/mail/{name}/").status_code in (301, 302, 404)


def test_a_deployed_site_has_no_such_page(db, deployed):  # noqa: F811
    assert browser().get(reverse("mail.show", args=[write_mail()])).status_code == 404
