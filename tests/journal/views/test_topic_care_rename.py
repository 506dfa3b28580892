"""Renaming a topic: first what follows it is shown, then it is done."""

import pytest

from journal.actions.follows import follow
from journal.actions.topics import curate_topic
from journal.models.moderation import Act
from journal.models.topics import Topic
from tests.factories import make_post
from tests.jobs import run_jobs
from tests.journal.actions.test_topic_names import where
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words
from tests.journal.views.changing import SEAL, carry_out, cost, look, where_to


@pytest.fixture
def math(cast):
    return curate_topic(cohort=cast.cohort, name="AI Math", position=1, aliases=["수학"])


def test_look_says_what_follows_and_the_button_does_it(cast, math):
    make_post(cast.author, cast.cohort, title="Only one", topics=["AI Math"], day=15)
    follow(follower=cast.author, topic=math)
    read = words(look(cast.organiser, "rename", math, name="선형대수"))
    for said in (
        "“AI Math” is called “선형대수” then",
        "Posts 1",
        "Aug 20 (1)",
        f"{cast.author.display_name} (1)",
        "Followers 1",
        "AI Math, 수학",
        "/c/ai-tech/topics/ai-math/",
    ):
        assert said in read, said
    assert Topic.objects.get(pk=math.pk).name == "AI Math", "looking changes nothing"
    assert "It is done." in carry_out(cast.organiser, "rename", math, name="선형대수")
    assert where(cast.cohort, cast.author, "ai-math") == where(cast.cohort, cast.author, "선형대수")
    assert Act.objects.get().words == "AI Math → 선형대수"
    run_jobs("reindex_search")
    found = browser(cast.author).get("/c/ai-tech/search/", {"q": "선형대수"})
    assert "Only one" in words(found), "search follows"


def test_what_cannot_be_is_said_at_the_field(cast, math):
    other = curate_topic(cohort=cast.cohort, name="Python", position=2, aliases=["파이썬"])
    page = look(cast.organiser, "rename", math, name="파이썬")
    assert "Another topic is called so already." in words(page) and "Merge with “Python”" in words(page)
    for name, said in (
        ("AI Math", "It is called so already."),
        ("", "write the name of one"),
        ("a, b", "one topic"),
        ("—", "no letter"),
        ("x" * 51, "too long"),
    ):
        assert said in words(look(cast.organiser, "rename", math, name=name)), name
        assert said in carry_out(cast.organiser, "rename", math, name=name), name
    assert "It is done." in carry_out(cast.organiser, "rename", math, name="ai-math"), "another spelling of its own"
    assert Topic.objects.get(pk=other.pk).name == "Python"


def test_what_was_not_looked_at_or_is_not_so_any_more_is_shown_first(cast, math):
    seal = SEAL.search(look(cast.organiser, "rename", math, name="Maths").content.decode())[1]
    make_post(cast.author, cast.cohort, topics=["AI Math"])
    for seen in (seal, "", "x"):
        read = carry_out(cast.organiser, "rename", math, seen=seen, name="Maths")
        assert "Something changed since you looked." in read and "Posts 1" in read
    assert Topic.objects.get(pk=math.pk).name == "AI Math"
    assert "It is done." in carry_out(cast.organiser, "rename", math, name="Maths")
    assert "It is called so already." in carry_out(cast.organiser, "rename", math, name="Maths"), "a second press"


def test_who_may_not_is_refused(cast, math):
    path = where_to("rename", math)
    for user, status in ((cast.camper, 403), (cast.mentor, 403), (cast.stranger, 404)):
        assert statuses(browser(user), path, "get", "post") == {status}
    assert asks_to_sign_in(browser().get(path), path)
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert statuses(browser(cast.organiser), path, "get", "post") == {403}


def test_look_costs_the_same_for_one_post_and_thirty(cast, math):
    make_post(cast.author, cast.cohort, topics=["AI Math"])
    client, path = browser(cast.organiser), where_to("rename", math) + "?name=Maths"
    client.get(path)
    one = cost(client, path)
    for at in range(30):
        make_post((cast.author, cast.camper, cast.team_mate)[at % 3], cast.cohort, topics=["AI Math"], day=None)
    assert cost(client, path) <= one <= 18
