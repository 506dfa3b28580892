"""The tokens of a style sheet, as its file has them: what the page of the look shows, so that it cannot drift."""

import re
from typing import NamedTuple

TOKEN = re.compile(r"--([\w-]+):\s*([^;{}]+);")
COLOURS = re.compile(r"light-dark\(#([0-9A-Fa-f]{6}), #([0-9A-Fa-f]{6})\)")
SIZE = re.compile(r"([\d.]+)(rem|px)$")
ROOT = re.compile(r":root \{(.+?)\n\}", re.DOTALL)
REM = 16


class Token(NamedTuple):
    """A custom property: `light` and `dark` are six hex digits, or "" for what is no colour."""

    name: str
    value: str
    light: str
    dark: str

    @property
    def pixels(self) -> float | None:
        """Its length at a reader's usual size, in CSS pixels; None for what is no length."""
        found = SIZE.match(self.value)
        return float(found[1]) * (REM if found[2] == "rem" else 1) if found else None


def tokens_in(sheet: str) -> list[Token]:
    """Return the custom properties of a sheet's first `:root` rule, in its order."""
    rule = ROOT.search(sheet)
    return [_token(found[1], " ".join(found[2].split())) for found in TOKEN.finditer(rule[1] if rule else "")]


def _token(name: str, value: str) -> Token:
    colours = COLOURS.fullmatch(value)
    return Token(name, value, *(colours.groups() if colours else ("", "")))


def luminance(colour: str) -> float:
    """Return the relative luminance of six hex digits (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
