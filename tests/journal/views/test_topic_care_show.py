"""One topic for the organisers: its other names and its place."""

from datetime import date

import pytest
from django.urls import reverse

from journal.actions.topic_merges import merge_topics
from journal.actions.topic_names import rename_topic
from journal.actions.topics import curate_topic, find_topics
from journal.models.curriculum import Lecture
from journal.models.moderation import Act
from journal.queries.topics import suggest_topics
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


def path(topic):
    return reverse("topic_care.show", args=["ai-tech", topic.pk])


def send(user, topic, **data):
    return words(browser(user).post(path(topic), data, follow=True))


def test_another_name_maps_what_people_type_until_it_is_taken_away(cast, python):
    assert "leads to the topic from now on" in send(cast.organiser, python, do="alias", name="비단뱀")
    heading = make_post(cast.author, cast.cohort, body="## 학습 내용\n\n### 비단 뱀\n\n- 1강", day=15)
    typed = make_post(cast.author, cast.cohort, topics=["비단뱀"])
    assert [[link.tag for link in post.topic_links.all()] for post in (heading, typed)] == [[python], [python]]
    assert suggest_topics(cast.author, cast.cohort, "비단") == [python]
    assert "no more" in send(cast.organiser, python, do="unalias", key="비단뱀")
    assert not python.aliases.exists()
    assert list(Act.objects.order_by("pk").values_list("verb", flat=True)) == ["named_topic", "unnamed_topic"]


def test_names_that_cannot_be_given_or_taken_say_why(cast, python):
    find_topics(cohort=cast.cohort, names=["Git"])
    for name, said in (
        ("git", "Another topic is called so already."),
        ("PYTHON", "leads to the topic already"),
        ("", "write the name"),
    ):
        assert said in send(cast.organiser, python, do="alias", name=name), name
    renamed = rename_topic(topic=python, name="Python 3", actor=cast.organiser)
    assert "links lead to it, so it stays" in send(cast.organiser, renamed, do="unalias", key="python")
    assert renamed.aliases.count() == 1


def test_tag_becomes_curated_and_one_with_lectures_stays_so(cast, python):
    make_post(cast.author, cast.cohort, topics=["Git"])
    git = cast.cohort.topics.get(name="Git")
    for _twice in range(2):
        assert "Saved." in send(cast.organiser, git, do="shelve", is_curated="on", hue="3", position="7")
    git.refresh_from_db()
    assert (git.is_curated, git.hue, git.position) == (True, 3, 7)
    assert Act.objects.get().words == "Git"
    Lecture.objects.create(cohort=cast.cohort, topic=git, code="1", title="One", study_on=date(2021, 8, 5))
    assert "It has lectures" in send(cast.organiser, git, do="shelve", hue="3", position="7")
    assert (
        "9"
        not in send(cast.organiser, git, do="shelve", is_curated="on", hue="9", position="-1").partition("Hue")[2][:3]
    )


def test_merged_one_leads_to_what_it_became_part_of(cast, python):
    [other] = find_topics(cohort=cast.cohort, names=["py"])
    merge_topics(source=other, target=python, actor=cast.organiser)
    answer = browser(cast.organiser).get(path(other))
    assert answer.url == path(python)


def test_who_may_not_is_refused_and_what_cannot_be_known_is_not_there(cast, python):
    for user, status in ((cast.camper, 403), (cast.mentor, 403), (cast.stranger, 404)):
        assert statuses(browser(user), path(python), "get", "post") == {status}
    assert asks_to_sign_in(browser().get(path(python)), path(python))
    for name, other in (("elsewhere", cast.other), ("of nothing", cast.cohort)):
        [topic] = find_topics(cohort=other, names=[name])
        assert statuses(browser(cast.organiser), path(topic), "get", "post") == {404}, name


def test_page_costs_the_same_for_one_and_thirty(cast, python):
    make_post(cast.author, cast.cohort, topics=["python"])
    client = browser(cast.organiser)
    client.get(path(python))
    one = query_count(client, path(python))
    for at in range(30):
        make_post((cast.author, cast.camper)[at % 2], cast.cohort, topics=["python"])
        python.aliases.create(cohort=cast.cohort, name=f"n{at}", key=f"n{at}")
    assert query_count(client, path(python)) <= one <= 14
