"""Who looks for a word that only some may read: they find it, and nobody else learns of it by any part of an answer."""

import pytest

from journal.queries.search import Asked, search
from journal.queries.search_names import suggestions
from tests.cast import ROLES
from tests.markers import MAY_READ, plant

SHOWN = ("title", "body", "typed", "heading", "lecture", "event", "noted", "asked", "alt", "retrospective", "comment")
NOWHERE = {"draft", "waiting", "replaced", "removed", "trashed", "hushed"}  # what search knows nothing of, whoever asks


@pytest.fixture(scope="module")
def planted(lasting_world):
    return plant(lasting_world)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "visitor"])
def test_a_secret_word_is_found_by_those_who_may_read_it_and_by_nobody_else(world, planted, role):
    user, cohort = world.cast.fresh(role), world.cast.cohort
    for name, secret in planted.items():
        may = role in MAY_READ[name] and name not in NOWHERE
        for kind in SHOWN:
            answer = search(user, cohort, Asked(secret.words[kind], everywhere=True, as_typed=True))
            assert bool(answer.hits) == bool(answer.count) == may, (name, kind)
            assert may or not (answer.names or answer.facets), (name, kind)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "visitor"])
def test_no_slip_and_no_beginning_gives_a_secret_away(world, planted, role):
    user, cohort = world.cast.fresh(role), world.cast.cohort
    for name, secret in planted.items():
        if role in MAY_READ[name]:
            continue
        for kind in ("title", "typed", "heading", "body", "comment"):
            word = secret.words[kind]
            slipped = search(user, cohort, Asked(f"{word[:-1]}{'0' if word[-1] != '0' else '1'}", everywhere=True))
            assert word not in f"{slipped.query.text} {slipped.offer}", (name, kind)
            assert not [name for name in suggestions(user, cohort, word[:-4]) if secret.found_in(name.title)]
