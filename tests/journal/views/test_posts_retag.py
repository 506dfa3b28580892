"""Other topics for somebody's post, by who runs the cohort; its author's text stays as it is."""

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, save_post
from journal.actions.upkeep import rerender_posts
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.queries.counts import counts_by_topic
from tests.factories import make_post
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, body="## 학습 내용\n\n### Python\n\nText", topics=["aside"], day=9)


def topics(post):
    return sorted(post.topics.values_list("name", flat=True))


def test_organiser_changes_the_topics_and_counts_follow(cast, post):
    client, path = browser(cast.organiser), reverse("posts.retag", args=[post.pk])
    assert path in links(client.get(post.get_absolute_url()))
    assert 'value="Python, aside"' in client.get(path).content.decode()
    page = client.post(path, {"topics": "Git, AI Math"}, follow=True)
    assert "Its topics are changed." in words(page) and topics(post) == ["AI Math", "Git"]
    git = cast.cohort.topics.get(name="Git")
    assert counts_by_topic(cast.fresh("camper"), cast.cohort)[git.pk] == 1
    client.post(path, {"topics": "Git, AI Math"})
    assert [(act.verb, act.words) for act in Act.objects.all()] == [("retagged", "Git, AI Math")]


def test_they_stay_when_its_author_goes_on_and_are_the_authors_again_when_emptied(cast, post):
    client, path = browser(cast.staff), reverse("posts.retag", args=[post.pk])
    client.post(path, {"topics": "Git"})
    current = Post.objects.get(pk=post.pk)
    text = PostText(post.title, post.body + "\n\nMore", post.study_on, "cohort", ["aside", "new"])
    save_post(post=current, editor=cast.author, text=text, version=current.version, publish=True)
    list(rerender_posts(every=True))
    assert topics(post) == ["Git"]
    client.post(path, {"topics": ""})
    assert topics(post) == ["Python", "aside", "new"]


def test_a_bad_name_is_refused_with_what_was_typed(cast, post):
    page = browser(cast.organiser).post(reverse("posts.retag", args=[post.pk]), {"topics": "Git, " + "x" * 60})
    assert "is too long for a topic" in words(page) and "x" * 60 in page.content.decode()
    assert topics(post) == ["Python", "aside"]


def test_others_do_not(cast, post):
    for role in ("author", "mentor", "camper"):
        assert (
            browser(cast.people[role]).post(reverse("posts.retag", args=[post.pk]), {"topics": "x"}).status_code == 403
        )
