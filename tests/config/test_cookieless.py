"""What machines fetch sees no cookie, and says so to caches; pages see theirs."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.cookieless import cookieless


def asked(path: str):
    seen = {}

    def view(request):
        seen.update(request.COOKIES)
        return HttpResponse(headers={"Vary": "Accept-Encoding, Cookie, Accept-Language"})

    request = RequestFactory().get(path)
    request.COOKIES = {"sessionid": "x"}
    return seen, cookieless(view)(request).headers["Vary"]


@pytest.mark.parametrize("path", ["/c/a/feed.atom", "/feeds/x/c/a/calendar.ics", "/sitemap.xml", "/robots.txt"])
def test_a_machine_s_address_sees_no_cookie(path):
    assert asked(path) == ({}, "Accept-Encoding")


@pytest.mark.parametrize("path", ["/", "/posts/1/feed.atom/", "/feeds/", "/c/a/topics/.xml/"])
def test_a_page_sees_its_cookies(path):
    assert asked(path) == ({"sessionid": "x"}, "Accept-Encoding, Cookie, Accept-Language")
