"""The links of a page, and when two of them are one address."""

import pytest

from journal.text.markdown import render, render_comment
from journal.text.resources import address_key, address_title, anchors_around, links_of


def found(source: str) -> list[tuple[str, str]]:
    return [(link.url, link.title) for link in links_of(render(source).html)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTPS://Example.COM/a", "https://example.com/a"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a/", "https://example.com/a"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/a?utm_source=x&utm_medium=y", "https://example.com/a"),
        ("https://example.com/a?b=1&UTM_campaign=z", "https://example.com/a?b=1"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com/%ea%b0%80", "https://example.com/%EA%B0%80"),
        ("https://example.com/a?", "https://example.com/a"),
    ],
)
def test_two_writings_of_one_address(one, other):
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a?b=1", "https://example.com/a?b=2"),
        ("https://example.com/a?v=1&w=2", "https://example.com/a?w=2&v=1"),
        ("http://example.com", "https://example.com"),
        ("https://a.example.com", "https://example.com"),
        ("https://example.com:8000", "https://example.com"),
        ("https://me@example.com", "https://example.com"),
        ("https://example.com/utm_source=x", "https://example.com"),
    ],
)
def test_two_addresses(one, other):
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "text", ["", "mailto:a@b.example", "ftp://a.example", "/posts/1/", "http://[", "https://", "x"]
)
def test_what_is_no_address_has_no_key(text):
    assert address_key(text) == ""


def test_links_are_called_by_their_words_else_by_host_and_path():
    source = (
        "[문서](https://docs.example/a) 와 https://www.docs.example/가나다/ 를 보고\n\n"
        "[![그림](https://x.example/a.png)](https://pictures.example) [**굵은** `코드`](https://bold.example)\n\n"
        "[https://other.example](https://hidden.example/path)"
    )
    assert found(source) == [
        ("https://docs.example/a", "문서"),
        ("https://www.docs.example/%EA%B0%80%EB%82%98%EB%8B%A4/", "docs.example/가나다"),
        ("https://pictures.example", "그림"),
        ("https://bold.example", "굵은 코드"),
        ("https://hidden.example/path", "hidden.example/path"),
    ]


def test_an_address_counts_once_on_a_page():
    assert found("[One](https://a.example/x) [Two](https://A.example/x/#there)") == [("https://a.example/x", "One")]


def test_what_is_no_link_out_is_none():
    source = (
        "[글](/posts/1/) [메일](mailto:a@b.example) [제목](#s-a) `https://code.example`\n\n"
        "```\nhttps://block.example\n```\n\n![그림](https://x.example/a.png)\n\n<!-- https://comment.example -->"
    )
    assert found(source) == []


def test_video_and_footnote_hold_links():
    urls = [
        url
        for url, _title in found(
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n글[^1]\n\n[^1]: <https://note.example>"
        )
    ]
    assert urls == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://note.example"]


def test_a_link_knows_the_headings_it_stands_under():
    source = (
        "https://top.example\n\n# 하루\n\n## 학습\n\n### Python\n\nhttps://python.example\n\n## 회고\n\n"
        "https://retro.example 글[^1]\n\n[^1]: https://note.example"
    )
    anchors = {link.title: link.anchors for link in links_of(render(source).html)}
    assert anchors == {
        "top.example": ("",),
        "python.example": ("", "s-하루", "s-학습", "s-python"),
        "retro.example": ("", "s-하루", "s-회고"),
        "note.example": ("",),
    }


def test_the_headings_around_a_section():
    toc = render("# A\n\n## B\n\n### C\n\n## D").toc
    assert anchors_around(toc, "s-c") == ("", "s-a", "s-b", "s-c")
    assert anchors_around(toc, "s-d") == ("", "s-a", "s-d")
    assert anchors_around(toc, "s-none") == anchors_around(toc, "") == ("",)


def test_a_comment_s_links_stand_in_no_part():
    assert [link.anchors for link in links_of(render_comment("## A\n\nhttps://a.example").html)] == [("",)]


def test_an_address_that_is_too_long_and_the_two_hundred_first_are_left_out():
    assert found(f"<https://a.example/{'x' * 2_000}> <https://b.example>") == [("https://b.example", "b.example")]
    assert len(found(" ".join(f"<https://a.example/{at}>" for at in range(300)))) == 200


def test_a_name_is_one_line_without_marks():
    assert address_title("https://www.Example.com/a%0Ab%00c/?q=1#d") == "example.com/a bc"
    [(_url, title)] = found(f"[{'길' * 400}\n둘째 줄 &lt;b&gt;](https://a.example)")
    assert title == "길" * 200
