"""Letting a heading of one's own post ask."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from journal.models.questions import Question
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses, words


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, body="## 학습\n\nText.\n\n### 왜 느린가\n\nText.\n", day=10)


@pytest.fixture
def path(post):
    return reverse("questions.ask", args=[post.pk])


def test_button_behind_a_heading_makes_it_a_question_and_the_text_stays(cast, post, path):
    page = browser(cast.author).get(post.get_absolute_url())
    assert "Ask here" in words(page)
    anchor = post.toc[1]["anchor"]
    assert f'name="anchor" value="{anchor}"' in page.content.decode()
    answer = browser(cast.author).post(path, {"anchor": anchor})
    question = Question.objects.get(post=post)
    assert (answer.status_code, unquote(answer.url)) == (302, f"{post.get_absolute_url()}#{anchor}")
    assert (question.title, question.state) == ("왜 느린가", "open")
    post.refresh_from_db()
    assert (post.version, post.edited_at) == (1, None)
    for reader in (cast.author, cast.camper):
        assert "Question: open" in words(browser(reader).get(post.get_absolute_url()))


def test_others_have_no_button_and_are_refused(cast, post, path):
    assert "Ask here" not in words(browser(cast.mentor).get(post.get_absolute_url()))
    assert browser(cast.mentor).post(path, {"anchor": post.toc[0]["anchor"]}).status_code == 403


def test_twice_is_once(cast, post, path):
    for _time in range(2):
        browser(cast.author).post(path, {"anchor": post.toc[0]["anchor"]})
    assert Question.objects.filter(post=post).count() == 1


@pytest.mark.parametrize("data", [{}, {"anchor": "s-none"}, {"anchor": ""}])
def test_heading_that_is_not_there_is_said_in_words(cast, post, path, data):
    answer = browser(cast.author).post(path, data, follow=True)
    assert "no such heading" in answer.content.decode()
    assert not Question.objects.filter(post=post).exists()


def test_draft_asks_nobody(cast):
    draft = make_post(cast.author, cast.cohort, body="## 학습", publish=False)
    path = reverse("questions.ask", args=[draft.pk])
    assert browser(cast.author).post(path, {"anchor": "s-학습"}).status_code == 403


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "head", "put", "delete") == {405}
