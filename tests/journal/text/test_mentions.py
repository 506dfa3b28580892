"""Who is mentioned, and what only looks like it."""

import pytest

from journal.text.markdown import parse, render, render_comment
from journal.text.mentions import may_mention, mentioned


def test_a_mention_leads_to_a_journal():
    page = render("@minji 님과 (@seo_yeon)님, @minji야")
    assert '<a href="/@minji/" class="mention">@minji</a> 님과' in page.html
    assert page.mentions == ["minji", "seo_yeon"]


def test_mentions_in_comments_headings_lists_and_alerts():
    page = render_comment("# @aa\n\n- @bb\n\n> [!NOTE]\n> @cc\n\n| @dd |\n|---|\n| @ee |\n\n가[^1]\n\n[^1]: @ff")
    assert page.mentions == ["aa", "bb", "cc", "dd", "ee", "ff"]


def test_what_is_quoted_is_a_link_and_calls_nobody():
    page = render_comment("> @minji 님이 말했다\n>\n> - @bora\n\n@sol 님")
    assert page.mentions == ["sol"]
    assert page.html.count('class="mention"') == 3


@pytest.mark.parametrize(
    "typed",
    ["`@minji`", "```\n@minji\n```", "    @minji", "[@minji](/x)", "a@minji", "minji@example.com", "@Override", "@pytest.fixture", "@a",
     "@angular/core", "@" + "a" * 31, "\\@minji", "@minji@example.com", "image@2x.png", "@가나"],
)  # fmt: skip
def test_what_is_no_mention(typed):
    page = render(typed)
    assert page.mentions == []
    assert 'class="mention"' not in page.html


def test_a_mention_at_the_end_of_a_sentence():
    assert render("고마워 @minji.").mentions == ["minji"]


def test_a_mention_leads_only_to_people_who_were_found_and_by_their_handle_of_today():
    page = render("@minji, @old_bora, @ghost, **@ghost**", {"minji": "minji", "old_bora": "bora"})
    assert '<a href="/@minji/" class="mention">@minji</a>' in page.html
    assert '<a href="/@bora/" class="mention">@old_bora</a>, @ghost, <strong>@ghost</strong>' in page.html
    assert page.mentions == ["minji", "old_bora", "ghost"]
    assert "<a" not in render_comment("[@minji](/x) @minji", {}).html.replace('<a href="/x"', "")


@pytest.mark.parametrize(
    "text", ["@minji 님과 (@seo_yeon)님, @minji야", "a@b @cc@dd :@ee \\@ff @gg.hh @ii.", "> @aa\n\n- **@bb**"]
)
def test_whoever_is_mentioned_is_looked_for(text):
    assert set(mentioned(parse(text))) <= set(may_mention(text))
    assert may_mention("@minji `@bora` @minji a@no @Override") == ["minji", "bora"]
