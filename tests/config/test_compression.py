"""Answers are compressed where the browser takes it, as Django would, and with lengths that say nothing."""

import gzip
import random

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware as Django
from django.test import RequestFactory

from config.compression import GZipMiddleware, compressed

PAGE = "<p>행렬을 미분해요 & <b>\0𝐌</b></p>\n" * 300
NOISE = random.Random(1).randbytes(5_000)


def answers(make, **headers) -> tuple:
    """Return what Django's middleware and ours make of the same answer."""
    request = RequestFactory().get("/", headers=headers)
    return Django(lambda _: make())(request), GZipMiddleware(lambda _: make())(request)


@pytest.mark.parametrize("text", [PAGE, PAGE[:200], "가" * 67, "x" * 1_000_000])
def test_a_browser_reads_what_the_page_says(text):
    _, ours = answers(lambda: HttpResponse(text), accept_encoding="br, gzip")
    assert ours.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(ours.content) == text.encode()
    assert ours.headers["Content-Length"] == str(len(ours.content))


@pytest.mark.parametrize("accepts", ["gzip", "", "br", "gzip;q=0", "identity", "GZIP"])
@pytest.mark.parametrize("content", [PAGE, "short", "", NOISE])
@pytest.mark.parametrize(
    "given", [{}, {"ETag": '"abc"'}, {"ETag": 'W/"abc"'}, {"Content-Encoding": "br"}, {"Vary": "Cookie"}]
)
def test_it_decides_as_django_does(accepts, content, given):
    def make():
        return HttpResponse(content, headers=given)

    django, ours = answers(make, accept_encoding=accepts)
    theirs, mine = (dict(answer.headers) for answer in (django, ours))
    assert (theirs.pop("Content-Length", None) is None) == (mine.pop("Content-Length", None) is None)
    assert mine == theirs


def test_what_streams_is_streamed():
    _, ours = answers(lambda: StreamingHttpResponse(iter([PAGE.encode(), b"end"])), accept_encoding="gzip")
    assert gzip.decompress(b"".join(ours.streaming_content)) == PAGE.encode() + b"end"


def test_the_same_page_has_many_lengths():
    lengths = {len(compressed(PAGE.encode(), 100)) for _ in range(200)}
    assert len(lengths) > 50 and max(lengths) - min(lengths) <= 100
