"""Saying that what one asked is no question."""

from django.urls import reverse

from journal.actions.questions import ask_at_heading
from journal.models.comments import Comment
from journal.models.questions import Question
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser, statuses, words


def path_of(question):
    return reverse("questions.take_back", args=[question.pk])


def test_marked_heading_asks_no_more_and_its_text_stays(cast):
    post = make_post(cast.author, cast.cohort, body="## 왜 느린가\n\nText.\n", day=10)
    question = ask_at_heading(post=post, anchor=post.toc[0]["anchor"])
    assert "It is no question" in words(browser(cast.author).get(question.page))
    browser(cast.author).post(path_of(question))
    assert not Question.objects.filter(post=post).exists()
    assert "왜 느린가" in words(browser(cast.author).get(post.get_absolute_url()))


def test_comment_stays_as_a_comment(cast):
    comment = make_comment(cast.team_mate, cast.posts["cohort"], "How?", asks=True)
    browser(cast.team_mate).post(path_of(comment.question))
    assert Comment.objects.filter(pk=comment.pk).exists()
    assert not Question.objects.filter(comment=comment.pk).exists()


def test_question_of_the_text_is_taken_back_by_an_edit_only(cast):
    question = make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> Why?\n", day=10).questions.get()
    assert browser(cast.author).post(path_of(question)).status_code == 403


def test_nobody_takes_back_what_another_asks(cast):
    comment = make_comment(cast.team_mate, cast.posts["cohort"], "How?", asks=True)
    for other in (cast.author, cast.mentor, cast.organiser):
        assert browser(other).post(path_of(comment.question)).status_code == 403
    assert statuses(browser(cast.team_mate), path_of(comment.question), "get", "put", "delete") == {405}
