"""robots.txt: it names the sitemap and keeps machines out of what is nobody's but members'."""

from urllib.robotparser import RobotFileParser

from django.test import Client

from tests.journal.views.browsing import browser


def test_public_posts_may_be_fetched_and_private_parts_may_not(cast):
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]
    for path in ("/", cast.posts["public"].get_absolute_url(), "/@minji/", "/sitemap.xml", "/static/css/journal.css"):
        assert rules.can_fetch("any", path), path
    for path in (
        "/c/ai-tech/",
        "/feeds/0/c/ai-tech/feed.atom",
        "/accounts/login/",
        "/admin/",
        "/bookmarks/",
        "/join/x/",
    ):
        assert not rules.can_fetch("any", path), path


def test_it_is_the_same_for_everybody_and_names_no_cohort(cast):
    answers = [client.get("/robots.txt") for client in (Client(), browser(cast.author), browser(cast.staff))]
    assert len({answer.content for answer in answers}) == 1
    assert not any(answer.cookies or b"ai-tech" in answer.content for answer in answers)


def test_answers_reading_methods_only(db):
    assert Client().post("/robots.txt").status_code == 405
