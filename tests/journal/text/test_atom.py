"""Atom: valid whatever people have written, with ids that stay."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.atom import Entry, Head, atom, tag_uri, xml_text
from tests.journal.feed_rules import wrong_in_feed

MOMENT = datetime(2021, 8, 5, 12, tzinfo=UTC)
PAGE = "https://haru.example/posts/1/"


def feed(title="Title", html="<p>Text</p>", author="Name", topics=("AI Math",), head="Head") -> str:
    entry = Entry(
        tag_uri("haru.example", "posts/1"),
        PAGE,
        title,
        author,
        "https://haru.example/@a/",
        html,
        MOMENT,
        MOMENT,
        topics,
    )
    about = Head(tag_uri("haru.example", "people/1"), head, "https://haru.example/", f"{PAGE}feed.atom", MOMENT, "ko")
    return atom(about, [entry])


def test_a_feed_is_valid_and_says_everything():
    xml = feed(title="역전파 <1> & 2", html="<p>가 & <b>나</b></p>".replace("&", "&amp;"))
    assert wrong_in_feed(xml) == []
    for said in (
        "역전파 &lt;1&gt; &amp; 2",
        'term="AI Math"',
        "&lt;p&gt;가 &amp;amp; &lt;b&gt;",
        'rel="self"',
        'type="html"',
    ):
        assert said in xml


def test_an_empty_feed_is_as_old_as_what_it_is_about():
    xml = atom(Head("tag:a.example,2026:x", "T", "https://a.example/", "https://a.example/feed.atom", MOMENT, "en"), [])
    assert wrong_in_feed(xml) == []
    assert "2021-08-05T12:00:00" in xml


@pytest.mark.parametrize(
    "bad", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x9f", "\ufffe", "\uffff", "\ud800", "\udfff"]
)
def test_what_xml_cannot_hold_is_left_out(bad):
    xml = feed(title=f"a{bad}b", html=f"<p>c{bad}d</p>", author=f"e{bad}f", topics=(f"g{bad}h",), head=f"i{bad}j")
    assert wrong_in_feed(xml) == []
    for said in ("ab", "cd", "ef", "gh", "ij"):
        assert said in xml


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_makes_a_valid_feed(text):
    assert (
        wrong_in_feed(feed(title=f"T{text}", html=f"<p>{text.replace('<', '')}</p>", author=f"N{text}", topics=(text,)))
        == []
    )


def test_text_that_xml_can_hold_stays_as_it_is():
    assert xml_text("\t\n가𝐌🐣 \x85") == "\t\n가𝐌🐣 \x85"


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("haru.example", "tag:haru.example,2026:posts/1"),
        ("haru.example:8000", "tag:haru.example,2026:posts/1"),
        ("127.0.0.1:8000", "tag:127.0.0.1,2026:posts/1"),
        ("[::1]:8000", "tag:localhost,2026:posts/1"),
    ],
)
def test_an_id_is_a_tag_that_knows_no_port(host, said):
    assert tag_uri(host, "posts/1") == said


@pytest.mark.parametrize(
    "broken",
    [
        lambda xml: xml.replace("<updated>2021-08-05", "<updated>yesterday", 1),
        lambda xml: xml.replace("<id>tag:", "<id>/posts/", 1),
        lambda xml: xml.replace('rel="self"', 'rel="other"'),
        lambda xml: xml.replace("<name>Name</name>", "<name></name>"),
        lambda xml: xml.replace("&lt;p&gt;", '&lt;a href="/x"&gt;'),
        lambda xml: xml.replace(' xml:lang="ko"', ""),
        lambda xml: xml.replace("</feed>", xml[xml.index("<entry>") : xml.index("</entry>")] + "</entry></feed>"),
    ],
)
def test_a_broken_feed_is_seen(broken):
    assert wrong_in_feed(feed()) == []
    assert wrong_in_feed(broken(feed())) != []
