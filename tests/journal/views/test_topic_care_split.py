"""Splitting a topic: which posts move is chosen by day, person, team or words, and shown first."""

import pytest

from journal.actions.topics import curate_topic, find_topics
from journal.models.curriculum import Lecture
from journal.models.topics import Topic
from tests.factories import make_post
from tests.jobs import run_jobs
from tests.journal.actions.test_topic_names import where
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words
from tests.journal.views.changing import SEAL, carry_out, cost, look, where_to

BODY = "## 학습 내용\n\n### AI Math\n\n- 8강 {}\n"


@pytest.fixture
def math(cast):
    return curate_topic(cohort=cast.cohort, name="AI Math", position=1, aliases=["선형대수"])


def titles(topic):
    return {link.content_object.title for link in topic.links.all()}


@pytest.fixture
def posts(cast, math):
    make_post(cast.author, cast.cohort, title="day 4", topics=["AI Math"], day=15)
    make_post(cast.author, cast.cohort, title="lecture", body=BODY.format("선형 대수 기초"), day=16)
    make_post(cast.camper, cast.cohort, title="of Sol", topics=["AI Math"], day=16)
    make_post(cast.camper, cast.cohort, title="named", topics=["선형대수"], day=17)


@pytest.mark.parametrize(
    ("asks", "moved"),
    [
        ({"first_on": "2021-08-23", "last_on": "2021-08-23"}, {"lecture", "of Sol"}),
        ({"last_on": "2021-08-20"}, {"day 4"}),
        ({"person": "camper"}, {"of Sol", "named"}),
        ({"words": "선형대수 기초"}, {"lecture"}),
        ({"words": "AIMATH", "person": "camper"}, {"of Sol"}),
        ({"team": "team"}, {"day 4", "lecture"}),
    ],
)
def test_posts_are_chosen_by_all_that_is_asked(cast, math, posts, asks, moved):
    asks |= {"person": cast.camper.pk} if "person" in asks else {}
    asks |= {"team": cast.author.memberships.get().team_id} if "team" in asks else {}
    read = words(look(cast.organiser, "split", math, name="Algebra", **asks))
    assert f"“Algebra” comes out of “AI Math” Posts {len(moved)}" in read
    assert not Topic.objects.filter(name="Algebra").exists(), "looking changes nothing"
    assert "It is done." in carry_out(cast.organiser, "split", math, name="Algebra", **asks)
    assert titles(Topic.objects.get(name="Algebra")) == moved
    assert len(titles(math)) == 4 - len(moved)


def test_other_name_becomes_a_topic_with_its_posts_and_lectures_and_search_follows(cast, math, posts):
    lecture = Lecture.objects.create(cohort=cast.cohort, topic=math, code="8", title="Vectors")
    assert "“선형대수” comes out of “AI Math” Posts 1" in words(look(cast.organiser, "split", math, name="선형대수"))
    assert "It is done." in carry_out(cast.organiser, "split", math, name="선형대수", lectures=lecture.pk)
    topic = Topic.objects.get(name="선형대수")
    assert titles(topic) == {"named"} and list(topic.lectures.all()) == [lecture]
    assert where(cast.cohort, cast.author, "ai-math") == "/c/ai-tech/topics/ai-math/"
    run_jobs("reindex_search")
    assert "named" in words(browser(cast.author).get("/c/ai-tech/search/", {"q": 'topic:"선형대수"'}))
    carry_out(cast.organiser, "split", math, name="선형대수", words="기초")
    assert titles(topic) == {"named", "lecture"}, "and others may join it"


def test_what_cannot_be_is_said_at_the_field(cast, math, posts):
    lecture = Lecture.objects.create(cohort=cast.cohort, topic=math, code="8", title="Vectors")
    other = curate_topic(cohort=cast.cohort, name="Python", position=2)
    Lecture.objects.create(cohort=cast.cohort, topic=other, code="8", title="Other")
    [elsewhere] = find_topics(cohort=cast.other, names=["Elsewhere"])
    theirs = Lecture.objects.create(cohort=cast.other, topic=elsewhere, code="1", title="x")
    for asks, said in (
        ({"name": "Algebra"}, "Say which posts become the other topic's."),
        ({"name": "Algebra", "words": "nothing has this"}, "No post about this topic fits that."),
        ({"name": "ai-math", "words": "AI Math"}, "This is the topic's own name."),
        ({"name": "", "words": "AI Math"}, "write the name of one topic"),
        ({"name": "Algebra", "first_on": "2021-08-12", "last_on": "2021-08-05"}, "The last day is before the first."),
        ({"name": "Python", "words": "AI Math", "lectures": lecture.pk}, "lectures of the code 8"),
        ({"name": "Algebra", "lectures": theirs.pk}, "not one of the available choices"),
        ({"name": "Algebra", "person": cast.stranger.pk}, "not one of the available choices"),
        ({"name": "Algebra", "first_on": "soon"}, "Enter a valid date."),
    ):
        assert said in words(look(cast.organiser, "split", math, **asks)), asks
        assert said in carry_out(cast.organiser, "split", math, **asks), asks
    assert len(titles(math)) == 4


def test_a_second_press_or_an_old_look_changes_nothing(cast, math, posts):
    asks = {"name": "Algebra", "words": "AI Math"}
    seal = SEAL.search(look(cast.organiser, "split", math, **asks).content.decode())[1]
    make_post(cast.author, cast.cohort, title="later", topics=["AI Math"])
    assert "Something changed since you looked." in carry_out(cast.organiser, "split", math, seen=seal, **asks)
    assert "It is done." in carry_out(cast.organiser, "split", math, **asks)
    assert "No post about this topic fits that." in carry_out(cast.organiser, "split", math, **asks)
    assert titles(Topic.objects.get(name="Algebra")) == {"day 4", "lecture", "of Sol", "later"}


def test_who_may_not_is_refused(cast, math):
    path = where_to("split", math)
    for user, status in ((cast.camper, 403), (cast.mentor, 403), (cast.stranger, 404)):
        assert statuses(browser(user), path, "get", "post") == {status}
    assert asks_to_sign_in(browser().get(path), path)


def test_look_costs_the_same_for_one_post_and_thirty(cast, math):
    make_post(cast.author, cast.cohort, topics=["AI Math"])
    client, path = browser(cast.organiser), where_to("split", math) + "?name=Algebra&words=math"
    client.get(path)
    one = cost(client, path)
    for at in range(30):
        make_post((cast.author, cast.camper)[at % 2], cast.cohort, topics=["AI Math"])
    assert cost(client, path) <= one <= 22
