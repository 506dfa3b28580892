"""Emphasis closes where a Korean reader expects it, and everywhere else as CommonMark says."""

import pytest

from journal.text.markdown import render


def line(text):
    return render(text).html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**단어(영어)**는", "<strong>단어(영어)</strong>는"),
        ('**"인용"**은', '<strong>"인용"</strong>은'),
        ("*강조(e)*는", "<em>강조(e)</em>는"),
        ("~~취소(x)~~를", "<s>취소(x)</s>를"),
        ('말했다**"그래"**라고', '말했다<strong>"그래"</strong>라고'),
        ("**`코드`**를", "<strong><code>코드</code></strong>를"),
        ("**[링크](/a)**를", '<strong><a href="/a">링크</a></strong>를'),
        ("**중요!**합니다 **그리고(또)**도", "<strong>중요!</strong>합니다 <strong>그리고(또)</strong>도"),
        ("***셋(3)***은", "<em><strong>셋(3)</strong></em>은"),
        ("**💥**은", "<strong>💥</strong>은"),
        ("**한글(NFD)**은".encode().decode(), "<strong>한글(NFD)</strong>은"),
        ("**\u1112\u1161\u11ab(a)**\u1102\u1173\u11ab", "<strong>\u1112\u1161\u11ab(a)</strong>\u1102\u1173\u11ab"),
    ],
)
def test_emphasis_before_a_particle(typed, shown):
    assert line(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "1~3강 복습하고 4~6강 예습",
        "2 * 3 * 4",
        "snake_case_name",
        "변수_이름_은",
        "**닫히지 않은 굵은 글씨",
        "a**(b)**c",
        "** 빈칸 **",
        "f(*args, **kwargs)",
    ],
)
def test_what_is_not_emphasis_stays_as_typed(typed):
    assert line(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a* **b** ***c***", "<em>a</em> <strong>b</strong> <em><strong>c</strong></em>"),
        ("*foo**bar*", "<em>foo**bar</em>"),
        ("**foo*bar*baz**", "<strong>foo<em>bar</em>baz</strong>"),
        ("*(**foo**)*", "<em>(<strong>foo</strong>)</em>"),
        ("_(bar)_.", "<em>(bar)</em>."),
        ("~~~a~~~ b", "~<s>a</s>~ b"),
    ],
)
def test_the_rest_is_as_commonmark_says(typed, shown):
    # The last begins a line with text before its tildes, or it would open a block of code.
    prefix = "x " if typed.startswith("~~~") else ""
    assert line(prefix + typed) == prefix + shown


def test_emphasis_deeper_than_anybody_means_is_not_nested_further():
    html = line("**가 " * 100 + "나" + "**" * 100)
    assert html.count("<strong>") == html.count("</strong>") <= 20
