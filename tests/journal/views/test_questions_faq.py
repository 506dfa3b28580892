"""The cohort's FAQ: what campers ask, and the questions noted at events."""

import pytest
from django.urls import reverse

from journal.actions.questions import resolve_question
from journal.models.questions import Question
from journal.queries.questions import POSTS
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts, many_questions

PATH = reverse("questions.faq", args=["ai-tech"])
NOTED = "## 0805 Master Class\n\n### AI&Math FAQ\n\n#### 수식을 어떻게 읽나요?\n\n- 손으로\n\n#### 증명을 해야 할까?\n"


def test_noted_questions_stand_under_their_event_each_with_a_link(cast):
    post = make_post(cast.author, cast.cohort, title="FAQ", body=NOTED, day=6)
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    for said in ("AI&Math FAQ", "0805 Master Class", "수식을 어떻게 읽나요?", "증명을 해야 할까?", "noted by Minji"):
        assert said in page
    here = [link for link in links(answer) if link.startswith(f"{post.get_absolute_url()}#")]
    assert len(here) == 2
    body = browser(cast.camper).get(post.get_absolute_url()).content.decode()
    for link in here:
        assert f'id="{link.partition("#")[2]}"' in body


def test_asked_questions_stand_open_first(cast):
    post = cast.posts["cohort"]
    for at, state in enumerate(("resolved", "answered", "open")):
        Question.objects.create(
            post=post, cohort=cast.cohort, key=state, title=f"Is it {state}?", state=state, position=at
        )
    answer = browser(cast.camper).get(PATH)
    assert [question.state for question in answer.context["asked"]] == ["open", "answered", "resolved"]
    assert "Is it open?" in words(answer)


def test_who_asked_is_told_from_who_resolved(cast):
    post = cast.posts["cohort"]
    question = Question.objects.create(post=post, cohort=cast.cohort, key="why", title="Why?", state="open")
    resolve_question(question=question, by=cast.mentor)
    page = words(browser(cast.camper).get(PATH))
    assert f"Resolved {cast.mentor.display_name} ·" in page
    assert f"asked by {cast.author.display_name}" in page


@pytest.mark.parametrize("visibility", ["draft", "mentors", "team"])
def test_questions_of_posts_that_the_reader_may_not_see_are_not_there(cast, visibility):
    for state in ("note", "open"):
        Question.objects.create(
            post=cast.posts[visibility], cohort=cast.cohort, key=state, title="Secret?", state=state
        )
    assert "Secret" not in browser(cast.camper).get(PATH).content.decode()


def test_own_draft_is_not_on_the_faq_either(cast):
    Question.objects.create(post=cast.posts["draft"], cohort=cast.cohort, key="q", title="Not yet?", state="open")
    assert "Not yet?" not in browser(cast.author).get(PATH).content.decode()


def test_empty_faq_tells_how_questions_come_here(db):
    cohort = make_cohort()
    answer = browser(make_member(cohort)).get(reverse("questions.faq", args=[cohort.slug]))
    assert "No questions have been noted yet." in words(answer)


def test_every_noted_question_is_on_exactly_one_page(cast):
    many_questions(many_posts(cast.cohort, POSTS + 5, day=7))
    client, path, titles = browser(cast.camper), PATH, []
    while path:
        answer = client.get(path)
        titles += [question.title for group in answer.context["groups"] for question in group.questions]
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
    assert sorted(titles) == sorted(f"Question {at}?" for at in range(POSTS + 5))


@pytest.mark.parametrize("before", ["x", "1-1", "9" * 19])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


@pytest.mark.parametrize("role", ["camper", "mentor", "organiser"])
def test_costs_the_same_for_one_item_and_for_thirty(cast, role):
    client = browser(cast.people[role])

    def add(count):
        posts = many_posts(cast.cohort, count, day=7)
        many_questions(posts)
        many_questions(many_posts(cast.cohort, count, day=7), "open")

    add(1)
    one = query_count(client, PATH)
    add(30)
    assert query_count(client, PATH) == one


def test_questions_are_found_by_their_words_however_spaced_with_an_answer(cast):
    post = make_post(
        cast.author, cast.cohort, title="FAQ", body=NOTED + "\n## 질문\n\n- 왜 학습률을 줄이나요?\n", day=6
    )
    make_comment(cast.mentor, post, "Because it **jumps**.", section=post.toc[-1]["anchor"])
    client = browser(cast.camper)
    found = client.get(PATH, {"q": "학습 률"})
    assert [question.title for question in found.context["found"]] == ["왜 학습률을 줄이나요?"]
    assert "Because it jumps." in words(found)
    assert found.context["found"][0].page in links(found)
    noted = client.get(PATH, {"q": "수식을"})
    assert "손으로" in words(noted)
    assert any(link.startswith(f"{post.get_absolute_url()}#") for link in links(noted))
    nothing = client.get(PATH, {"q": "없는 말"})
    assert "No question has these words." in words(nothing)


@pytest.mark.parametrize("visibility", ["draft", "mentors", "team"])
def test_search_finds_nothing_in_posts_that_the_reader_may_not_see(cast, visibility):
    how = {"publish": False} if visibility == "draft" else {"visibility": visibility}
    make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> Secret words?\n\n" + NOTED, **how)
    page = browser(cast.camper).get(PATH, {"q": "secret"})
    assert page.context["found"] == []
    assert browser(cast.camper).get(PATH, {"q": "수식을"}).context["found"] == []


def test_search_costs_the_same_for_one_item_and_for_thirty(cast):
    client, path = browser(cast.camper), f"{PATH}?q=Question"

    def add(count):
        many_questions(many_posts(cast.cohort, count, day=7))
        answered = many_questions(many_posts(cast.cohort, count, day=7), "answered")
        for question in answered:
            question.answered_at, question.answered_by = question.post.published_at, cast.mentor
            question.save()

    add(1)
    one = query_count(client, path)
    add(30)
    assert query_count(client, path) == one


def test_formulas_in_titles_can_be_read(cast):
    body = NOTED.replace("수식을", r"$\frac{\partial L}{\partial w}$ 을").replace("AI&Math", r"$\mathbb{R}^n$")
    make_post(cast.author, cast.cohort, title="FAQ", body=body, day=6)
    make_comment(cast.author, cast.posts["cohort"], r"$\sum_i x_i$ 는 뭔가요?", asks=True)
    for path in (PATH, f"{PATH}?q=읽나요"):
        page = words(browser(cast.camper).get(path))
        assert "∂L/∂w 을 어떻게 읽나요?" in page
        assert "ℝⁿ FAQ" in page or "?" in path
        assert "\\" not in page
