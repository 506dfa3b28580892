"""Rows that an outline fills beside a post: those that say the same stay the rows they were."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model


def keep_rows(kept: Iterable[Model], wanted: Iterable[Model], *, by: tuple[str, ...]) -> list[Model]:
    """Make the `kept` rows (of one post) those that are wanted, and return them in that order.

    A row that is equal in the columns `by` to one that is wanted becomes that one: an edit that changes nothing here
    writes nothing, and a note stays at its place of the lists that go by day and key, also while somebody pages.
    """
    wanted = list(wanted)
    spare: dict[tuple, list] = defaultdict(list)
    for row in reversed(list(kept)):
        spare[tuple(getattr(row, name) for name in by)].append(row)
    rows, new, changed = [], [], []
    for each in wanted:
        same = spare.get(tuple(getattr(each, name) for name in by))
        if not same:
            new.append(each)
            rows.append(each)
        else:
            row = same.pop()
            rows.append(row)
            if _take_over(row, each):
                changed.append(row)
    _write(new, changed, [row for left in spare.values() for row in left])
    return rows


def _take_over(row: Model, each: Model) -> bool:
    """Give a row the columns of another, but for the key; return whether any was different."""
    before = dict(row.__dict__)
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(row, field.attname, getattr(each, field.attname))
    return any(getattr(row, field.attname) != before[field.attname] for field in row._meta.concrete_fields)


def _write(new: list[Model], changed: list[Model], gone: list[Model]) -> None:
    if gone:
        type(gone[0]).objects.filter(pk__in=[row.pk for row in gone]).delete()
    if changed:
        names = [field.name for field in changed[0]._meta.concrete_fields if not field.primary_key]
        type(changed[0]).objects.bulk_update(changed, names)
    if new:
        type(new[0]).objects.bulk_create(new)
