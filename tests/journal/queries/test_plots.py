"""A number for each study day: which days stand there, and what they say together."""

from datetime import date

import pytest

from journal.queries.plots import plot_days
from tests.factories import make_cohort


@pytest.fixture
def cohort(db):
    return make_cohort(last_on=date(2021, 8, 13))


def test_every_study_day_has_a_bar_and_weekends_have_none(cohort):
    plot = plot_days(cohort, {date(2021, 8, 4): 3})
    assert [(bar.number, bar.on.isoformat()) for bar in plot.bars[4:6]] == [(5, "2021-08-06"), (6, "2021-08-09")]
    assert [bar.posts for bar in plot.bars] == [0, 0, 3, 0, 0, 0, 0, 0, 0, 0]


def test_what_falls_between_study_days_counts_at_the_one_before(cohort):
    counts = {date(2021, 7, 30): 1, date(2021, 8, 6): 1, date(2021, 8, 8): 2, date(2021, 9, 1): 4}
    plot = plot_days(cohort, counts)
    assert {bar.number: bar.posts for bar in plot.filled} == {10: 4, 5: 3, 1: 1}
    assert (plot.total, plot.most.number) == (8, 10)


def test_of_equal_days_the_first_has_most(cohort):
    plot = plot_days(cohort, {date(2021, 8, 4): 3, date(2021, 8, 3): 3, date(2021, 8, 2): 1})
    assert plot.most.number == 2
    assert [bar.number for bar in plot.filled] == [3, 2, 1]


def test_days_to_come_do_not_stand_there_before_something_does(db):
    cohort = make_cohort(first_on=date(2999, 1, 1), last_on=date(2999, 3, 1))
    plot = plot_days(cohort, {})
    assert (plot.bars, plot.total, plot.most, plot.path) == ((), 0, None, "")
    assert len(plot_days(cohort, {date(2999, 1, 2): 1}).bars) == 2
