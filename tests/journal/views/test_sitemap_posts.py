"""A shard of the sitemap: the addresses of public posts, and of nothing else."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from journal.models.posts import Post
from journal.queries import sitemap
from journal.text.sitemap import NAMESPACE
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser
from tests.journal.views.crowd import many_posts


def shown(number: int = 0, client=None) -> list[str]:
    answer = (client or Client()).get(f"/sitemap-{number}.xml")
    assert answer.status_code == 200
    return [each.text for each in ElementTree.fromstring(answer.content).iter(f"{{{NAMESPACE}}}loc")]


def test_public_posts_stand_at_their_one_address_and_it_answers(cast):
    post = make_post(cast.author, cast.cohort, title="손실 함수 & <여러> 것", visibility="public")
    for client in (Client(), browser(cast.author), browser(cast.staff)):
        found = shown(client=client)
        assert found == ["http://testserver/", f"http://testserver/posts/{cast.posts['public'].pk}/minji-public/",
                         f"http://testserver{post.get_absolute_url()}"]  # fmt: skip
    assert {Client().get(address).status_code for address in found} == {200}


@pytest.mark.parametrize(
    "change", [{"deleted_at": "2021-08-05T00:00Z"}, {"published_at": None}, {"visibility": "cohort"}]
)
def test_what_is_not_public_any_more_is_gone(cast, change):
    Post.objects.filter(pk=cast.posts["public"].pk).update(**change)
    assert shown() == ["http://testserver/"]


def test_shards_share_out_every_post_once(cast, monkeypatch):
    monkeypatch.setattr(sitemap, "SHARD", 7)
    many_posts(cast.cohort, 30)
    Post.objects.filter(published_at__isnull=False).update(visibility="public")
    numbers = {pk // 7 for pk in Post.objects.filter(visibility="public").values_list("pk", flat=True)}
    found = [address for number in numbers for address in shown(number) if "/posts/" in address]
    assert len(found) == len(set(found)) == Post.objects.filter(published_at__isnull=False).count()


def test_a_shard_without_a_public_post_is_not_there(cast):
    assert Client().get("/sitemap-9.xml").status_code == 404
    assert Client().get(f"/sitemap-{'9' * 18}.xml").status_code == 404


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    many_posts(cast.cohort, 30)
    Post.objects.filter(published_at__isnull=False).update(visibility="public")
    with query_budget(1):
        assert len(shown()) > 30


def test_public_posts_name_their_one_address(cast):
    canonical = f'<link rel="canonical" href="http://testserver{cast.posts["public"].get_absolute_url()}">'
    assert canonical in Client().get(cast.posts["public"].get_absolute_url()).content.decode()
    assert 'rel="canonical"' not in browser(cast.author).get(cast.posts["cohort"].get_absolute_url()).content.decode()


def test_answers_reading_methods_only(db):
    assert Client().post("/sitemap-0.xml").status_code == 405
