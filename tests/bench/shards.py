"""Haru past one database: which tables would lie with their cohort on a shard, and a trial that lays them so.

`python -m tests.bench.shards` prints it as Markdown, for docs/many-machines.md. `--trial --home FOLDER` does it to a bench's database, in a
transaction that is taken back: every table of a cohort gets the cohort into its primary key, and each foreign key between
two of them is made anew over (cohort, key), which fails where a row leads into another cohort. A PostgreSQL that is spread
over machines, such as Citus, asks for the same before it lays tables by that column.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.models import UniqueConstraint

# In these nothing grows with what a cohort writes: they are a person's own, or as many as cohorts, and would stay on one
# server, which the pages of every shard ask too.
EVERYWHERE = {
    "Cohort": "the list of cohorts",
    "JobRecord": "a row for each kind of regular work",
    "FeedToken": "a person's",
    "Follow": "a person's, in any cohort",
    "NewsMark": "a person's",
    "NotificationPreference": "a person's",
    "DigestStop": "a person's",
    "BookmarkFolder": "a person's",
    "Series": "a person's, of posts in any cohort",
    "SectionTemplate": "a person's",
    "ImportedComment": "a person's, as it was elsewhere",
    "Upload": "a person's files",
}


@dataclass(frozen=True)
class Laid:
    """A table that would lie with its cohort. `path` are the foreign keys, none of them ever empty, that lead to it."""

    model: type
    path: tuple[str, ...]  # ("cohort",), or ("post", "cohort")

    @property
    def name(self) -> str:
        """The table's."""
        return self.model._meta.db_table

    @property
    def has_cohort(self) -> bool:
        """Whether the cohort is one of its columns already."""
        return len(self.path) == 1

    @property
    def uniques(self) -> list[tuple[str, ...]]:
        """What is unique in it without the cohort, but for its key."""
        single = [(each.name,) for each in self.model._meta.concrete_fields if each.unique and not each.primary_key]
        several = [each.fields for each in self.model._meta.constraints if isinstance(each, UniqueConstraint)]
        return [names for names in (*single, *several) if names and "cohort" not in names]


def laid_by_cohort() -> list[Laid]:
    """Return the journal's tables that lead to exactly one cohort, the nearest first; a test holds which do not."""
    models, found = list(apps.get_app_config("journal").get_models(include_auto_created=True)), {}
    while True:  # a step further from the cohort at each turn
        more = {model: path for model in models if model not in found and (path := _path(model, found))}
        if not more:
            return [Laid(model, path) for model, path in found.items()]
        found |= more


def _path(model, found: dict) -> tuple[str, ...] | None:
    keys = [each for each in model._meta.concrete_fields if each.related_model and not each.null]
    for each in keys:
        if each.related_model.__name__ == "Cohort":
            return (each.name,)
    for each in keys:
        if each.related_model in found:
            return (each.name, *found[each.related_model])
    return None


def steps(laid: list[Laid]) -> list[tuple[str, str]]:
    """Return what is done, and its SQL, to lay the tables by cohort."""
    names = {each.model: each for each in laid}
    found = [(f"{each.name}: a column for the cohort", _filled(each)) for each in laid if not each.has_cohort]
    for each in laid:
        key = each.model._meta.pk.column
        found.append((f"{each.name}: (cohort, {key}) as its key", _keyed(each, key)))
    for each in laid:
        for link in each.model._meta.concrete_fields:
            if link.related_model in names:
                far = names[link.related_model]
                found.append((f"{each.name}: {link.column} within the cohort", _linked(each, link, far)))
    return found


def _filled(each: Laid) -> str:
    model, tables, conditions = each.model, [], []
    for at, name in enumerate(each.path[:-1], 1):
        link = model._meta.get_field(name)
        model = link.related_model
        tables.append(f'"{model._meta.db_table}" t{at}')
        conditions.append(f't{at}."{model._meta.pk.column}" = {f"t{at - 1}" if at > 1 else "t"}."{link.column}"')
    return (
        f'ALTER TABLE "{each.name}" ADD COLUMN cohort_id bigint; UPDATE "{each.name}" t SET cohort_id = t{len(tables)}.cohort_id '
        f'FROM {", ".join(tables)} WHERE {" AND ".join(conditions)}; ALTER TABLE "{each.name}" ALTER COLUMN cohort_id SET NOT NULL'
    )


def _keyed(each: Laid, key: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", [f'"{each.name}"']
        )
        [(old,)] = cursor.fetchall()
    return f'ALTER TABLE "{each.name}" DROP CONSTRAINT "{old}" CASCADE, ADD PRIMARY KEY (cohort_id, "{key}")'


def _linked(each: Laid, link, far: Laid) -> str:
    return (
        f'ALTER TABLE "{each.name}" ADD FOREIGN KEY (cohort_id, "{link.column}") '
        f'REFERENCES "{far.name}" (cohort_id, "{far.model._meta.pk.column}")'
    )


def told() -> str:
    """Return which tables would lie where, and what would have to change, as Markdown."""
    laid = laid_by_cohort()
    without = [f"`{each.name}` by `{'.'.join(each.path)}`" for each in laid if not each.has_cohort]
    unique = [f"`{each.name}` ({', '.join(names)})" for each in laid for names in each.uniques]
    here = [f"`{name}`: {why}" for name, why in EVERYWHERE.items()]
    return (
        f"{len(laid)} tables lead to one cohort by foreign keys that are never empty, {len(laid) - len(without)} of them by "
        f"a column of their own. {len(EVERYWHERE)} would stay on one server.\n\n"
        f"- without the column ({len(without)}): {', '.join(without)}\n"
        f"- unique without the cohort ({len(unique)}): {', '.join(unique)}\n"
        f"- on one server ({len(here)}): {', '.join(here)}\n"
    )


def trial(say=print) -> None:
    """Lay the tables of the database by cohort, tell `say` how long each step took, and take it all back.

    Raises django.db.IntegrityError where a row leads into another cohort.
    """
    begun = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET CONSTRAINTS ALL IMMEDIATE")
        for what, sql in steps(laid_by_cohort()):
            at = time.monotonic()
            cursor.execute(sql)
            say(f"{time.monotonic() - at:7.2f} s  {what}")
        transaction.set_rollback(True)
    say(f"{time.monotonic() - begun:7.1f} s in all")


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shards", description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--database", default="")
    parser.add_argument("--trial", action="store_true", help="lay them so, and take it back")
    asked = parser.parse_args()
    from tests.bench.site import prepare

    prepare(asked.home, asked.database)
    trial() if asked.trial else print(told())


if __name__ == "__main__":
    main()
