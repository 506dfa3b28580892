"""The pictures of the sample posts, drawn with Pillow so that the repository holds no image of anybody's."""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

WIDTH = 1200
# Everything is drawn twice as large and shrunk: Pillow's lines have no anti-aliasing of their own.
SCALE = 2

PAPER, INK, FAINT = "#fbfaf6", "#2f3437", "#d9d6cc"
BLUE, CORAL, GREEN, SAND, PLUM = "#3b6fb6", "#d9694f", "#5a8f63", "#d8b26a", "#8a6596"

Canvas = ImageDraw.ImageDraw


def draw(picture_id: str) -> bytes:
    """Return the picture as PNG bytes, 1200 px wide; the same bytes every time. Raises KeyError if unknown."""
    height, paper, painter = PICTURES[picture_id]
    image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), paper)
    painter(ImageDraw.Draw(image))
    image = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _px(*values: float) -> list[int]:
    return [round(value * SCALE) for value in values]


def _line(pen: Canvas, points: list[tuple[float, float]], colour: str, width: float = 3) -> None:
    pen.line([tuple(_px(*point)) for point in points], fill=colour, width=round(width * SCALE), joint="curve")


def _box(pen: Canvas, box: tuple[float, float, float, float], fill: str | None, radius: float = 0, edge=None) -> None:
    pen.rounded_rectangle(_px(*box), radius * SCALE, fill=fill, outline=edge, width=2 * SCALE)


def _dot(
    pen: Canvas, x: float, y: float, r: float, fill: str | None, edge: str | None = None, width: float = 3
) -> None:
    pen.ellipse(_px(x - r, y - r, x + r, y + r), fill=fill, outline=edge, width=round(width * SCALE))


def _word(pen: Canvas, x: float, y: float, word: str, size: float, colour: str = INK, anchor: str = "mm") -> None:
    pen.text(tuple(_px(x, y)), word, font=ImageFont.load_default(size * SCALE), fill=colour, anchor=anchor)


def _mix(low: str, high: str, share: float) -> str:
    """The colour `share` (0..1) of the way from low to high, both #rrggbb."""
    pairs = zip(bytes.fromhex(low[1:]), bytes.fromhex(high[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _loss_curve(pen: Canvas) -> None:
    left, right, top, bottom, epochs = 130, 1130, 90, 590, 30
    chance = random.Random(12)

    def place(epoch: float, loss: float) -> tuple[float, float]:
        return left + (right - left) * epoch / epochs, bottom - (bottom - top) * loss / 1.5

    for tick in (0.0, 0.5, 1.0, 1.5):
        _line(pen, [place(0, tick), place(epochs, tick)], FAINT, 1.5)
        _word(pen, left - 18, place(0, tick)[1], f"{tick:.1f}", 22, anchor="rm")
    for epoch in range(0, epochs + 1, 5):
        _word(pen, place(epoch, 0)[0], bottom + 28, str(epoch), 22)
    train = [(e, 0.12 + 1.25 * math.exp(-e / 6) + chance.uniform(-0.015, 0.015)) for e in range(epochs + 1)]
    valid = [
        (e, 0.38 + 1.05 * math.exp(-e / 4) + max(0, e - 12) * 0.024 + chance.uniform(-0.01, 0.01))
        for e in range(epochs + 1)
    ]
    best = place(12, 0)[0]
    for y in range(top, bottom, 16):
        _line(pen, [(best, y), (best, y + 8)], SAND, 2.5)
    _line(pen, [place(*point) for point in train], BLUE, 5)
    _line(pen, [place(*point) for point in valid], CORAL, 5)
    _dot(pen, *place(*valid[12]), 10, PAPER, CORAL, 4)
    _word(pen, best + 14, top + 34, "best: epoch 12", 24, "#8a6a22", "lm")
    _word(pen, right, place(*valid[-1])[1] - 34, "validation", 26, CORAL, "rm")
    _word(pen, right, place(*train[-1])[1] + 24, "train", 26, BLUE, "rm")
    _word(pen, (left + right) / 2, bottom + 72, "epoch", 24)
    _word(pen, left, top - 38, "loss", 24, anchor="lm")


def _confusion_matrix(pen: Canvas) -> None:
    counts = [[94, 4, 2], [3, 71, 26], [1, 18, 81]]
    side, left, top = 170, 345, 130
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            x, y = left + column * side, top + row * side
            _box(pen, (x + 3, y + 3, x + side - 3, y + side - 3), _mix("#eef2f8", "#27548f", count / 100), 10)
            _word(pen, x + side / 2, y + side / 2, str(count), 44, "#ffffff" if count > 45 else INK)
        _word(pen, left - 26, top + (row + 0.5) * side, str(row + 1), 34)
        _word(pen, left + (row + 0.5) * side, top - 28, str(row + 1), 34)
    _word(pen, left + 1.5 * side, 56, "predicted", 28)
    _word(pen, left - 130, top + 1.5 * side, "actual", 28)
    for step in range(100):
        y = top + 3 * side - step * 3 * side / 100
        _box(pen, (925, y - 3 * side / 100, 965, y), _mix("#eef2f8", "#27548f", step / 100))
    for mark in (0, 50, 100):
        _word(pen, 980, top + 3 * side * (1 - mark / 100), str(mark), 24, anchor="lm")


def _whiteboard(pen: Canvas) -> None:
    chance = random.Random(7)
    _box(pen, (24, 24, WIDTH - 24, 676), "#fdfdfb", 14, "#b9bcbd")
    _box(pen, (380, 668, 820, 690), "#c9cccd", 6)
    for x, colour in ((430, BLUE), (520, CORAL), (610, GREEN)):
        _box(pen, (x, 656, x + 70, 669), colour, 5)

    def hand(points: list[tuple[float, float]], colour: str, width: float = 5) -> None:
        """A line as a hand draws it: many short steps, each a little off."""
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            steps = max(2, int(math.dist((x0, y0), (x1, y1)) / 22))
            path = [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1)]
            _line(pen, [(x + chance.uniform(-1.6, 1.6), y + chance.uniform(-1.6, 1.6)) for x, y in path], colour, width)

    def arrow(x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        hand([(x0, y0), (x1, y1)], colour, 4)
        turn = math.atan2(y1 - y0, x1 - x0)
        for side in (2.6, -2.6):
            hand([(x1, y1), (x1 + 20 * math.cos(turn + side), y1 + 20 * math.sin(turn + side))], colour, 4)

    for step, x in enumerate((210, 450, 690, 930), start=1):
        hand([(x - 60, 290), (x + 60, 288), (x + 62, 400), (x - 58, 402), (x - 60, 290)], INK)
        _word(pen, x, 345, f"h{step}", 44)
        arrow(x, 510, x, 415, BLUE)
        _word(pen, x, 545, f"x{step}", 40, BLUE)
        arrow(x, 278, x, 190, GREEN)
        _word(pen, x, 158, f"y{step}", 40, GREEN)
        if step < 4:
            arrow(x + 72, 345, x + 168, 345, INK)
            _word(pen, x + 120, 318, "W", 30)
            arrow(x + 168, 440, x + 72, 440, CORAL)
    _word(pen, 1060, 345, ". . .", 44)
    _word(pen, 570, 605, "same W, every step", 34, CORAL)
    hand([(430, 628), (712, 630)], CORAL, 4)


def _tensor_shapes(pen: Canvas) -> None:
    side = 62

    def blocks(x: float, y: float, rows: int, columns: int, colour: str, ghost: int | None = None) -> None:
        for row in range(rows):
            for column in range(columns):
                real = ghost is None or (column == 0 if ghost == 1 else row == 0)
                fill = colour if real else _mix(PAPER, colour, 0.28)
                x0, y0 = x + column * side, y + row * side
                _box(pen, (x0 + 3, y0 + 3, x0 + side - 3, y0 + side - 3), fill, 9)

    top = 110
    for index, (columns, rows_ghost, label, colour) in enumerate(
        [(3, 0, "(3,)", CORAL), (3, 1, "(4, 1)", GREEN)],
    ):
        y = top + index * 330
        blocks(90, y, 4, 3, BLUE)
        _word(pen, 90 + 1.5 * side, y - 34, "(4, 3)", 32, BLUE)
        _word(pen, 345, y + 2 * side, "+", 60)
        blocks(420, y, 4, columns, colour, rows_ghost)
        _word(pen, 420 + 1.5 * side, y - 34, label, 32, colour)
        _word(pen, 680, y + 2 * side, "=", 60)
        blocks(760, y, 4, 3, PLUM)
        _word(pen, 760 + 1.5 * side, y - 34, "(4, 3)", 32, PLUM)
        _word(pen, 1055, y + 2 * side, "stretch " + ("down" if rows_ghost == 0 else "across"), 28)


def _team_lunch(pen: Canvas) -> None:
    chance = random.Random(5)
    for y in range(0, 760, 95):
        _box(pen, (0, y, WIDTH, y + 92), _mix("#c89b6a", "#b98a58", chance.random()))
        for _ in range(5):
            x, length, shift = chance.uniform(0, WIDTH), chance.uniform(120, 360), chance.uniform(15, 80)
            _line(pen, [(x, y + shift), (x + length, y + shift + chance.uniform(-3, 3))], "#b07f4e", 2)
    for x, y in ((230, 220), (600, 170), (970, 220), (390, 540), (810, 540)):
        _dot(pen, x + 6, y + 10, 138, "#946a40")
        _dot(pen, x, y, 138, "#3a3633")
        _dot(pen, x, y, 122, "#57504b")
        _dot(pen, x, y, 112, "#b8432b")
        for _ in range(26):
            turn, far = chance.uniform(0, math.tau), 96 * math.sqrt(chance.random())
            cx, cy, r = x + far * math.cos(turn), y + far * math.sin(turn), chance.uniform(7, 15)
            kind = chance.choice(["#e9d9b4", "#d76a3c", "#f3ead6", "#7d9a4a", "#c9572f"])
            _box(pen, (cx - r, cy - r * 0.7, cx + r, cy + r * 0.7), kind, r * 0.4)
        for _ in range(6):
            turn, far = chance.uniform(0, math.tau), chance.uniform(10, 70)
            _dot(pen, x + far * math.cos(turn), y + far * math.sin(turn), 5, "#5f8b3d")
        _line(pen, [(x + 150, y - 70), (x + 164, y + 100)], "#d8d8d4", 6)
        _line(pen, [(x + 164, y - 72), (x + 178, y + 98)], "#cfcfcb", 6)
    for x, y, colour in ((600, 420, "#d9694f"), (1090, 480, "#e8dfc6"), (110, 480, "#7d9a4a")):
        _dot(pen, x + 4, y + 6, 62, "#946a40")
        _dot(pen, x, y, 62, "#f4f1ea")
        for _ in range(16):
            turn, far = chance.uniform(0, math.tau), 34 * math.sqrt(chance.random())
            _dot(
                pen,
                x + far * math.cos(turn),
                y + far * math.sin(turn),
                12,
                _mix(colour, "#ffffff", chance.random() / 3),
            )


def _git_graph(pen: Canvas) -> None:
    lanes = {"main": (330, BLUE), "readme": (190, GREEN), "names": (470, CORAL)}
    trunk = [140, 320, 500, 680, 860, 1040]
    y_main = lanes["main"][0]
    _line(pen, [(trunk[0], y_main), (trunk[-1], y_main)], BLUE, 7)
    for name, start, points, end in (("readme", 140, [260, 380], 680), ("names", 320, [440, 560, 700], 860)):
        y, colour = lanes[name]
        path = [(points[0], y), (points[-1], y)]
        _line(pen, _bend(start, y_main, points[0], y) + path + _bend(points[-1], y, end, y_main), colour, 7)
        for x in points:
            _dot(pen, x, y, 19, PAPER, colour, 6)
        middle = (points[0] + points[-1]) / 2
        _word(pen, middle, y + (-52 if y < y_main else 54), name, 30, colour)
    for x in trunk:
        merged = x in (680, 860)
        _dot(pen, x, y_main, 24 if merged else 19, BLUE if merged else PAPER, BLUE, 6)
    _box(pen, (990, 238, 1090, 286), BLUE, 12)
    _word(pen, 1040, 262, "main", 28, "#ffffff")
    _line(pen, [(1040, 288), (1040, 306)], BLUE, 4)
    _word(pen, 140, 384, "first commit", 26)


def _bend(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    """An S-shaped way between two points, level at both ends."""
    ways = [step / 24 for step in range(25)]
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t * t * (3 - 2 * t)) for t in ways]


# Name -> height in px, paper, painter.
PICTURES: dict[str, tuple[int, str, Callable[[Canvas], None]]] = {
    "loss-curve": (700, PAPER, _loss_curve),
    "confusion-matrix": (690, PAPER, _confusion_matrix),
    "whiteboard": (700, "#dfe2e0", _whiteboard),
    "tensor-shapes": (720, PAPER, _tensor_shapes),
    "team-lunch": (760, "#c49767", _team_lunch),
    "git-graph": (600, PAPER, _git_graph),
}
