"""Sitemaps by the protocol: whole, percent-encoded, escaped addresses."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from journal.text.sitemap import NAMESPACE, index_of, urls_of


def test_addresses_and_moments_stand_as_the_protocol_asks():
    xml = urls_of(
        [
            ("https://haru.example/posts/1/손실-함수/?a&b", datetime(2021, 8, 5, tzinfo=UTC)),
            ("https://haru.example/", None),
        ]
    )
    found = ElementTree.fromstring(xml.encode())
    assert found.tag == f"{{{NAMESPACE}}}urlset"
    first, second = [[part.text for part in url] for url in found]
    assert first == ["https://haru.example/posts/1/%EC%86%90%EC%8B%A4-%ED%95%A8%EC%88%98/?a&b", "2021-08-05T00:00:00Z"]
    assert second == ["https://haru.example/"]


def test_an_address_that_is_encoded_already_stays():
    assert "<loc>https://haru.example/%EC%86%90</loc>" in urls_of([("https://haru.example/%EC%86%90", None)])


def test_the_index_names_its_maps():
    found = ElementTree.fromstring(index_of(["https://haru.example/sitemap-0.xml"]).encode())
    assert found.tag == f"{{{NAMESPACE}}}sitemapindex"
    assert [part.text for part in found[0]] == ["https://haru.example/sitemap-0.xml"]
