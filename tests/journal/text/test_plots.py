"""Bars as an SVG path."""

from journal.text.plots import bars_path


def test_the_highest_fills_the_box_and_a_nought_has_no_bar():
    assert bars_path([4, 0, 2]) == "M1 48v-48h6V48zM17 48v-24h6V48z"


def test_one_among_thousands_is_still_seen():
    assert "v-2h" in bars_path([1, 5_000])


def test_nothing_draws_nothing():
    assert bars_path([]) == bars_path([0, 0]) == ""
