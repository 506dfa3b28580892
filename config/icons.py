"""The site's sign as pictures, for systems that put it on a home screen and read no SVG: drawn at set-up."""

import os
from pathlib import Path

from PIL import Image, ImageDraw

PAPER, INK, SUN = "#FBFAF7", "#1E2124", "#B5430F"  # as in static/images/haru.svg
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512, "icon-mask-512.png": 512}
FINE = 4  # drawn larger and made smaller, for smooth edges
SAFE = 0.6  # of a picture that a system cuts as it likes, the middle stays (W3C: Web App Manifest, maskable icons)


def build(folder: Path) -> None:
    """Write the pictures of SIZES into `folder`, made where it is missing, as far as they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in SIZES.items():
        if not (folder / name).exists():
            draft = folder / f".{name}.{os.getpid()}"
            _drawn(size, is_mask="mask" in name).save(draft, "PNG", optimize=True)
            draft.replace(folder / name)


def _drawn(size: int, *, is_mask: bool) -> Image.Image:
    whole = size * FINE
    image = Image.new("RGB", (whole, whole), PAPER)
    draw = ImageDraw.Draw(image)
    unit = whole * (SAFE if is_mask else 1) / 32  # the sign is drawn on 32 by 32
    left = (whole - 32 * unit) / 2

    def box(*points: float) -> tuple[float, ...]:
        return tuple(left + point * unit for point in points)

    draw.rounded_rectangle(box(2, 2, 30, 30), 7 * unit, PAPER, INK, round(3 * unit))
    draw.pieslice(box(7, 14.5, 25, 32.5), 180, 360, SUN)
    return image.resize((size, size), Image.Resampling.LANCZOS)
