"""A text takes the same time at every depth of the call stack."""

import time

from journal.text.markdown import render
from journal.text.stretch import in_one_stretch


def at_depth(depth, work):
    return at_depth(depth - 1, work) if depth else work()


def test_work_gives_what_it_gives():
    assert in_one_stretch(lambda: 42) == 42


def test_no_depth_of_the_stack_makes_a_text_slow():
    text = "@" * 4_000

    def measured():
        start = time.process_time()
        render(text)
        return time.process_time() - start

    measured()
    times = sorted(at_depth(depth, measured) for depth in range(160))
    # Without the stretch one of the depths takes sixty times as long as most.
    assert times[-1] < 15 * times[80]
