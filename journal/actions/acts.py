"""The log: a line for each use of a right that campers do not have, written with what was done."""

from collections.abc import Iterable

from journal.models.moderation import Act

MOST_WORDS = 200  # characters


def note_act(*, cohort_id: int, by, verb: str, people: Iterable[int] = (), words: str = "") -> Act:
    """Return a new line: `by` (None: the site itself) did something in a cohort, to people (by key), with these words,
    which name nobody."""
    keys = list(people)
    return Act.objects.create(cohort_id=cohort_id, actor=by, verb=verb, people=keys, words=words[:MOST_WORDS])
