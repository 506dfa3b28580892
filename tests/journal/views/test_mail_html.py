"""A mail's HTML, which is shut in: it may look like something and do nothing."""

from django.urls import reverse

from tests.journal.views.browsing import browser
from tests.journal.views.mails import deployed, write_mail  # noqa: F401


def html_of(name, query=""):
    return browser().get(reverse("mail.html", args=[name]) + query)


def test_it_is_the_mail_s_own_html_in_a_sandbox(db):
    answer = html_of(write_mail(html="<p>글</p><script>alert(1)</script>"))
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert "<p>글</p>" in answer.content.decode()
    assert "default-src 'none'" in rules and "frame-ancestors 'self'" in rules
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in rules
    assert not [rule for rule in rules if rule.startswith(("script-src", "connect-src"))]  # the default holds
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_there_is_none_beyond_the_last(db):
    name = write_mail()
    assert html_of(name, "?at=0").status_code == 200
    assert html_of(name, "?at=1").status_code == 404
    assert html_of("none.log").status_code == 404


def test_a_deployed_site_has_no_such_page(db, deployed):  # noqa: F811
    assert html_of(write_mail()).status_code == 404
