"""Lists by keyset: newest first, an address for every page, and no post twice while others arrive."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, Q, QuerySet

from journal.models.prepared import Prepared, day, is_in, moment, number
from journal.models.readers import Reader, rows_for

PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursor(ValueError):
    """A page address that no page of ours has."""


@dataclass(frozen=True)
class Slice:
    """One page of a list, and the cursor (`?before=`) of the one that follows; empty on the last."""

    items: list
    before: str = ""


def newest(
    posts: QuerySet, before: str = "", *, by: str = "published_at", size: int = PAGE,
    along: tuple[str, str] | None = None,
) -> Slice:  # fmt: skip
    """Return a page of posts, newest first by the moment `published_at` or by the day `shown_on`.

    `before` is a cursor out of an earlier Slice; raises BadCursor for any other text. `along` names copies of `by` and
    of the key that the query joins, where an index has those in this order.
    """
    at, key = along or (by, "pk")
    if before:
        value, pk = _read_cursor(before, by)
        posts = posts.filter(Q(**{f"{at}__lt": value}) | Q(**{at: value, f"{key}__lt": pk}), **{f"{at}__lte": value})
    found = list(posts.order_by(f"-{at}", f"-{key}")[: size + 1])
    return _slice(found, size, by)


def oldest(rows: QuerySet, after: str = "", *, by: str, size: int = PAGE) -> Slice:
    """Return a page of rows, oldest first by the moment `by`; `after` is a cursor out of an earlier Slice. Raises
    BadCursor."""
    if after:
        value, pk = _read_cursor(after, by)
        rows = rows.filter(Q(**{f"{by}__gt": value}) | Q(**{by: value, "pk__gt": pk}), **{f"{by}__gte": value})
    return _slice(list(rows.order_by(by, "pk")[: size + 1]), size, by)


def newest_of(*lists: tuple[QuerySet, str], before: str = "", size: int = PAGE) -> Slice:
    """Return a page out of several tables, newest first: each with the name of its moment, which its rows have as `at`.

    Raises BadCursor.
    """
    found = []
    for place, (rows, by) in enumerate(lists):
        if before:
            value, turn = _read_cursor(before, "at")
            last = -(-(turn - place) // len(lists))  # of that moment, this table's rows from this key on were shown
            rows = rows.filter(Q(**{f"{by}__lt": value}) | Q(**{by: value, "pk__lt": last}), **{f"{by}__lte": value})
        for row in rows.order_by(f"-{by}", "-pk")[: size + 1]:
            row.at, row.turn = getattr(row, by), row.pk * len(lists) + place
            found.append(row)
    found = sorted(found, key=lambda row: (row.at, row.turn), reverse=True)[: size + 1]
    return Slice(found[:size], _cursor(found[size - 1], "at", "turn") if len(found) > size else "")


class PreparedList:
    """A list of posts whose pages are spelled once for each kind of reader: `build(reader, *key)` gives its query.

    `by`, `size` and `along` are as `newest` has them.
    """

    def __init__(
        self, build: Callable[..., QuerySet], *, by: str = "published_at", size: int = PAGE,
        along: tuple[str, str] | None = None,
    ):  # fmt: skip
        self.by, self.size = by, size
        at, key = along or (by, "pk")
        value = day("before") if by == "shown_on" else moment("before")
        behind = Q(**{f"{at}__lt": value}) | Q(**{at: value, f"{key}__lt": number("before_pk")})

        def page(reader: Reader, is_first: bool, *parts) -> QuerySet:
            posts = build(reader, *parts)
            posts = posts if is_first else posts.filter(behind, **{f"{at}__lte": value})
            return posts.order_by(f"-{at}", f"-{key}")[: size + 1]

        self.query = Prepared(page)

    def page(self, user, before: str = "", *, key: tuple = (), **values) -> Slice:
        """Return a page as `newest` does; `values` come into the slots of the query of a key. Raises BadCursor."""
        if before:
            values["before"], values["before_pk"] = _read_cursor(before, self.by)
        return _slice(rows_for(user, self.query, not before, *key, **values), self.size, self.by)


def _slice(found: list, size: int, by: str) -> Slice:
    return Slice(found[:size], _cursor(found[size - 1], by) if len(found) > size else "")


def is_among(column: str, keys: QuerySet) -> Func:
    """Return the condition that a column is one of a bounded query's keys: `filter(is_among("pk", keys))`.

    As an array they are looked up one by one; of `IN (… LIMIT …)` the planner may read the whole table.
    """
    return is_in(column, ArraySubquery(keys))


def _cursor(post, by: str, key: str = "pk") -> str:
    value = getattr(post, by)
    number = value.toordinal() if by == "shown_on" else (value - EPOCH) // timedelta(microseconds=1)
    return f"{number}-{getattr(post, key)}"


def _read_cursor(text: str, by: str) -> tuple[date | datetime, int]:
    match = re.fullmatch(r"([0-9]{1,17})-([0-9]{1,18})", text)
    if not match:
        raise BadCursor(text)
    number, pk = int(match[1]), int(match[2])
    try:
        return (date.fromordinal(number) if by == "shown_on" else EPOCH + timedelta(microseconds=number)), pk
    except (ValueError, OverflowError):
        raise BadCursor(text) from None
