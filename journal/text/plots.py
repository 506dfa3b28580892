"""Small plots: numbers as the path of an SVG's bars."""

HEIGHT = 48  # of the drawing; its width is STEP a bar
STEP = 8
BAR = 6


def bars_path(values: list[int]) -> str:
    """Return the `d` of one bar a value, from the left, the highest 48 high; a nought has no bar."""
    most = max(values, default=0)
    return "".join(
        f"M{at * STEP + (STEP - BAR) // 2} {HEIGHT}v-{max(2, round(HEIGHT * value / most))}h{BAR}V{HEIGHT}z"
        for at, value in enumerate(values)
        if value > 0
    )
