"""Queries whose SQL is written once: Django takes a millisecond to build and spell what a page asks each time anew.

A prepared query is built with slots in the place of what changes from one asking to the next, spelled once for each
kind of reader, kept, and run with the values. Everything else in it stays as it was when it was built: no moment and
no choice may be in it that is not a slot or a part of its key.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import chain
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Func,
    QuerySet,
)
from psycopg.adapt import Transformer

PLACES = re.compile("(%s|%%)")
KEPT = 300  # spellings of one query, of about 10 kB: as many kinds of readers as come again and again


class Slot(Expression):
    """The place of a value that is known only when the query is run."""

    def __init__(self, name: str, output_field):
        super().__init__(output_field)
        self.name = name

    __eq__, __hash__ = object.__eq__, object.__hash__

    def as_sql(self, compiler, connection):
        """Spell a parameter that is this slot: a value comes into its place when the query is run."""
        return "%s", [self]


def number(name: str) -> Slot:
    """Return the place of a key."""
    return Slot(name, BigIntegerField())


def word(name: str) -> Slot:
    """Return the place of a text."""
    return Slot(name, CharField())


def day(name: str) -> Slot:
    """Return the place of a date."""
    return Slot(name, DateField())


def numbers(name: str) -> Slot:
    """Return the place of a list of keys: `is_one_of("column", "slot")` compares with it."""
    return Slot(name, ArrayField(BigIntegerField()))


def is_in(column: str, array: Expression) -> Func:
    """Return the condition that a column is one of an array's values."""
    among = {"template": "(%(expressions)s))", "arg_joiner": " = ANY("}
    return Func(F(column), array, **among, output_field=BooleanField())


def is_one_of(column: str, slot: str) -> Func:
    """Return the condition that a column is one of the keys in a slot."""
    return is_in(column, numbers(slot))


def moment(name: str) -> Slot:
    """Return the place of a date with its time."""
    return Slot(name, DateTimeField())


class Prepared:
    """A query that is spelled once for each key: `build(*key)` returns the QuerySet, with slots in it.

    `around` is SQL around the query's own, which stands in it as {}: for what the ORM does not say, such as adding up
    what a UNION gave. Its rows are read with `tuples`.
    """

    def __init__(self, build: Callable[..., QuerySet], around: str = "{}"):
        self.build, self.around = build, around
        self.kept: OrderedDict[tuple, _Spelled] = OrderedDict()
        self.lock = threading.Lock()

    def rows(self, *key: Hashable, hints: dict | None = None, **values) -> list:
        """Return what the query of a key finds with these values in its slots; `hints` go to its QuerySet."""
        return self._spelled(key).rows(values, hints or {})

    def tuples(self, *key: Hashable, **values) -> list[tuple]:
        """Return the rows as the database gives them."""
        return self._spelled(key).execute(values)

    def spelled(self, *key: Hashable, **values) -> "Spelled":
        """Return the SQL of a key and its parameters, to stand in a statement of one's own."""
        spelled = self._spelled(key)
        return Spelled(spelled.sql, spelled.filled(values))

    def _spelled(self, key: tuple) -> "_Spelled":
        with self.lock:
            spelled = self.kept.get(key)
            if spelled is not None:
                self.kept.move_to_end(key)
        if spelled is None:
            spelled = _Spelled(self.build(*key), self.around)
            with self.lock:
                self.kept[key] = spelled
                if len(self.kept) > KEPT:
                    self.kept.popitem(last=False)
        return spelled


def _literal(adapt: Transformer, value) -> str:
    return "NULL" if value is None else adapt.as_literal(value).decode()


class Spelled(NamedTuple):
    """A query as SQL, with what comes into its places."""

    sql: str
    params: list


class _Spelled:
    """A QuerySet and its SQL. Running it changes nothing here, so that threads may share it."""

    def __init__(self, queryset: QuerySet, around: str):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:  # for these readers: teams of somebody who has none
            self.sql, params = "SELECT WHERE false", ()
        self.sql = around.format(self.sql)
        self.params = tuple(params)
        self.converters = self.compiler.get_converters([column[0] for column in self.compiler.select])
        self.slots = {each.name for each in self.params if isinstance(each, Slot)}
        self.pieces: list[str | Slot] | None = None  # known once there is a connection

    def filled(self, values: dict) -> list:
        return [values[each.name] if isinstance(each, Slot) else each for each in self.params]

    def execute(self, values: dict) -> list[tuple]:
        with connections[router.db_for_read(self.queryset.model)].cursor() as cursor:
            cursor.execute(self.literal(Transformer(cursor.connection), values))
            return cursor.fetchall()

    def literal(self, adapt: Transformer, values: dict) -> str:
        """Return the SQL with its values in it, as psycopg writes them, which takes the long text apart each time."""
        if self.pieces is None:
            self.pieces = self._pieces(adapt)
        at = {name: _literal(adapt, value) for name, value in values.items() if name in self.slots}
        return "".join([piece if type(piece) is str else at[piece.name] for piece in self.pieces])

    def _pieces(self, adapt: Transformer) -> list[str | Slot]:
        """Return the SQL's text, in which what never changes is written out, and the slots between."""
        params, pieces = iter(self.params), [""]
        for text in PLACES.split(self.sql):
            piece = {"%s": None, "%%": "%"}.get(text, text)
            piece = next(params) if piece is None else piece
            if isinstance(piece, Slot):
                pieces += [piece, ""]
            else:
                pieces[-1] += _literal(adapt, piece) if text == "%s" else piece
        return pieces

    def rows(self, values: dict, hints: dict) -> list:
        found = object.__new__(type(self.queryset))  # a copy without asking the database or cloning the query
        found.__dict__.update(self.queryset.__dict__, _query=_Asking(self, values), _hints=hints)
        return list(found._iterable_class(found))


class _Asking:
    """What a QuerySet takes for its query and that query's compiler: the spelled one, with this asking's values."""

    def __init__(self, spelled: _Spelled, values: dict):
        self.spelled, self.values = spelled, values

    def get_compiler(self, *args, **kwargs):
        """Be both."""
        return self

    def __getattr__(self, name):
        compiler = self.spelled.compiler
        return getattr(compiler, name) if hasattr(compiler, name) else getattr(compiler.query, name)

    def results_iter(self, results=None, tuple_expected=False, **kwargs):
        """Give rows as Python has them."""
        rows = chain.from_iterable(self.execute_sql() if results is None else results)
        compiler, converters = self.spelled.compiler, self.spelled.converters
        converted = compiler.apply_converters(rows, converters) if converters else rows
        return map(tuple, converted) if converters and tuple_expected else converted

    def execute_sql(self, *args, **kwargs):
        """Run the SQL; give all rows as one piece."""
        return [self.spelled.execute(self.values)]
