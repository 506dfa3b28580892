"""What is kept: the last used, as far as it fits."""

from journal.text.shelves import Shelf


def test_a_shelf_holds_the_last_used_as_far_as_they_fit():
    shelf, drawn = Shelf(10), []

    def piece(name: str) -> str:
        return shelf.get(name, lambda: drawn.append(name) or name * 4)

    assert [piece(name) for name in "abab"] == ["aaaa", "bbbb", "aaaa", "bbbb"] and drawn == ["a", "b"]
    piece("a")
    piece("c")  # b goes: it was used longest ago
    assert piece("a") == "aaaa" and drawn == ["a", "b", "c"]
    piece("b")
    assert drawn == ["a", "b", "c", "b"] and shelf.filled == sum(map(len, shelf.kept.values())) <= 10
    assert shelf.get("long", lambda: "x" * 99) == "x" * 99  # is shown, however long it is


def test_what_is_weighed_otherwise_fits_by_that():
    shelf = Shelf(10, weigh=lambda made: len(made[0]))
    for name in "abc":
        shelf.get(name, lambda name=name: (name * 4, True))
    assert list(shelf.kept) == ["b", "c"] and shelf.filled == 8
