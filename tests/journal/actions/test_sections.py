"""A comment on a section stays with its section when the post is edited, and says so when that is gone."""

import pytest

from journal.actions.posts import PostText, save_post
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser, words

pytestmark = pytest.mark.django_db
ASKS = "## 경사 하강법\n\n학습률이 크면 발산한다. 그래서 조금씩 줄인다.\n\n> [!QUESTION]\n> 왜 발산하나요?\n\n## 회고\n\n피곤한 하루였다.\n"


def edit(post, body: str) -> Post:
    post = Post.objects.get(pk=post.pk)
    text = PostText(title=post.title, body=body, study_on=post.study_on, visibility=post.visibility)
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=True)


def place(comment) -> tuple[str, str]:
    comment = Comment.objects.get(pk=comment.pk)
    return comment.section, comment.section_title


@pytest.fixture
def post(cast):
    """A post of Minji's with two sections."""
    return make_post(cast.author, cast.cohort, body=ASKS, day=8)


@pytest.fixture
def comment(cast, post):
    """A comment of the mentor's on its first section."""
    return make_comment(cast.mentor, post, section=post.toc[0]["anchor"])


def test_renamed_and_moved_section_keeps_its_comments(post, comment):
    last = ASKS.index("## 회고")
    post = edit(post, ASKS[last:] + "\n" + ASKS[:last].replace("경사 하강법", "Gradient descent 정리"))
    assert place(comment) == (post.toc[1]["anchor"], "Gradient descent 정리")


def test_section_that_is_gone_is_named_and_found_again_when_it_comes_back(cast, post, comment):
    before = place(comment)
    edit(post, ASKS[ASKS.index("## 회고") :])
    assert place(comment) == ("", "경사 하강법")
    page = browser(cast.author).get(post.get_absolute_url())
    assert "This section is gone from the post: 경사 하강법" in words(page)
    edit(post, ASKS)
    assert place(comment) == before
    assert "This section is gone" not in words(browser(cast.author).get(post.get_absolute_url()))


def test_comment_on_the_whole_post_is_about_no_section_whatever_is_edited(cast, post):
    comment = make_comment(cast.mentor, post)
    edit(post, "## 다른 글\n\n말\n")
    assert place(comment) == ("", "")
    assert "This section is gone" not in words(browser(cast.author).get(post.get_absolute_url()))


def test_replies_go_along(cast, post, comment):
    reply = make_comment(cast.author, post, parent=comment)
    edit(post, ASKS.replace("## 경사 하강법", "## 경사 하강법 다시"))
    assert place(reply) == place(comment) != ("", "")


def test_an_answered_question_stays_answered_when_its_heading_is_renamed(cast, post):
    question = Question.objects.get(post=post)
    make_comment(cast.mentor, post, "Because.", section=question.anchor)
    assert Question.objects.get(pk=question.pk).state == "answered"
    edit(post, ASKS.replace("## 경사 하강법", "## 경사 하강법 다시"))
    assert Question.objects.get(post=post).state == "answered"


def test_an_answered_question_stays_answered_when_the_heading_over_it_goes(cast):
    body = "## 학습 내용\n\n배운 것.\n\n" + ASKS
    post = make_post(cast.author, cast.cohort, body=body, day=8)
    question = Question.objects.get(post=post)
    answer = make_comment(cast.mentor, post, "학습률 때문이에요.", section=question.anchor)
    question.refresh_from_db()
    assert question.state == "answered"
    post = edit(post, body.replace("## 경사 하강법\n\n", ""))
    question.refresh_from_db()
    assert (question.state, place(answer)) == ("answered", (post.toc[0]["anchor"], "학습 내용"))
    assert not post.waiting.exists()
