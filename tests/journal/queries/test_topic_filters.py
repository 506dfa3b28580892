"""Filters choose what a slow reading of the visible posts chooses, whatever is asked and whoever asks."""

import random

import pytest
from django.http import QueryDict

from journal.actions.posts import delete_post
from journal.actions.questions import resolve_question
from journal.actions.topics import curate_topic
from journal.forms.topics import TopicForm
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from journal.queries.counts import counts_by_day
from journal.queries.paging import PreparedList
from journal.queries.topic_filters import UnknownFilter, filtered, read_filters, slots_of
from journal.queries.topic_pages import surroundings_of
from journal.queries.topics import ABOUT
from tests.cast import Cast
from tests.factories import make_member, make_post

KINDS = {"learning": "학습 내용", "peer_session": "피어세션", "retrospective": "회고", "mentoring": "멘토링"}
SMALL = PreparedList(filtered, by="shown_on", along=ABOUT, size=4)
PEOPLE = ("minji", "bora", "sol", "seoyeon", "nobody")


@pytest.fixture
def topic(cast):
    topic = curate_topic(cohort=cast.cohort, name="Python", position=1)
    for code in ("1", "2", "10"):
        Lecture.objects.create(cohort=cast.cohort, topic=topic, code=code, title=f"Part {code}")
    return topic


def filters_of(user, topic, query: str):
    form = TopicForm(QueryDict(query))
    assert form.is_valid(), form.errors
    asks = form.cleaned_data
    days = list(counts_by_day(user, topic))
    around = surroundings_of(user, topic, handles=asks["person"], days=days, whole=False)
    return read_filters(topic.cohort, around.offers, asks)


def chosen(user, topic, query: str, between=lambda: None) -> list[int]:
    """Return the keys of the posts that an address chooses, page by page; `between` happens after each page."""
    filters, found, before = filters_of(user, topic, query), [], ""
    while True:
        chosen_of = {"topic": topic.pk, "cohort": topic.cohort_id, **slots_of(filters)}
        page = SMALL.page(user, before, key=(filters.names,), **chosen_of)
        found += [post.pk for post in page.items]
        if not page.before:
            return found
        before = page.before
        between()


def a_post(cast: Cast, author, at: int, dice: random.Random, facts: dict) -> None:
    """Write a post of random facts, and note those beside it."""
    kinds = {kind for kind in KINDS if dice.random() < 0.4} | {"learning"}
    lectures = {code for code in ("1", "2", "10") if dice.random() < 0.4}
    asks, day = dice.random() < 0.4, dice.choice([None, at + 6])
    body = "## 학습 내용\n\n### Python\n\n" + "".join(f"- {code} Part {code}\n" for code in sorted(lectures))
    body += "".join(f"\n## {KINDS[kind]}\n\n글.\n" for kind in sorted(kinds - {"learning"}))
    body += "\n## 질문\n\n> [!QUESTION]\n> 왜 그런가요?\n" if asks else ""
    visibility = dice.choice(["mentors", "team", "cohort", "cohort", "public"])
    post = make_post(author, cast.cohort, title=f"Post {at}", body=body, day=day, visibility=visibility)
    if asks and dice.random() < 0.5:
        resolve_question(question=post.questions.get(), by=author)
        asks = False
    if dice.random() < 0.1:
        delete_post(post=post)
    facts[post.pk] = {
        "team": {str(post.team_id)}, "person": {author.handle}, "day": {str(day)}, "kind": kinds,
        "lecture": {str(cast.cohort.lectures.get(code=code).pk) for code in lectures}, "unanswered": {"yes"} & {"yes" if asks else ""},
    }  # fmt: skip


def test_they_choose_what_reading_every_visible_post_would(cast, topic):
    dice, facts = random.Random(4), {}
    third = make_member(cast.cohort, handle="nari", team=cast.cohort.teams.create(name="3조"))
    for at in range(45):
        a_post(cast, dice.choice([cast.author, cast.team_mate, cast.camper, third]), at, dice, facts)
    Post.objects.exclude(pk__in=facts).delete()
    offered = {
        "team": [str(team.pk) for team in cast.cohort.teams.all()],
        "person": list(PEOPLE),
        "day": [str(number) for number in range(5, 30)],
        "lecture": [str(lecture.pk) for lecture in cast.cohort.lectures.all()],
        "kind": list(KINDS),
        "unanswered": ["yes"],
    }
    some = 0
    for _ in range(150):
        role = dice.choice(["author", "team_mate", "camper", "mentor", "other_mentor", "organiser", "staff"])
        user = cast.fresh(role)
        asked = {
            name: dice.sample(values, min(len(values), dice.randint(1, 2 if name == "team" else 3)))
            for name, values in offered.items()
            if dice.random() < 0.35
        }
        query = "&".join(f"{name}={value}" for name, values in asked.items() for value in values)
        visible = Post.objects.visible_to(user).published().filter(pk__in=facts).order_by("-shown_on", "-pk")
        slowly = [
            post.pk for post in visible if all(facts[post.pk][name] & set(values) for name, values in asked.items())
        ]
        assert chosen(user, topic, query) == slowly, (role, query)
        some += bool(asked and slowly)
    assert some > 30


def test_pages_skip_nothing_and_show_nothing_twice_while_posts_arrive(cast, topic):
    facts, dice = {}, random.Random(5)
    for at in range(30):
        a_post(cast, make_member(cast.cohort), at, dice, facts)
    user, query = cast.fresh("organiser"), "kind=learning&kind=retrospective"
    there = chosen(user, topic, query)
    arriving = iter(range(30, 90))
    seen = chosen(user, topic, query, lambda: a_post(cast, make_member(cast.cohort), next(arriving), dice, facts))
    assert len(seen) == len(set(seen))
    assert set(there) <= set(seen)
    assert next(arriving) > 33


def test_what_is_chosen_is_said_and_each_word_takes_itself_away(cast, topic):
    one, two = (team.pk for team in cast.cohort.teams.order_by("name"))
    filters = filters_of(cast.camper, topic, f"day=4&team={one}&team={two}&person=@MINJI&before=")
    said = [[(choice.label, choice.without) for choice in kind.chosen] for kind in filters.chosen]
    assert said == [
        [("1조", f"team={two}&person=minji&day=4"), ("2조", f"team={one}&person=minji&day=4")],
        [("Minji", f"team={one}&team={two}&day=4")],
        [("Day 4", f"team={one}&team={two}&person=minji")],
    ]
    assert filters.query == f"team={one}&team={two}&person=minji&day=4"


def test_a_handle_of_nobody_here_is_said_and_finds_nothing(cast, topic):
    answers = [filters_of(cast.camper, topic, f"person={handle}") for handle in ("jiho", "nobody", "wonho")]
    assert [filters.unknown for filters in answers] == [("jiho",), ("nobody",), ("wonho",)]
    assert chosen(cast.camper, topic, "person=jiho") == chosen(cast.camper, topic, "person=nobody") == []
    assert chosen(cast.camper, topic, "person=nobody&person=minji") == chosen(cast.camper, topic, "person=minji") != []


def test_who_left_is_found_by_what_can_still_be_read(cast, topic):
    cast.author.memberships.update(state="withdrawn")
    assert chosen(cast.camper, topic, "person=minji") == chosen(cast.camper, topic, "") != []
    Post.objects.filter(author=cast.author).update(visibility="mentors")
    assert filters_of(cast.camper, topic, "person=minji").unknown == ("minji",)


@pytest.mark.parametrize("query", ["team=1234567", "team=0", "lecture=1234567", "day=999", "day=9999"])
def test_a_value_that_nothing_offers_is_unknown(cast, topic, query):
    with pytest.raises(UnknownFilter):
        filters_of(cast.camper, topic, query)


def test_another_cohort_s_teams_and_lectures_are_unknown(cast, topic):
    for team in cast.other.teams.all():
        with pytest.raises(UnknownFilter):
            filters_of(cast.camper, topic, f"team={team.pk}")


def test_teams_stand_in_natural_order_and_days_too(cast, topic):
    for name in ("10조", "3조"):
        cast.cohort.teams.create(name=name)
    kinds = {kind.name: [choice.label for choice in kind.choices] for kind in filters_of(cast.camper, topic, "").kinds}
    assert kinds["team"] == ["1조", "2조", "3조", "10조"]
    assert kinds["day"] == ["Day 4", "Day 5"]
    assert kinds["lecture"] == ["1 Part 1", "2 Part 2", "10 Part 10"]
