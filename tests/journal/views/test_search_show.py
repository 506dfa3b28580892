"""The search page: what is found of what one may read, how it is ordered and narrowed, and what helps when nothing is."""

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.urls import reverse

from journal.actions.posts import delete_post, restore_post
from journal.actions.topics import curate_topic
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.people import Membership, Team
from journal.models.posts import Post, StaffReading
from tests.factories import make_comment, make_post, make_user
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = "/c/ai-tech/search/"


def look(user, text: str, **more: str):
    """Return the page that somebody gets who looks for a text."""
    return browser(user).get(PATH, {"q": text, **more})


def titles(answer) -> list[str]:
    """Return the titles of the posts that were found, and "title: comment" for a comment, in the page's order."""
    found = answer.context["answer"].hits
    return [f"{hit.post.title}: comment" if hit.is_comment else hit.post.title for hit in found]


@pytest.fixture
def chain(cast):
    """A post of Minji's about the chain rule."""
    body = "## 학습 내용\n\n### AI Math\n\n역전파는 **연쇄법칙**을 쓴다. `loss.backward()` & <b>굵게</b>"
    return make_post(cast.author, cast.cohort, title="역전파를 배운 날", body=body, day=9)


def test_words_are_found_in_korean_with_their_particles_and_shown_marked(cast, chain):
    for text in ("역전파", "역전파를", "연쇄 법칙", "연쇄법칙은 역전파", "backward"):
        answer = look(cast.camper, text)
        assert titles(answer) == ["역전파를 배운 날"], text
    page = look(cast.camper, "연쇄법칙").content.decode()
    assert "<mark>연쇄법칙</mark>" in page and chain.get_absolute_url() in unescape(page)


def test_what_is_shown_of_a_text_is_escaped(cast):
    make_post(cast.author, cast.cohort, title="<i>연쇄</i> & 법칙", body="연쇄 `<script>alert(1)</script>` 끝")
    page = look(cast.camper, "연쇄").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert "<i>" not in page and "&lt;i&gt;<mark>연쇄</mark>" in page


def test_posts_comments_topics_lectures_and_people_are_in_one_answer(cast, chain):
    python = curate_topic(cohort=cast.cohort, name="역전파 기초", position=1)
    Lecture.objects.create(cohort=cast.cohort, topic=python, code="8", title="역전파란")
    make_user("yeok", display_name="역전파왕")
    Membership.objects.create(cohort=cast.cohort, user_id=make_user("chain", display_name="김역전파").pk)
    comment = make_comment(cast.camper, chain, "역전파 질문이요")
    answer = look(cast.camper, "역전파")
    assert set(titles(answer)) == {"역전파를 배운 날", "역전파를 배운 날: comment"}
    page = words(answer)
    assert "역전파 기초" in page and "8 역전파란" in page and "김역전파 @chain" in page
    assert "역전파왕" not in page
    assert f"{chain.get_absolute_url()}#comment-{comment.pk}" in links(answer)


def test_another_name_of_a_topic_finds_it(cast):
    curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])
    assert [name.title for name in look(cast.camper, "파이썬").context["answer"].names.topics] == ["Python"]


def test_the_page_begins_with_its_own_cohort_and_shows_all_that_one_may_read_on_request(cast):
    make_post(cast.stranger, cast.other, title="남의 연쇄", body="연쇄", visibility="public")
    make_post(cast.stranger, cast.other, title="남의 비밀", body="연쇄")
    make_post(cast.author, cast.cohort, title="우리 연쇄", body="연쇄")
    assert titles(look(cast.camper, "연쇄")) == ["우리 연쇄"]
    nothing = words(look(cast.camper, "없는말이다"))
    assert nothing.count("everywhere") + nothing.count("Everywhere") == 1, "offered once, where nothing is found"
    everywhere = look(cast.camper, "연쇄", **{"in": "all"})
    assert set(titles(everywhere)) == {"우리 연쇄", "남의 연쇄"}
    assert "web-dev" in words(everywhere)


def test_filters_that_are_typed_narrow_it(cast):
    faq = "연쇄 $x$\n\n## 0805 Master Class\n\n### Q. 역전파는 왜 하나요?\n\n배우려고요."
    make_post(cast.author, cast.cohort, title="하나", body=faq, day=9, topics=["AI Math"])
    make_post(cast.camper, cast.cohort, title="둘", body="연쇄\n\n```python\nx = 1\n```", day=9, topics=["Python"])
    asks = "## 회고\n\n연쇄\n\n> [!QUESTION]\n> 왜 그런가요?"
    three = make_post(cast.camper, cast.cohort, title="셋", body=asks, day=10, topics=["AI Math"])
    make_comment(cast.mentor, three, "연쇄네요")
    said = {
        "연쇄 from:@minji": {"하나"},
        "연쇄 from:sol": {"둘", "셋"},
        "연쇄 from:@minji from:@sol": {"하나", "둘", "셋"},
        '연쇄 topic:"AI Math"': {"하나", "셋", "셋: comment"},
        '연쇄 topic:"ai-math" from:@sol': {"셋"},
        "연쇄 day:9": {"하나", "둘"},
        "연쇄 day:10": {"셋", "셋: comment"},
        "연쇄 is:question": {"하나", "셋"},  # what was noted at an event is one too
        '연쇄 from:@minji topic:"AI Math" day:9 is:question': {"하나"},
        "연쇄 is:open": {"셋"},
        "연쇄 is:resolved": set(),
        "연쇄 has:code": {"둘"},
        "연쇄 has:math": {"하나"},
        "연쇄 kind:comment": {"셋: comment"},
        "연쇄 kind:post": {"하나", "둘", "셋"},
        "연쇄 kind:회고": {"셋"},
        "from:@sol": {"둘", "셋"},
        "연쇄 from:@nobody": set(),
        "연쇄 topic:없는주제": set(),
        "연쇄 day:9999": set(),
        "연쇄 -셋 kind:post": {"하나", "둘"},
    }
    assert {text: set(titles(look(cast.author, text, typed="1"))) for text in said} == said


def test_facets_count_what_was_found_and_lead_to_it(cast):
    for at, topic in enumerate(("AI Math", "AI Math", "Python")):
        make_post(cast.author, cast.cohort, title=f"글 {at}", body="연쇄 $x$", day=9 + at, topics=[topic])
    make_comment(cast.camper, Post.objects.get(title="글 0"), "연쇄")
    answer = look(cast.camper, "연쇄")
    facets = {
        facet.key: {value.label: value.count for value in facet.values} for facet in answer.context["answer"].facets
    }
    assert facets == {
        "topic": {"AI Math": 3, "Python": 1},
        "from": {"Minji": 3, "Sol": 1},
        "day": {"Day 9": 2, "Day 10": 1, "Day 11": 1},
        "kind": {"Posts": 3, "Comments": 1},
        "has": {"With formulas": 3},
    }
    lead = next(link for link in links(answer) if 'topic:"AI Math"' in parse_qs(urlsplit(link).query).get("q", [""])[0])
    narrowed = browser(cast.camper).get(PATH + lead)
    assert set(titles(narrowed)) == {"글 0", "글 1", "글 0: comment"}
    assert "?q=" + quote("연쇄") in links(narrowed)  # the way back


def test_facets_and_counts_hold_nothing_unseen(cast):
    for visibility in ("mentors", "cohort"):
        body = f"연쇄\n\n### {visibility} topic"
        make_post(
            cast.author, cast.cohort, title=visibility, body=body, topics=[f"t-{visibility}"], visibility=visibility
        )
    answer = look(cast.camper, "연쇄")
    assert answer.context["answer"].count == 1 and "t-mentors" not in answer.content.decode()
    assert look(cast.mentor, "연쇄").context["answer"].count == 2


def test_a_post_that_moves_is_gone_at_once_and_back_at_once(cast, chain):
    seen = lambda user: titles(look(user, "연쇄법칙", typed="1"))  # noqa: E731
    make_comment(cast.author, chain, "연쇄법칙 덧글")
    assert len(seen(cast.camper)) == 2
    other_team = Team.objects.get(cohort=cast.cohort, name="1조")
    for change in (
        {"visibility": "mentors"},
        {"visibility": "team", "team": other_team},
        {"published_at": None},
        {"cohort": cast.other},
    ):
        before = {name: getattr(chain, name) for name in change}
        Post.objects.filter(pk=chain.pk).update(**change)
        assert seen(cast.camper) == [], change
        Post.objects.filter(pk=chain.pk).update(**before)
        assert len(seen(cast.camper)) == 2
    delete_post(post=chain)
    assert seen(cast.camper) == seen(cast.author) == []
    restore_post(post=chain)
    assert len(seen(cast.camper)) == 2


def test_who_withdraws_finds_nothing_from_the_next_request_on(cast, chain):
    client = browser(cast.camper)
    assert client.get(PATH, {"q": "역전파"}).status_code == 200
    Membership.objects.filter(user=cast.camper).update(state="withdrawn")
    assert client.get(PATH, {"q": "역전파"}).status_code == 404


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_a_closed_cohort_is_still_found_by_its_members(cast, chain, state):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
    assert titles(look(cast.camper, "역전파")) == ["역전파를 배운 날"]


def test_what_only_staff_may_read_is_written_down_when_it_is_shown(cast, chain):
    look(cast.staff, "역전파")
    assert StaffReading.objects.get().post == chain
    look(cast.organiser, "역전파")
    assert StaffReading.objects.count() == 1


@pytest.mark.parametrize(("typed", "found"), [("durwjsvk", "역전파"), ("역전퍄", "역전파")])
def test_a_slip_is_mended_and_said(cast, chain, typed, found):
    answer = look(cast.camper, typed)
    assert titles(answer) == ["역전파를 배운 날"]
    assert f"Nothing for “{typed}”. These are for “{found}”." in words(answer)
    as_typed = look(cast.camper, typed, typed="1")
    assert titles(as_typed) == [] and "What you can type" in words(as_typed)


def test_a_slip_is_mended_by_no_word_that_only_others_may_read(cast):
    make_post(cast.author, cast.cohort, title="비밀", body="연쇄법칙", visibility="mentors")
    answer = look(cast.camper, "연쇄법척")
    assert titles(answer) == [] and "연쇄법칙" not in answer.content.decode()


def test_some_of_the_words_are_found_where_none_has_all(cast, chain):
    answer = look(cast.camper, "역전파 김치찌개")
    assert titles(answer) == ["역전파를 배운 날"]
    assert "Nothing has all of these words." in words(answer)


def test_beside_few_hits_another_spelling_is_offered_and_nothing_mixed_in(cast, chain):
    make_post(cast.author, cast.cohort, title="오타", body="역전퍄")
    answer = look(cast.camper, "역전퍄")
    assert titles(answer) == ["오타"]
    assert "Did you mean this? 역전파" in words(answer)


def test_without_a_question_the_page_says_what_one_can_type(cast):
    answer = browser(cast.camper).get(PATH)
    assert answer.status_code == 200 and "What you can type" in words(answer)
    assert "answer" not in answer.context


@pytest.mark.parametrize(("typed", "said"), [("가" * 401, "too long"), ("a\x00b", "NUL")])
def test_what_cannot_be_looked_for_is_said_with_the_text_still_there(cast, typed, said):
    answer = look(cast.camper, typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and said in words(answer)
    assert f'value="{typed[:401].replace(chr(0), chr(0xFFFD))}"' in page


@pytest.mark.parametrize("query", ["sort=x", "in=x", "typed=2", "after=x", "after=1-2", "after=1-2-3", "after=1-2-3-x"])
def test_address_that_no_page_has_is_not_there(cast, chain, query):
    assert browser(cast.camper).get(f"{PATH}?q=역전파&{query}").status_code == 404


def test_every_sign_may_be_typed(cast, chain):
    for text in (
        "'",
        '"',
        "\\",
        ":*",
        "!",
        "a & | b",
        "(",
        "from:",
        'topic:"',
        "-",
        "<->",
        "%",
        "%s",
        "_",
        "{}",
        "day:0",
    ):
        assert look(cast.camper, text).status_code == 200, text


def test_pages_hold_each_once_while_posts_arrive_between_them(cast):
    for at in range(45):
        make_post(cast.author, cast.cohort, title=f"연쇄 {at}", body="연쇄 " * (at % 5 + 1))
    for sort in ("rank", "time"):
        client, found, address = browser(cast.camper), [], f"{PATH}?q={quote('연쇄')}&sort={sort}"
        while address:
            answer = client.get(address)
            found += titles(answer)
            make_post(cast.author, cast.cohort, title=f"새 글 {sort}", body="연쇄 연쇄 연쇄")
            more = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
            address = PATH + unescape(more[1]) if more else ""
        old = [title for title in found if title.startswith("연쇄")]
        assert sorted(old) == sorted(f"연쇄 {at}" for at in range(45))
        assert sort == "time" or not [title for title in found if title == "새 글 rank"]
        Post.objects.filter(title__startswith="새 글").delete()


def test_address_of_the_next_page_tells_nothing_of_posts_that_one_may_not_read(cast):
    for at in range(21):
        make_post(cast.author, cast.cohort, title=f"연쇄 {at}", body="연쇄")

    def last_entry():
        more = re.search(
            r'rel="next" href="[^"]*after=[0-9]+-[0-9]+-([0-9]+)-', look(cast.camper, "연쇄").content.decode()
        )
        return more[1]

    before = last_entry()
    make_post(cast.author, cast.cohort, title="연쇄 몰래", body="연쇄", visibility="mentors")
    assert last_entry() == before


def test_newest_first_is_by_the_moment(cast):
    for title in ("연쇄 연쇄 연쇄", "다른 글", "셋째"):
        make_post(cast.author, cast.cohort, title=title, body="연쇄")
    assert titles(look(cast.camper, "연쇄", sort="time")) == ["셋째", "다른 글", "연쇄 연쇄 연쇄"]
    assert titles(look(cast.camper, "연쇄"))[0] == "연쇄 연쇄 연쇄"


def test_every_page_has_a_way_to_search(cast):
    page = browser(cast.camper).get("/").content.decode()
    assert f'action="{PATH}"' in page and f'href="{PATH}"' in page


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(f"{PATH}?q=x"), f"{PATH}?q=x")


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert look(cast.people[role], "Minji").status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


@pytest.mark.parametrize("asks", ["q=연쇄", "q=연쇄&sort=time", "q=연쇄&in=all", "q="])
def test_costs_the_same_for_one_item_and_for_thirty(cast, asks):
    client, path = browser(cast.camper), f"{reverse('search.show', args=['ai-tech'])}?{asks}"

    def add(count):
        for at in range(count):
            post = make_post(cast.author, cast.cohort, title=f"연쇄 {at}", body="연쇄 $x$", topics=[f"t{at}"])
            make_comment(cast.mentor, post, "연쇄")

    add(3)
    one = query_count(client, path)
    add(30)
    assert query_count(client, path) == one
    assert one <= 8 + 2  # the savepoint of the tests
