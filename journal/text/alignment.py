"""Which items of two rows are the same, in order. The work is bounded, whatever the rows are.

Python's difflib is quadratic and worse; a text has up to 100,000 characters. Here the equal ends are cut off, then what
stands once in both rows anchors the rest (the idea of Bram Cohen's patience diff), and what is left between two anchors
is compared in full while there is work left. Where there is none, it counts as changed as a whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

MOST_WORK = 700_000  # steps; a step is an item looked at, or a pair compared
MOST_PAIRS = 250_000  # in one stretch without anchors


@dataclass
class Work:
    """How many steps may still be taken."""

    left: int = MOST_WORK

    def spend(self, steps: int) -> bool:
        """Take steps, or say that there are not so many left."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


Pair = tuple[int, int]


def pairs_of(old: Sequence[Hashable], new: Sequence[Hashable], work: Work | None = None) -> list[Pair]:
    """The places (in `old`, in `new`) of items that stayed, both rising. What could not be afforded is left out."""
    work = work or Work()
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, new_start, new_end = waiting.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            found.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            found.append((end, new_end))
        if start == end or new_start == new_end or not work.spend(end - start + new_end - new_start):
            continue
        anchors = _anchors(old, new, start, end, new_start, new_end)
        if not anchors:
            found += _longest(old[start:end], new[new_start:new_end], start, new_start, work)
            continue
        found += anchors
        before = (start, new_start)
        for at, new_at in [*anchors, (end, new_end)]:
            waiting.append((before[0], at, before[1], new_at))
            before = (at + 1, new_at + 1)
    return sorted(found)


def _anchors(old, new, start: int, end: int, new_start: int, new_end: int) -> list[Pair]:
    """The longest rising row of items that stand exactly once in both stretches."""
    counts, new_counts = Counter(old[start:end]), Counter(new[new_start:new_end])
    places = {new[at]: at for at in range(new_start, new_end) if new_counts[new[at]] == 1}
    pairs = [(at, places[old[at]]) for at in range(start, end) if counts[old[at]] == 1 and old[at] in places]
    ends: list[int] = []  # the smallest place in `new` at which a rising row of each length ends
    last: list[int] = []  # the pair that it ends with
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    row = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _longest(old, new, offset: int, new_offset: int, work: Work) -> list[Pair]:
    """The longest common row of two short stretches, by the usual table; nothing where it would be too large."""
    size = len(old) * len(new)
    if size > MOST_PAIRS or not work.spend(size):
        return []
    table = [[0] * (len(new) + 1)]
    for item in reversed(old):
        below, row, best = table[-1], [0] * (len(new) + 1), 0
        for at in range(len(new) - 1, -1, -1):
            best = below[at + 1] + 1 if item == new[at] else max(best, below[at])
            row[at] = best
        table.append(row)
    table.reverse()
    found, at, new_at = [], 0, 0
    while at < len(old) and new_at < len(new):
        if old[at] == new[new_at]:
            found.append((offset + at, new_offset + new_at))
            at, new_at = at + 1, new_at + 1
        elif table[at + 1][new_at] >= table[at][new_at + 1]:
            at += 1
        else:
            new_at += 1
    return found
