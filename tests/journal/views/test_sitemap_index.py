"""The sitemap's index: the shards in which something is public."""

import re

from django.test import Client
from django.urls import reverse

from journal.models.posts import Post
from journal.queries import sitemap
from tests.guards import query_budget
from tests.journal.views.browsing import browser
from tests.journal.views.crowd import many_posts

PATH = reverse("sitemap.index")


def shown(client=None) -> list[int]:
    answer = (client or Client()).get(PATH)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/xml")
    return [
        int(number)
        for number in re.findall(r"<loc>http://testserver/sitemap-(\d+)\.xml</loc>", answer.content.decode())
    ]


def test_only_shards_with_a_public_post_stand_there_and_the_first(cast, monkeypatch):
    monkeypatch.setattr(sitemap, "SHARD", 1)
    public = cast.posts["public"].pk
    for client in (Client(), browser(cast.author), browser(cast.staff)):
        assert shown(client) == [0, public]
    Post.objects.filter(pk=public).update(visibility="cohort")
    assert shown() == [0]


def test_every_map_that_it_names_is_there(cast, monkeypatch):
    monkeypatch.setattr(sitemap, "SHARD", 2)
    assert {Client().get(f"/sitemap-{number}.xml").status_code for number in shown()} == {200}


def test_it_costs_the_same_for_one_shard_and_for_thirty(cast, monkeypatch):
    monkeypatch.setattr(sitemap, "SHARD", 1)
    many_posts(cast.cohort, 30)
    Post.objects.update(visibility="public")
    with query_budget(2):
        assert len(shown()) > 30


def test_nothing_is_counted_and_no_row_is_passed_over(cast):
    with query_budget(2) as seen:
        shown()
    assert not [query for query in seen.captured_queries if "COUNT(" in query["sql"] or "OFFSET" in query["sql"]]


def test_answers_reading_methods_only(db):
    assert Client().post(PATH).status_code == 405
