"""What one follows, what is new there, and that following opens no door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.actions.follows import follow
from journal.actions.posts import delete_post
from journal.actions.topics import curate_topic
from journal.models.follows import NewsMark
from journal.models.posts import Post
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_notes, many_people, many_posts, many_topics

PATH = "/follows/"


def new_titles(user, path=PATH) -> list[str]:
    answer = browser(user).get(path)
    return [post.title for post in answer.context["pager" if path.startswith(PATH) else "news"].items]


def test_says_what_one_follows_with_a_way_to_let_it_go(cast):
    topic = curate_topic(cohort=cast.cohort, name="AI Math", position=1)
    lecture = many_lectures(cast.cohort, 1, topic=topic)[0]
    for thing in ({"topic": topic}, {"person": cast.author}, {"lecture": lecture}):
        follow(follower=cast.camper, **thing)
    page = words(browser(cast.camper).get(PATH))
    for said in ("AI Math", "Minji", "@minji", "Lecture 0", "Unfollow : AI Math"):
        assert said in page
    assert "You follow nothing yet." in words(browser(cast.mentor).get(PATH))


def test_new_is_what_others_published_since_in_what_one_follows(cast):
    topic = cast.cohort.topics.get(slug="python")
    lecture = many_lectures(cast.cohort, 1)[0]
    for thing in ({"topic": topic}, {"person": cast.mentor}, {"lecture": lecture}, {"person": cast.author}):
        follow(follower=cast.camper, **thing)
    make_post(cast.camper, cast.cohort, title="My own", topics=["Python"])
    make_post(cast.team_mate, cast.cohort, title="About nothing")
    make_post(cast.team_mate, cast.cohort, title="On the topic", topics=["Python"])
    make_post(cast.author, cast.cohort, title="By a person")
    noted = make_post(cast.team_mate, cast.cohort, title="On the lecture")
    many_notes([noted], [lecture])
    make_post(cast.author, cast.cohort, title="A draft", publish=False)
    assert new_titles(cast.camper) == new_titles(cast.camper, "/") == ["On the lecture", "By a person", "On the topic"]
    assert "1 Lecture 0" in words(browser(cast.camper).get(PATH)).replace("0 Lecture 0", "1 Lecture 0")


def test_a_post_that_several_follows_bring_stands_once(cast):
    follow(follower=cast.camper, topic=cast.cohort.topics.get(slug="python"))
    follow(follower=cast.camper, person=cast.author)
    make_post(cast.author, cast.cohort, title="Both", topics=["Python"])
    assert new_titles(cast.camper) == ["Both"]


def test_two_weeks_make_news_old(cast):
    follow(follower=cast.camper, person=cast.author)
    NewsMark.objects.update(seen_at=timezone.now() - timedelta(days=60))
    post = make_post(cast.author, cast.cohort, title="Old")
    Post.objects.filter(author=cast.author).update(published_at=timezone.now() - timedelta(days=15))
    assert new_titles(cast.camper) == []
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(days=13))
    assert new_titles(cast.camper) == ["Old"]


@pytest.mark.parametrize("visibility", ["mentors", "team"])
def test_what_one_may_not_read_is_no_news_whatever_one_follows(cast, visibility):
    """Sol is of another team: neither the author nor the topic that Sol follows opens the post."""
    follow(follower=cast.camper, person=cast.author)
    follow(follower=cast.camper, topic=cast.cohort.topics.get(slug="python"))
    make_post(cast.author, cast.cohort, title="Unseen words", topics=["Python"], visibility=visibility)
    for path in (PATH, "/"):
        assert "Unseen words" not in browser(cast.camper).get(path).content.decode()


def test_a_post_made_private_or_thrown_away_is_no_news_any_more(cast):
    follow(follower=cast.camper, person=cast.author)
    post, other = (make_post(cast.author, cast.cohort, title=title) for title in ("Once open", "Once here"))
    assert len(new_titles(cast.camper)) == 2
    Post.objects.filter(pk=post.pk).update(visibility="mentors")
    delete_post(post=other)
    assert new_titles(cast.camper) == []


def test_what_became_invisible_is_not_named(cast):
    post = make_post(cast.author, cast.cohort, topics=["Secretum"])
    follow(follower=cast.camper, topic=cast.cohort.topics.get(name="Secretum"))
    follow(follower=cast.camper, lecture=many_lectures(cast.cohort, 1)[0])
    follow(follower=cast.camper, person=cast.team_mate)
    page = browser(cast.camper).get(PATH).content.decode()
    assert "Secretum" in page and "@bora" in page and "Lecture 0" in page
    Post.objects.filter(pk=post.pk).update(visibility="mentors")
    assert "Secretum" not in browser(cast.camper).get(PATH).content.decode()
    cast.camper.memberships.update(state="withdrawn")
    page = words(browser(cast.camper).get(PATH))
    assert "You follow nothing yet." in page
    assert not {"Secretum", "@bora", "Lecture 0", "ai-tech"} & set(page.split())


def test_pages_hold_each_post_once_while_others_arrive(cast):
    topic = cast.cohort.topics.get(slug="python")
    follow(follower=cast.camper, topic=topic)
    NewsMark.objects.update(seen_at=timezone.now() - timedelta(days=1))
    expected = {post.title for post in many_posts(cast.cohort, 45, topic=topic)}
    client, path, titles = browser(cast.camper), PATH, []
    while path:
        answer = client.get(path)
        titles += [post.title for post in answer.context["pager"].items if post.title.startswith("Crowd")]
        many_posts(cast.cohort, 2, topic=many_topics(cast.cohort, 1)[0])
        make_post(cast.author, cast.cohort, title="Arrived", topics=["Python"])
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
    assert len(titles) == len(set(titles))
    assert set(titles) == expected


@pytest.mark.parametrize("before", ["x", "5", "1-1-1", "1%00"])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty_here_and_at_home(cast):
    client = browser(cast.camper)

    def add(count):
        topics = many_topics(cast.cohort, count, is_curated=True)
        lectures = many_lectures(cast.cohort, count, topic=topics[0])
        for thing in [{"topic": each} for each in topics] + [{"lecture": each} for each in lectures]:
            follow(follower=cast.camper, **thing)
        for person in many_people(cast.cohort, count):
            follow(follower=cast.camper, person=person)
        NewsMark.objects.update(seen_at=timezone.now() - timedelta(days=1))
        many_posts(cast.cohort, count, topic=topics[0], day=9)

    add(1)
    one = query_count(client, PATH), query_count(client, "/")
    add(30)
    assert (query_count(client, PATH), query_count(client, "/")) == one
    assert one[0] <= 8
