"""The contact sheet: an HTML page with every picture, a row a page."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

STYLE = """body { font: 14px system-ui; margin: 16px } h2 { font-size: 16px; margin: 24px 0 8px }
.row { display: flex; gap: 8px; overflow-x: auto } figure { margin: 0 } figcaption { color: GrayText }
img { height: 320px; width: auto; max-width: none; object-fit: cover; object-position: top; border: 1px solid silver }"""


def write_sheet(folder: Path, rows: Iterable[tuple[str, list[Path]]]) -> Path:
    """Write `index.html` into the folder: for each page its name and its pictures; return where."""
    parts = [f"<!doctype html><html lang=en><meta charset=utf-8><title>Every page</title><style>{STYLE}</style>"]
    for name, paths in rows:
        parts.append(f"<h2>{escape(name)}</h2><div class=row>")
        for path in paths:
            source, words = quote(path.name), escape(path.stem.removeprefix(f"{name}."))
            parts.append(f'<figure><a href="{source}"><img src="{source}" loading=lazy alt=""></a>')
            parts.append(f"<figcaption>{words}</figcaption></figure>")
        parts.append("</div>")
    sheet = folder / "index.html"
    sheet.write_text("\n".join(parts), encoding="utf-8")
    return sheet
