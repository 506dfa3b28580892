"""Where the sections of a text are after it was edited: what is said about one should stay with it.

First come headings whose words and whose part are as they were, then those of the same words, in their order; what is
left over may have been renamed: to nearly the same words, or above nearly the same part. A heading that is none of
these is gone, and says so better than that it takes another's place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from journal.text.alignment import pairs_of
from journal.text.near_titles import fold_title

ALIKE_TITLE, ALIKE_PART = 0.6, 0.6  # of 1: how alike a renamed heading's words, or the words under it, must be
LOOK = 1_500  # characters of a part that are compared
MOST_PAIRS = 400  # of headings that are compared when both old and new ones are left over


@dataclass(frozen=True)
class _Heading:
    entry: dict
    title: str
    words: str


def moved_sections(
    before: list[dict], after: list[dict], words_before: Callable[[str], str], words_after: Callable[[str], str]
) -> dict[str, dict | None]:
    """Return for the anchor of each heading of the table of contents `before` its entry in `after`, None where gone.

    The functions give the words of the part at an anchor of the text as it was, and as it is.
    """
    old, new = _read(before, words_before), _read(after, words_after)
    found: dict[int, int] = dict(
        pairs_of([(each.title, each.words) for each in old], [(e.title, e.words) for e in new])
    )
    _pair_titles(old, new, found)
    _pair_renamed(old, new, found)
    return {heading.entry["anchor"]: new[found[at]].entry if at in found else None for at, heading in enumerate(old)}


def _read(toc: list[dict], words: Callable[[str], str]) -> list[_Heading]:
    return [
        _Heading(entry, fold_title(entry["text"]) or entry["text"], words(entry["anchor"])[:LOOK].casefold())
        for entry in toc
    ]


def _pair_titles(old: list[_Heading], new: list[_Heading], found: dict[int, int]) -> None:
    """Pair what has the same words and stands in the same order, then what was moved."""
    left, free = _left(old, new, found)
    pairs = pairs_of([old[at].title for at in left], [new[at].title for at in free])
    found.update((left[at], free[to]) for at, to in pairs)
    left, free = _left(old, new, found)
    for at in left:
        to = next((to for to in free if new[to].title == old[at].title), None)
        if to is not None:
            found[at] = to
            free.remove(to)


def _pair_renamed(old: list[_Heading], new: list[_Heading], found: dict[int, int]) -> None:
    left, free = _left(old, new, found)
    if len(left) * len(free) > MOST_PAIRS:
        return
    scored = [(_likeness(old[at], new[to]), -abs(at - to), at, to) for at in left for to in free]
    for likeness, _near, at, to in sorted(scored, reverse=True):
        if likeness > 0 and at not in found and to not in found.values():
            found[at] = to


def _likeness(old: _Heading, new: _Heading) -> float:
    """Return how sure it is that one heading became the other; 0 where it is not likely."""
    titles, parts = _ratio(old.title, new.title), _ratio(old.words, new.words)
    if titles >= ALIKE_TITLE or (parts >= ALIKE_PART and old.words):
        return titles + parts
    return 0


def _ratio(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= min(ALIKE_TITLE, ALIKE_PART) else 0


def _left(old: list, new: list, found: dict[int, int]) -> tuple[list[int], list[int]]:
    """Return the places of what has no pair yet."""
    taken = set(found.values())
    return [at for at in range(len(old)) if at not in found], [at for at in range(len(new)) if at not in taken]
