"""Renaming topics and giving them other names: every old name and address leads to the right one."""

import pytest

from journal.actions.topic_merges import CannotUndo, merge_topics, undo_change
from journal.actions.topic_names import (
    AddressGivenOut,
    NameTaken,
    TopicGone,
    add_alias,
    remove_alias,
    rename_topic,
)
from journal.actions.topics import curate_topic, find_topics
from journal.models.search import SearchEntry
from journal.models.topics import Topic, TopicAlias, TopicChange
from journal.queries.topics import topic_called
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort("ai-tech")


@pytest.fixture
def organiser(cohort):
    return make_member(cohort, "organiser")


@pytest.fixture
def topic(cohort):
    return curate_topic(cohort=cohort, name="AI Math", position=1, aliases=["수학"])


def where(cohort, user, slug):
    """Return where an address of a topic leads: the topic's own, or None where there is nothing."""
    answer = browser(user).get(f"/c/{cohort.slug}/topics/{slug}/", follow=True)
    return answer.request["PATH_INFO"] if answer.status_code == 200 else None


def test_renamed_topic_is_found_under_every_name_and_address_it_had(cohort, organiser, topic):
    for name in ("Mathematics", "수학 기초", "Maths for AI"):
        topic = rename_topic(topic=topic, name=name, actor=organiser)
    assert (topic.name, topic.slug) == ("Maths for AI", "maths-for-ai")
    for slug in ("ai-math", "AI Math", "aimath", "mathematics", "수학-기초", "수학기초", "수학", "maths-for-ai"):
        assert where(cohort, organiser, slug) == "/c/ai-tech/topics/maths-for-ai/", slug
    assert find_topics(cohort=cohort, names=["AI Math", "mathematics", "수학"]) == [topic]
    assert Topic.objects.count() == 1


def test_name_that_it_had_before_comes_back_with_its_address(cohort, organiser, topic):
    rename_topic(topic=topic, name="Mathematics", actor=organiser)
    topic = rename_topic(topic=topic, name="AI Math", actor=organiser)
    assert (topic.name, topic.slug) == ("AI Math", "ai-math")
    assert where(cohort, organiser, "mathematics") == "/c/ai-tech/topics/ai-math/"


def test_other_spelling_of_its_name_keeps_the_address(organiser, topic):
    topic = rename_topic(topic=topic, name="AI MATH", actor=organiser)
    assert (topic.name, topic.slug, topic.aliases.count()) == ("AI MATH", "ai-math", 1)


def test_address_that_two_names_share_leads_to_the_one_that_had_it(cohort, organiser):
    cpp, word = find_topics(cohort=cohort, names=["C++", "cpp"])
    make_post(make_member(cohort), cohort, topics=["C++", "cpp"])
    assert (cpp.slug, word.slug) == ("cpp", "cpp-2")
    rename_topic(topic=cpp, name="C++20", actor=organiser)
    rename_topic(topic=word, name="compilers", actor=organiser)
    assert where(cohort, organiser, "cpp") == "/c/ai-tech/topics/cpp20/"
    assert where(cohort, organiser, "cpp-2") == "/c/ai-tech/topics/compilers/"
    assert find_topics(cohort=cohort, names=["cpp!"])[0].slug not in ("cpp", "cpp-2")


def test_name_of_another_topic_is_refused(cohort, organiser, topic):
    python = curate_topic(cohort=cohort, name="Python", position=2, aliases=["파이썬"])
    for name in ("python", "파이썬"):
        with pytest.raises(NameTaken) as refused:
            rename_topic(topic=topic, name=name, actor=organiser)
        assert refused.value.topic == python
        with pytest.raises(NameTaken):
            add_alias(topic=topic, name=name)
    assert not TopicChange.objects.exists()


def test_renaming_twice_in_one_moment_is_once(organiser, topic):
    for _ in range(2):
        rename_topic(topic=topic, name="Mathematics", actor=organiser)
    assert TopicChange.objects.count() == 1


def test_undone_rename_has_its_name_again_and_the_newer_one_leads_there(cohort, organiser, topic):
    rename_topic(topic=topic, name="Mathematics", actor=organiser)
    change = TopicChange.objects.get()
    undo_change(change=change, actor=organiser)
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("AI Math", "ai-math")
    assert topic_called(cohort, "mathematics") == topic.pk
    with pytest.raises(CannotUndo, match="undone"):
        undo_change(change=change, actor=organiser)


def test_rename_that_another_followed_is_not_undone(organiser, topic):
    rename_topic(topic=topic, name="Mathematics", actor=organiser)
    rename_topic(topic=topic, name="Maths", actor=organiser)
    first = TopicChange.objects.earliest("pk")
    with pytest.raises(CannotUndo, match="gone"):
        undo_change(change=first, actor=organiser)


def test_search_reads_the_posts_of_a_renamed_topic_again(cohort, organiser, topic):
    post, other = (make_post(make_member(cohort), cohort, topics=[name]) for name in ("AI Math", "Git"))
    rename_topic(topic=topic, name="Mathematics", actor=organiser)
    stale = set(SearchEntry.objects.filter(version=0).values_list("post", flat=True))
    assert stale == {post.pk}
    assert other.pk not in stale


def test_other_name_leads_to_its_topic_until_it_is_taken_away(cohort, topic):
    alias = add_alias(topic=topic, name="선형대수")
    assert add_alias(topic=topic, name="선형 대수") == alias
    assert find_topics(cohort=cohort, names=["선형대수"]) == [topic]
    remove_alias(alias=alias)
    assert find_topics(cohort=cohort, names=["선형대수"]) != [topic]


def test_name_whose_address_was_given_out_stays(organiser, topic):
    rename_topic(topic=topic, name="Mathematics", actor=organiser)
    with pytest.raises(AddressGivenOut):
        remove_alias(alias=TopicAlias.objects.get(slug="ai-math"))


def test_topic_that_was_merged_away_cannot_be_renamed(cohort, organiser, topic):
    [other] = find_topics(cohort=cohort, names=["maths"])
    merge_topics(source=other, target=topic, actor=organiser)
    for deed in (
        lambda: rename_topic(topic=other, name="x", actor=organiser),
        lambda: add_alias(topic=other, name="x"),
    ):
        with pytest.raises(TopicGone):
            deed()
