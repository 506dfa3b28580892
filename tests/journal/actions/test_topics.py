"""Topics: one for each key, whatever people type, however many type at once."""

import unicodedata
import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import F, Q

from journal.actions.posts import PostText, save_post, start_post
from journal.actions.topics import curate_topic, find_topics, set_topics
from journal.actions.transfers import Arrival, import_post
from journal.models.topics import PostTopic, Topic
from tests.factories import make_cohort, make_member, make_post
from tests.journal.actions.test_likes import at_once

pytestmark = pytest.mark.django_db
TRULY = pytest.mark.django_db(transaction=True)  # several connections see each other's commits


@pytest.fixture
def cohort():
    return make_cohort()


def names_of(topics):
    return [topic.name for topic in topics]


def test_ai_math_is_one_topic_however_it_comes(cohort):
    body = "## 학습 내용\n\n### AI Math\n\n- 8 Bayes\n"
    post = make_post(make_member(cohort), cohort, body=body, topics=["ai-math", "AI_Math", "AIMath", "ＡＩ　Ｍａｔｈ"])
    assert names_of(post.topics.all()) == ["AI Math"]
    assert names_of(cohort.topics.all()) == ["AI Math"]


@pytest.mark.parametrize(
    "spellings",
    [
        ["AI Math", "ai math", "AI-MATH", "AI_Math", " AI  Math "],
        ["딥러닝", "딥 러닝", unicodedata.normalize("NFD", "딥러닝")],
        ["Café", unicodedata.normalize("NFD", "Café")],
        ["𝐏𝐲𝐭𝐡𝐨𝐧", "Python", "ｐｙｔｈｏｎ"],
    ],
)
def test_spellings_of_one_name_are_one_topic(cohort, spellings):
    found = {topic.pk for name in spellings for topic in find_topics(cohort=cohort, names=[name])}
    assert len(found) == 1
    assert len(find_topics(cohort=cohort, names=spellings)) == 1


def test_c_c_plus_plus_and_c_sharp_are_three_with_addresses_of_their_own(cohort):
    topics = find_topics(cohort=cohort, names=["C", "C++", "C#", "c#"])
    assert names_of(topics) == ["C", "C++", "C#"]
    assert len({topic.slug for topic in topics}) == 3


def test_names_that_meet_in_one_address_get_two(cohort):
    names = ["C++", "cpp", "Node.js", "Node js", "🐣", "🐤", "suggest"]
    topics = find_topics(cohort=cohort, names=names)
    assert names_of(topics) == names
    slugs = {topic.slug for topic in topics}
    assert len(slugs) == len(names)
    assert "suggest" not in slugs  # that address is the editor's


def test_many_names_of_one_address_all_find_one(cohort):
    names = ["x y", "x.y", "x/y", "x|y", "x;y", "x:y", "x!y", "x?y", "x=y", "x~y", "x^y", "x'y"]
    assert len({topic.slug for topic in find_topics(cohort=cohort, names=names)}) == len(names)


def test_other_name_leads_to_its_topic(cohort):
    python = curate_topic(cohort=cohort, name="Python", position=1, aliases=["파이썬", "py"])
    decomposed = unicodedata.normalize("NFD", "파이썬")
    assert find_topics(cohort=cohort, names=["파이썬", "PY", decomposed, "Python"]) == [python]
    assert Topic.objects.count() == 1


def test_topic_keeps_the_first_spelling_and_the_order_of_writing(cohort):
    assert names_of(find_topics(cohort=cohort, names=["b", "A", "c", "B"])) == ["b", "A", "c"]
    assert names_of(find_topics(cohort=cohort, names=["C", "a"])) == ["c", "A"]


def test_cohorts_have_topics_of_their_own(cohort):
    [here], [there] = (find_topics(cohort=each, names=["Python"]) for each in (cohort, make_cohort()))
    assert here != there
    assert here.slug == there.slug == "python"


@pytest.mark.parametrize("names", [[], [""], ["  ", "-", "\u200b"]])
def test_nothing_is_no_topic(cohort, names):
    assert find_topics(cohort=cohort, names=names) == []


def test_30_topics_in_one_go(cohort, django_assert_max_num_queries):
    post = make_post(make_member(cohort), cohort)
    names = [f"Topic {at}" for at in range(30)]
    assert names_of(set_topics(post=post, names=names)) == names
    with django_assert_max_num_queries(8):  # they are known now
        set_topics(post=post, names=names)
    assert list(PostTopic.objects.filter(content_object=post).values_list("position", flat=True)) == list(range(30))


def test_names_of_50_letters_of_every_script_have_a_place(cohort):
    names = ["가" * 50, "ﷺ" * 5, "x" * 50, "𝐌" * 50, "é" * 50]
    assert len(find_topics(cohort=cohort, names=names)) == len(names)


def test_saved_again_a_post_has_the_topics_it_says_now(cohort):
    post = make_post(make_member(cohort), cohort, topics=["Old", "Kept"])
    set_topics(post=post, names=["Kept", "New"])
    assert names_of(post.topics.order_by("links__position")) == ["Kept", "New"]


def strayed():
    """Return the links that say another day or cohort than their post."""
    same = Q(shown_on=F("content_object__shown_on"), cohort=F("content_object__cohort"))
    return list(PostTopic.objects.exclude(same))


def test_links_move_with_their_post_to_another_day(cohort):
    author = make_member(cohort)
    post = make_post(author, cohort, topics=["a", "b"], day=3)
    text = PostText("T", "B", cohort.calendar.date_of(7), "cohort", ["a", "c"])
    save_post(post=post, editor=author, text=text, version=post.version, publish=True)
    assert PostTopic.objects.count() == 2
    assert strayed() == []
    assert {link.shown_on for link in PostTopic.objects.all()} == {cohort.calendar.date_of(7)}


def test_links_of_a_note_that_was_written_elsewhere_have_the_day_that_its_file_says(cohort):
    text = PostText("T", "B", None, "cohort", ["a"])
    moment = datetime(2021, 8, 10, 12, tzinfo=UTC)
    arrival = Arrival("a.md", "digest", uuid.uuid4(), text, publish=True, published_at=moment)
    import_post(author=make_member(cohort), cohort=cohort, arrival=arrival)
    assert [link.shown_on for link in PostTopic.objects.all()] == [moment.date()]
    assert strayed() == []


@TRULY
def test_the_same_new_topics_at_once_are_made_once(cohort):
    names = [f"주제 {at}" for at in range(6)]
    found = at_once([lambda n=n: find_topics(cohort=cohort, names=n) for n in (names, names[::-1]) * 4])
    assert Topic.objects.count() == 6
    assert {frozenset(topic.pk for topic in topics) for topics in found} == {
        frozenset(Topic.objects.values_list("pk", flat=True))
    }


@TRULY
def test_colliding_addresses_at_once_are_told_apart(cohort):
    names = ["C++", "cpp", "Cpp!", "c pp."]
    at_once([lambda n=n: find_topics(cohort=cohort, names=[n]) for n in names * 2])
    assert (
        Topic.objects.count() == Topic.objects.values("slug").distinct().count() == len({"c++", "cpp", "cpp!", "cpp."})
    )


@TRULY
def test_long_transactions_in_opposite_order_do_not_wait_for_each_other(cohort):
    people = [make_member(cohort) for _ in range(6)]
    names = [f"t{at}" for at in range(10)]

    def write(person, topics):
        with transaction.atomic():
            text = PostText("T", "B", None, "cohort", topics)
            return start_post(author=person, cohort=cohort, key=uuid.uuid4(), text=text, publish=True)

    at_once([lambda p=p, at=at: write(p, names if at % 2 else names[::-1]) for at, p in enumerate(people)])
    assert Topic.objects.count() == 10
    assert PostTopic.objects.count() == 60
