"""Comments that came along are for their owner's eyes, on the post's page and in the query behind it."""

import uuid

import pytest
from django.utils import timezone

from journal.models.transfers import ImportedComment
from journal.queries.transfers import comments_that_came
from tests.journal.views.browsing import browser, query_count, words


@pytest.fixture
def post(cast):
    post = cast.posts["cohort"]
    post.imported_at = timezone.now()
    post.save()
    for at, body in enumerate(["둘째 **굵게** <script>alert(1)</script>", "첫째"]):
        add(cast.author, post, body=body, created_at=f"2021-08-0{6 - at}T00:00:00+00:00")
    return post


def add(owner, post, **record):
    """Keep a comment that came along."""
    record = {"author": "sol", "author_name": "솔", "created_at": None, "body": "x", **record}
    return ImportedComment.objects.create(owner=owner, post=post, key=uuid.uuid4(), record=record)


def test_the_author_reads_them_in_order(cast, post):
    answer = browser(cast.author).get(post.get_absolute_url())
    page = words(answer)
    assert page.index("Comments that came along") < page.index("첫째") < page.index("둘째") and "솔" in page
    assert "<strong>굵게</strong>" in answer.content.decode() and "<script>alert" not in answer.content.decode()


def test_nobody_else_does(cast, post):
    add(cast.camper, post, body="솔의 것")
    for role in ("team_mate", "camper", "mentor", "organiser", "staff"):
        page = words(browser(cast.people[role]).get(post.get_absolute_url()))
        assert "첫째" not in page and "came along" not in page and "솔의 것" not in page, role
    assert [comments_that_came(cast.people[role], post) for role in ("camper", "organiser", "staff")] == [[], [], []]


@pytest.mark.parametrize(
    "said",
    [None, "yesterday", "2021-13-45T00:00:00Z", "2021-08-05T00:00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"],
)
def test_a_record_that_says_little_is_shown_too(cast, post, said):
    ImportedComment.objects.all().delete()
    add(cast.author, post, author=None, author_name=None, created_at=said)
    assert [(each["name"], each["created_at"]) for each in comments_that_came(cast.author, post)] == [("", None)]
    assert browser(cast.author).get(post.get_absolute_url()).status_code == 200


def test_costs_one_query_however_many(cast, post):
    client = browser(cast.author)
    few = query_count(client, post.get_absolute_url())
    for _ in range(30):
        add(cast.author, post)
    assert query_count(client, post.get_absolute_url()) == few
