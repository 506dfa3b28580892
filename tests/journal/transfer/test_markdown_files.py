"""Markdown files, as people, Velog's tools and Notion write them, say what they are."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from journal.text.front_matter import parse_front_matter
from journal.transfer.archives import Refused
from journal.transfer.markdown_files import decoded, find_picture, pictures_in, read_markdown, with_addresses
from journal.transfer.notion import id_of, read_notion
from journal.transfer.velog import is_velog, read_velog
from tests.journal.text.yardstick import days_of

FIFTH = date(2021, 8, 5)
PAGE = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(path: str, text: str):
    values, body = parse_front_matter(text)
    return (read_velog if is_velog(values) else read_markdown)(path, values, body)


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.md", "---\ntitle: 행렬\n---\n# other", "행렬"),
        ("a.md", "---\n제목: 행렬\n---\n", "행렬"),
        ("a.md", "\n# **행렬** ##\n\nbody", "**행렬**"),
        ("a.md", "body\n# later", "a"),
        ("2021-08-05-linear-algebra.md", "body", "linear algebra"),
        ("2021-08-05.md", "body", "2021 08 05"),
        ("4일차 회고_정리.md", "body", "4일차 회고_정리"),
        ("a.md", f"# {'긴' * 300}", "긴" * 200),
    ],
)
def test_titles(path, text, title):
    assert read(path, text).title == title


@pytest.mark.parametrize(
    ("path", "text", "number", "study_on"),
    [
        ("a.md", "# 부스트캠프 AI Tech Day 4\n", 4, None),
        ("day-04.md", "text", 4, None),
        ("a.md", "# 4일차\n", 4, None),
        ("2021-08-05.md", "text", None, FIFTH),
        ("a.md", "# TIL 2021.08.05\n", None, FIFTH),
        ("a.md", "---\nstudy_on: 2021-08-05\n---\n", None, FIFTH),
        ("a.md", "---\nday: 4\n---\n", 4, None),
        ("a.md", "---\ntitle: Day 5\nday: 4\n---\n", 4, None),
        ("a.md", "# 회고", None, None),
    ],
)
def test_days(path, text, number, study_on):
    document = read(path, text)
    assert (document.number, document.study_on) == (number, study_on)


def test_dates_topics_and_drafts():
    document = read(
        "a.md", "---\nDate: 2021-08-05T12:34:56.789Z\nTags: [AI Math, 'C++, 회고', '!', '']\npublished: false\n---\nx"
    )
    assert document.dated_at == datetime(2021, 8, 5, 12, 34, 56, 789_000, UTC)
    assert (document.topics, document.is_draft) == (["AI Math", "C++", "회고", "!"], True)
    assert read("a.md", "---\ntags: AI Math, ai-math, Python\ndraft: false\n---\nx").topics == ["AI Math", "Python"]
    assert read("a.md", "x").is_draft is None
    assert len(read("a.md", f"---\ntags: {[f't{n}' for n in range(30)]}\n---\nx").topics) == 10


def test_korean_windows_text_is_read_and_other_bytes_are_refused():
    assert (
        decoded("행렬".encode("cp949")) == decoded("행렬".encode("utf-16")) == decoded("\ufeff행렬".encode()) == "행렬"
    )
    with pytest.raises(Refused, match="UTF-8"):
        decoded(b"\xff\xff\x00\x80\x80")


def test_text_is_kept_as_a_post_keeps_it():
    assert read("a.md", "한\r\n글\x08").body == "한\n글"
    for text, words in (("a\x00b", "NUL"), ("x" * 100_001, "100,000")):
        with pytest.raises(Refused, match=words):
            read("a.md", text)


FILES = ["a/p/그림 1.png", "a/q.jpg", "images/r.gif", "a/s(1).webp", "a/text.md", "deep/x/images/t.png"]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("p/그림 1.png", "a/p/그림 1.png"),
        ("./p/%EA%B7%B8%EB%A6%BC%201.png", "a/p/그림 1.png"),
        ("p/\u1100\u1173\u1105\u1175\u11b7%201.png", "a/p/그림 1.png"),
        ("p\\그림 1.png", "a/p/그림 1.png"),
        ("q.jpg?size=1#x", "a/q.jpg"),
        ("../images/r.gif", "images/r.gif"),
        ("/images/r.gif", "images/r.gif"),
        ("../../images/r.gif", None),
        ("/etc/passwd.png", None),
        ("https://velog.velcdn.com/q.jpg", None),
        ("//velog.velcdn.com/q.jpg", None),
        ("data:image/png;base64,AAAA", None),
        ("text.md", None),
        ("", None),
    ],
)
def test_pictures_are_found_as_the_text_names_them(target, found):
    assert find_picture(target, "a/b.md", FILES) == found


def test_pictures_get_their_new_addresses_and_nothing_else_does():
    body = (
        '![그림](p/%EA%B7%B8%EB%A6%BC%201.png "title") [![x](<p/그림 1.png>)](q.jpg)\n<img width=3 src=\'q.jpg\' alt="a">\n'
        "![[r.gif]] ![[no.gif|300]] ![](s(1).webp) ![](https://velog.velcdn.com/q.jpg) [other](text.md) `q.jpg`"
    )
    assert with_addresses(body, "a/b.md", FILES, lambda path: f"/uploads/{FILES.index(path)}") == (
        '![그림](/uploads/0 "title") [![x](/uploads/0)](/uploads/1)\n<img width=3 src=\'/uploads/1\' alt="a">\n'
        "![](/uploads/2) ![[no.gif|300]] ![](/uploads/3) ![](https://velog.velcdn.com/q.jpg) [other](text.md) `q.jpg`"
    )
    assert pictures_in(body, "a/b.md", FILES) == ["a/p/그림 1.png", "a/q.jpg", "images/r.gif", "a/s(1).webp"]
    assert with_addresses(body, "a/b.md", FILES, lambda path: None) == body


def test_a_velog_post_keeps_its_pictures_as_links_and_its_thumbnail():
    text = (
        '---\ntitle: "[부스트캠프] Day 4: 회고"\ndescription: "..."\ndate: 2021-08-05T12:34:56.789Z\ntags: ["AI","부스트캠프"]\n'
        "thumbnail: https://velog.velcdn.com/images/minji/post/1/image.png\n---\n![](https://velog.velcdn.com/images/2.png)\n본문"
    )
    document = read("content/day4.md", text)
    assert (document.title, document.number, document.topics) == ("[부스트캠프] Day 4: 회고", 4, ["AI", "부스트캠프"])
    assert document.body == (
        "![](https://velog.velcdn.com/images/minji/post/1/image.png)\n\n![](https://velog.velcdn.com/images/2.png)\n본문"
    )
    again = read("content/day4.md", text.replace("/2.png", "/minji/post/1/image.png"))
    assert again.body.count("image.png") == 1
    assert not is_velog({"thumbnail": "javascript:alert(1)"}) and not is_velog({"thumbnail": "https://x/) <b>"})


def test_a_notion_page():
    path = f"Journal {PAGE}/Day 4 회고 {PAGE}.md"
    text = "# Day 4 회고\n\nCreated: August 5, 2021 10:30 PM\nTags: AI Math, 회고\n기분: 좋음\n\n본문\n\n끝: 맞아요\n"
    document = read_notion(path, text)
    assert (document.title, document.number, document.topics) == ("Day 4 회고", 4, ["AI Math", "회고"])
    assert document.dated_at == datetime(2021, 8, 5, 22, 30)
    assert document.body == "기분: 좋음\n\n본문\n\n끝: 맞아요\n"
    assert (document.path, document.source) == (path, f"notion:{PAGE}")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 회고\n\n날짜: 2021년 8월 5일\n태그: AI\n\n본문", "회고", "본문"),
        (
            "# 회고\n\n본문: 이것은 문장이에요.\n그리고 이어져요.\n\n끝",
            "회고",
            "본문: 이것은 문장이에요.\n그리고 이어져요.\n\n끝",
        ),
        ("본문만", "파일", "본문만"),
        ("# 회고", "회고", ""),
        ("# 회고\n## 소제목: 하나\n본문", "회고", "## 소제목: 하나\n본문"),
    ],
)
def test_notion_pages_lose_no_line_but_those_that_are_understood(text, title, body):
    document = read_notion(f"파일 {PAGE}.md", text)
    assert (document.title, document.body) == (title, body)


def test_ids_of_notion_names():
    assert id_of(f"a/Day 4 {PAGE}.md") == id_of(f"{PAGE}.md") == PAGE
    assert id_of("Day 4.md") == id_of(f"Day 4 {PAGE[:-1]}.md") == id_of(f"{PAGE}/a.md") == ""


@pytest.mark.parametrize("text", ["# a" + " " * 50_000 + "b", "x\n" + "<img " * 15_000, "x\n" + "![[" * 25_000])
def test_a_text_that_repeats_itself_takes_no_time(text):
    def work():
        document = read_markdown("a.md", {}, text)
        pictures_in(document.body, "a.md", ["a.png"])

    assert days_of(work, at_most=8) < 8
