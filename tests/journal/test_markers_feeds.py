"""Secret markers in what machines fetch: a token shows what its owner reads as a member, whoever sends it."""

import pytest
from django.urls import reverse

from journal.models.curriculum import Lecture, LectureNote
from tests.cast import ROLES
from tests.journal.test_markers import seen
from tests.markers import KINDS, MAY_KNOW, MAY_READ, Secret, plant, plant_asides
from tests.world import World

IN_A_FEED = {*KINDS} - {"comment"}  # comments have no feed
STAFF_ONLY = {"staff"}


@pytest.fixture(scope="module")
def planted(lasting_world) -> dict[str, Secret]:
    posts = plant(lasting_world)
    return posts | plant_asides(lasting_world, posts)


def addresses(world: World, planted: dict[str, Secret]) -> list[str]:
    """Return what machines may fetch, without a token, for all that was planted."""
    found = ["/sitemap.xml", "/sitemap-0.xml", "/robots.txt"]
    for slug, handle in (("ai-tech", "minji"), ("web-dev", "jiho")):
        found += [reverse("feeds.cohort", args=[slug]), reverse("feeds.person", args=[handle])]
    for secret in (planted[name] for name in MAY_READ):
        cohort, words = secret.post.cohort, secret.words
        number = cohort.calendar.number_of(secret.post.study_on)
        found.append(reverse("feeds.day", args=[cohort.slug, number]))
        found.append(reverse("feeds.search", args=[cohort.slug]) + "?q=문장")  # every planted text has the word
        found += [reverse("feeds.topic", args=[cohort.slug, words[kind]]) for kind in ("typed", "heading")]
    noted = LectureNote.objects.filter(lecture__isnull=False).values("lecture")
    found += [
        reverse("feeds.lecture", args=["ai-tech", pk])
        for pk in Lecture.objects.filter(pk__in=noted).values_list("pk", flat=True)
    ]
    return list(dict.fromkeys(found))


def read_by(world: World, planted, role: str) -> dict[tuple[str, str], set[str]]:
    """Return which markers of which secret a role's token opens, by address; a visitor has none."""
    token, found = world.tokens.get(role), {}
    for path in addresses(world, planted):
        url = f"/feeds/{token}{path}" if token and ".atom" in path else path
        found |= {(path, name): kinds for name, kinds in seen(world, planted, "visitor", url).items()}
    if token:
        for slug in ("ai-tech", "web-dev"):
            url = reverse("feeds.calendar", args=[token, slug])
            found |= {(url, name): kinds for name, kinds in seen(world, planted, "visitor", url).items()}
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_feed_says_what_somebody_may_not_read(world, planted, role):
    leaks = {
        where: kinds
        for where, kinds in read_by(world, planted, role).items()
        if where[1] in MAY_KNOW or role not in MAY_READ[where[1]] - STAFF_ONLY or "picture" in kinds
    }
    assert leaks == {}


@pytest.mark.parametrize("role", ["author", "team_mate", "camper", "mentor", "organiser", "stranger"])
def test_who_may_read_it_finds_every_marker(world, planted, role):
    """So that the test above has something to find."""
    found = read_by(world, planted, role)
    for name in ("mentors", "team", "cohort", "elsewhere"):
        if role in MAY_READ[name]:
            kinds = set().union(*(kinds for (_path, where), kinds in found.items() if where == name))
            assert IN_A_FEED - kinds == set(), name


def test_a_session_opens_nothing_there(world, planted):
    for path in addresses(world, planted):
        answers = [world.ask(role, "GET", path) for role in ("visitor", "author", "staff")]
        assert len({(answer.status_code, answer.whole) for answer in answers}) == 1, path
