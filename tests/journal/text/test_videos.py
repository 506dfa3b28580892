"""A YouTube address alone on its line."""

import pytest

from journal.text.markdown import render
from journal.text.videos import embedded_video

ID = "dQw4w9WgXcQ"
SHOWN = (
    f'<p class="video"><a href="https://www.youtube.com/watch?v={ID}" rel="nofollow noopener ugc" data-youtube="{ID}">'
)


@pytest.mark.parametrize(
    "typed",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"https://youtu.be/{ID}?t=30",
        f"https://m.youtube.com/watch?list=a&v={ID}&t=1",
        f"https://www.youtube.com/shorts/{ID}",
        f"<https://youtu.be/{ID}>",
        f"[강의 영상](https://youtu.be/{ID})",
        f"!youtube[{ID}]",
        f'<iframe width="560" src="https://www.youtube.com/embed/{ID}" onload="x"></iframe>',
    ],
)
def test_a_video(typed):
    html = render(typed).html
    assert html.startswith(SHOWN)
    assert html.count("<a ") == 1
    assert "iframe" not in html


def test_a_named_video_keeps_its_name():
    assert ">강의 영상</a>" in render(f"[강의 영상](https://youtu.be/{ID})").html


def test_lines_around_a_video_are_paragraphs_of_their_own():
    html = render(f"앞\nhttps://youtu.be/{ID}\n뒤").html
    assert html.startswith("<p>앞</p>\n" + SHOWN)
    assert html.endswith("<p>뒤</p>\n")


@pytest.mark.parametrize(
    "typed",
    [
        f"보자 https://youtu.be/{ID}",
        f"- https://youtu.be/{ID}",
        "https://youtu.be/short",
        f"https://evil.example/watch?v={ID}",
        f"https://www.youtube.com.evil.example/watch?v={ID}",
        f"`https://youtu.be/{ID}`",
        "!youtube[../../../etc]",
        f"    https://youtu.be/{ID}",
    ],
)
def test_what_is_no_video(typed):
    assert "data-youtube" not in render(typed).html


def test_an_embedded_page_of_somebody_else_is_not_shown():
    assert embedded_video(f'<iframe src="https://evil.example/embed/{ID}">') == ""
    assert embedded_video(f'<iframe src="//www.youtube.com/embed/{ID}">') == ID
    assert render('<iframe src="https://evil.example/"></iframe>').html.strip() == ""
