"""Text search values written as Postgres reads them (PostgreSQL documentation, 8.11), to be bound with a cast.

`to_tsquery` and `to_tsvector` would parse c++, .env and facets to pieces; a literal keeps lexemes as they are.
"""

from collections.abc import Iterable

from journal.text.search_packing import SWAPS

LONGEST_LEXEME = 2_046  # bytes
_KEPT = SWAPS | dict.fromkeys([0, *range(0xD800, 0xE000)])


def lexeme(text: str) -> str:
    """The text as one quoted lexeme, packed and cut to what Postgres takes. Raises ValueError of an empty one."""
    kept = text.translate(_KEPT).encode()[:LONGEST_LEXEME].decode(errors="ignore")
    if not kept:
        raise ValueError("an empty lexeme")
    return "'" + kept.replace("\\", "\\\\").replace("'", "''") + "'"


def any_of(nodes: Iterable[str]) -> str:
    """A query that one of the queries satisfies; "" of none. Empty ones fall away."""
    return _joined(nodes, " | ")


def all_of(nodes: Iterable[str]) -> str:
    """A query that needs all of the queries; "" of none. Empty ones fall away."""
    return _joined(nodes, " & ")


def none_of(nodes: Iterable[str]) -> str:
    """A query that none of the queries satisfies; "" of none."""
    found = any_of(nodes)
    return f"!({found})" if found else ""


def _joined(nodes: Iterable[str], sign: str) -> str:
    kept = list(dict.fromkeys(node for node in nodes if node))
    return kept[0] if len(kept) == 1 else "(" + sign.join(kept) + ")" if kept else ""


def facet(name: str, value: object) -> str:
    """The term of a facet ("author", 12), as `document` keeps it. No word of a text holds "=", so none forges it.

    Raises ValueError for a name that is not made of letters.
    """
    if not name.isalpha():
        raise ValueError(name)
    return f"{name}={value}"


def facet_query(name: str, values: Iterable[object]) -> str:
    """A query for what has one of the values of a facet; "" of no values (the caller decides what that means)."""
    return any_of(lexeme(facet(name, value)) for value in values)
