"""How much work one rendering may do, counted in steps and never in seconds.

Steps, so that a text renders the same on every machine and on every day: what the preview
showed is what is published. One step is about a microsecond of one core; a rendering that
has none left shows the rest of its text plainly.
"""


class Budget:
    """A purse of steps that the rules of one rendering share."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Take `steps`; false once the purse is empty."""
        self.left -= steps
        return self.left > 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to spend."""
        return self.left <= 0
