"""An archived cohort: every row of the permission table is answered as in one that ended.

Whoever was let in asks, and one for each way to be refused; test_permissions_over.py lets everybody ask.
"""

import pytest

from tests.journal.test_permissions import TABLE
from tests.journal.test_permissions_over import answers_when_over
from tests.world import set_state


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_every_address_of_an_archived_cohort(world, row):
    set_state(world.cast.cohort, "archived")
    said, expected = answers_when_over(world, row, by_all=False)
    assert said == expected
