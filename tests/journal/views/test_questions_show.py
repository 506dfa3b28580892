"""A question's own page: where it is asked, its answers, who asked the same, and what may be done to it."""

import pytest
from django.urls import reverse

from journal.actions.questions import join_question, resolve_question
from journal.models.posts import StaffReading
from journal.models.questions import Question
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_comments, many_posts, many_questions

BODY = "## 학습\n\n### Python\n\n> [!QUESTION]\n> 왜 느린가요?\n\n인터프리터라서?\n\n## 회고\n\n- 끝\n"


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="Day log", body=BODY, day=10)


@pytest.fixture
def question(post):
    return post.questions.get()


def test_question_stands_with_its_place_and_its_answers_and_no_others(cast, post, question):
    make_comment(cast.mentor, post, "Bytecode is why.", section=question.anchor)
    make_comment(cast.mentor, post, "Something else.", section=post.toc[-1]["anchor"])
    page = words(browser(cast.camper).get(question.page))
    for said in ("왜 느린가요?", "asked by Minji", "인터프리터라서?", "Bytecode is why.", "Answered", "Seoyeon"):
        assert said in page
    assert "Something else." not in page
    assert post.get_absolute_url() + f"#{question.anchor}" in links(browser(cast.camper).get(question.page))


def test_comment_that_asks_has_a_page_with_its_thread(cast, post):
    comment = make_comment(cast.team_mate, post, "How do I profile?", asks=True)
    make_comment(cast.mentor, post, "With cProfile.", parent=comment)
    make_comment(cast.mentor, post, "Something else.")
    page = words(browser(cast.camper).get(comment.question.page))
    assert "asked by Bora" in page
    assert "With cProfile." in page
    assert "Something else." not in page


def test_answer_leads_to_the_form_at_its_place(cast, post, question):
    address = f"{post.get_absolute_url()}?section={question.anchor}#comment-form"
    found = [link for link in links(browser(cast.mentor).get(question.page)) if "comment-form" in link]
    assert [browser(cast.mentor).get(link).status_code for link in found] == [200]
    assert len(address) and "section=" in found[0]


def test_resolved_says_who_and_offers_to_open_it_again(cast, question):
    resolve_question(question=question, by=cast.mentor)
    page = words(browser(cast.author).get(question.page))
    assert "Resolved" in page
    assert "Seoyeon" in page
    assert "Open again" in page
    assert "Open again" not in words(browser(cast.camper).get(question.page))


def test_joined_question_leads_to_the_one_that_stands_for_it_and_back(cast, question):
    other = make_post(cast.camper, cast.cohort, title="Other log", body=BODY).questions.get()
    join_question(question=other, into=question, by=cast.mentor)
    page = browser(cast.camper).get(other.page)
    assert "The same question as" in words(page)
    assert question.page in links(page)
    assert other.page in links(browser(cast.camper).get(question.page))


def test_who_may_not_read_the_other_post_learns_nothing_of_it(cast, question):
    hidden = make_post(cast.author, cast.cohort, title="For mentors", body=BODY, visibility="mentors").questions.get()
    Question.objects.filter(pk=hidden.pk).update(same_as=question, title="Hidden words?")
    assert "Hidden words?" not in browser(cast.camper).get(question.page).content.decode()
    assert "Hidden words?" in words(browser(cast.mentor).get(question.page))
    Question.objects.filter(pk=hidden.pk).update(same_as=None)
    Question.objects.filter(pk=question.pk).update(same_as=hidden)
    assert "Hidden words?" not in browser(cast.camper).get(question.page).content.decode()


def test_mentor_is_offered_the_same_question_and_finds_others_by_words(cast, question):
    same = make_post(cast.camper, cast.cohort, body=BODY).questions.get()
    far = make_post(
        cast.camper, cast.cohort, body=BODY.replace("왜 느린가요?", "torch는 어떻게 설치하나요?")
    ).questions.get()
    hidden = make_post(cast.camper, cast.cohort, body=BODY, visibility="team").questions.get()
    client = browser(cast.mentor)
    assert client.get(question.page).context["same"] == [same]
    assert client.get(question.page, {"q": "설치"}).context["same"] == [far]
    assert hidden not in client.get(question.page, {"q": "느린"}).context["same"]
    assert "Is it the same" not in words(browser(cast.author).get(question.page))


def test_staff_reading_is_written_down(cast, question):
    browser(cast.staff).get(question.page)
    assert StaffReading.objects.get().post == question.post


def test_visitor_reads_a_question_of_a_public_post(cast):
    question = make_post(cast.author, cast.cohort, body=BODY, visibility="public").questions.get()
    answer = browser().get(question.page)
    assert "왜 느린가요?" in words(answer)
    assert reverse("questions.faq", args=["ai-tech"]) not in links(answer)


def test_visitor_is_asked_to_sign_in(question):
    assert asks_to_sign_in(browser().get(question.page), question.page)


def test_question_of_an_unseen_post_is_not_there(cast):
    question = make_post(cast.author, cast.cohort, body=BODY, visibility="mentors").questions.get()
    assert {browser(cast.people[role]).get(question.page).status_code for role in ("camper", "stranger")} == {404}


def test_answers_reading_methods_only(cast, question):
    assert statuses(browser(cast.author), question.page, "post", "put", "delete") == {405}


@pytest.mark.parametrize("role", ["camper", "mentor"])
def test_costs_the_same_for_one_item_and_for_thirty(cast, post, question, role):
    client = browser(cast.people[role])

    def add(count):
        for comment in many_comments(post, count):
            comment.section = question.anchor
            comment.save()
        joined = many_questions(many_posts(cast.cohort, 2 * count, day=7), "open")
        Question.objects.filter(pk__in=[each.pk for each in joined[:count]]).update(same_as=question)

    add(1)
    one = query_count(client, question.page)
    add(30)
    assert query_count(client, question.page) == one


def test_a_heading_that_asks_with_a_formula_shows_it_on_its_page(cast):
    body = "## 0805 Master Class\n\n### FAQ\n\n#### $\\frac{1}{n}$ 은 왜 그런가요?\n\n- 답\n"
    question = make_post(cast.author, cast.cohort, body=body, day=11).questions.get()
    page = browser(cast.camper).get(question.page).content.decode()
    assert "<title>1/n 은 왜 그런가요?" in page
    assert "<mfrac>" in page.split("<h1>")[1].split("</h1>")[0]
    assert "\\frac" not in page
    marked = make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> $\\frac{1}{n}$ 은 왜?\n\n## 끝\n", day=12)
    page = browser(cast.camper).get(marked.questions.get().page).content.decode()
    assert "<h1>1/n 은 왜?</h1>" in page
