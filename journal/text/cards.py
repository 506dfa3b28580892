"""The picture that stands beside a link to a public post (Open Graph): its day, title and writer, as a PNG.

1,200 by 630 pixels is what the places that show such pictures ask for. The font is Noto Sans CJK, whose Japanese package
holds every Hangul syllable too.
"""

import io
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from emoji import replace_emoji
from noto_cjk_sans_jp_bold import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, HAIRLINE, SUN = "#FBFAF7", "#1E2124", "#5B6168", "#E4E0D8", "#B5430F"  # LOOK.md
MARGIN, LINES = 88, 3
LONGEST = 200  # characters that are looked at: three lines hold fewer
NO_CHARACTER = "\uffff"  # which no font draws (Unicode, 23.7)
COLOURS = 48  # of the palette: edges of letters stay smooth, and the file small


class Card(NamedTuple):
    """What the picture shows, all of it in the language that it is drawn in."""

    day: str  # "Day 4"; "" for a free note
    date: str
    title: str
    writer: str
    cohort: str


def card_picture(card: Card) -> bytes:
    """Return the PNG of a card. What is too long ends in an ellipsis; what the font has no sign for is left out."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    right = SIZE[0] - MARGIN
    _mark(draw, right - 60, MARGIN - 8)
    at = MARGIN
    if card.day:
        draw.text((at, 72), card.day, SUN, _font(52))
        at += int(draw.textlength(card.day, _font(52))) + 28
    draw.text((at, 90), card.date, SOFT, _font(34))
    size = 76 if draw.textlength(_shown(card.title), _font(76)) <= 2 * (right - MARGIN) else 60
    for number, line in enumerate(_lines(draw, _shown(card.title), _font(size), right - MARGIN)):
        draw.text((MARGIN, 186 + number * int(size * 1.4)), line, INK, _font(size))
    draw.line((MARGIN, 510, right, 510), HAIRLINE, 2)
    writer = _cut(draw, _shown(card.writer), _font(38), 520)
    draw.text((MARGIN, 536), writer, INK, _font(38))
    cohort = _cut(draw, _shown(card.cohort), _font(30), 440)
    draw.text((right, 543), cohort, SOFT, _font(30), anchor="ra")
    out = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _mark(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw Haru's sign: a sun that sets behind the lower edge of a page."""
    draw.rounded_rectangle((left, top, left + 60, top + 60), 14, PAPER, INK, 6)
    draw.pieslice((left + 13, top + 25, left + 47, top + 59), 180, 360, SUN)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_PATH), size)


@lru_cache(5_000)
def _is_drawn(char: str) -> bool:
    """Return whether the font has a sign for a character: for all others it draws one and the same box."""
    return char.isspace() or bytes(_font(30).getmask(char)) != bytes(_font(30).getmask(NO_CHARACTER))


def _shown(text: str) -> str:
    plain = unicodedata.normalize("NFKC", replace_emoji(text[:LONGEST], ""))
    return " ".join("".join(char for char in plain if _is_drawn(char)).split())


def _lines(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return a text broken between words, and inside of those that no line holds; what is left ends the last line."""
    lines = [""]
    for word in _pieces(draw, text, font, width):
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > LINES:
        lines[LINES - 1 :] = [_cut(draw, " ".join(lines[LINES - 1 :]), font, width)]
    return lines


def _pieces(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    for word in text.split(" "):
        while draw.textlength(word, font) > width:
            at = next(n for n in range(len(word), 0, -1) if draw.textlength(word[:n], font) <= width)
            yield word[:at]
            word = word[at:]
        yield word


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if draw.textlength(text, font) <= width:
        return text
    at = next(n for n in range(len(text), -1, -1) if draw.textlength(text[:n].rstrip() + "…", font) <= width)
    return text[:at].rstrip() + "…"
