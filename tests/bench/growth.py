"""How pages grow with the size of an installation: runs at S, M, L and XL in one table and one plot a page.

`python -m tests.bench.growth S.json M.json L.json XL.json --out docs/benchmarks/growth` writes a .md and a .svg. CPU is
counted in each run's own constant pages, so that a busier or slower hour does not pass for growth.
"""

import argparse
import json
from html import escape
from pathlib import Path

MOST = 1.1  # times what a page costs at the smallest size that it may cost at the largest (SPEED.md)
ACROSS, CELL_W, CELL_H, TOP = 4, 225, 110, 50


def rows_of(runs: list[dict]) -> list[dict]:
    """Return a row for each page that every run has: its queries, web CPU and Postgres CPU by size, and the growth."""
    pages = [{page["name"]: page for page in run["pages"]} for run in runs]
    rows = []
    for name in pages[0]:
        if not all(name in found for found in pages):
            continue
        web = [found[name]["cpu"] / run["unit"] for found, run in zip(pages, runs, strict=True)]
        base = [found[name]["postgres"] / run["unit"] for found, run in zip(pages, runs, strict=True)]
        queries = [found[name]["queries"] for found in pages]
        growth = web[-1] / web[0] if web[0] else 0.0
        rows.append({"name": name, "queries": queries, "web": web, "base": base, "growth": growth})
    return rows


def table(runs: list[dict]) -> str:
    """Return the growth as Markdown: CPU in constant pages at each size, the last over the first, disk and memory."""
    sizes = [run["size"] for run in runs]
    over = f"{sizes[-1]}/{sizes[0]}"
    head = (
        f"# Growth, {sizes[0]} to {sizes[-1]}\n\nCPU in constant pages (each run's own), web + Postgres. A page may "
        f"cost {MOST:g} times as much at {sizes[-1]} as at {sizes[0]}.\n\n"
        "| size | commit | posts | comments | database | a post, all told | a worker |\n|---|---|---:|---:|---:|---:|---:|\n"
    )
    weights = [
        f"| {run['size']} | {run['commit']} | {run['posts']:,} | {run['comments']:,} | {run['disk'] / 1e6:,.0f} MB "
        f"| {run['disk'] / run['posts'] / 1e3:.1f} kB | {run['memory']:.0f} MiB |"
        for run in runs
    ]
    names = " | ".join(sizes)
    pages = f"\n\n| page | queries | {names} | web, {over} | |\n|---|---|{'---|' * len(runs)}---:|---|\n"
    lines = []
    for row in rows_of(runs):
        queries = "–".join(str(each) for each in sorted({row["queries"][0], row["queries"][-1]}))
        costs = " | ".join(f"{web:.0f} + {base:.0f}" for web, base in zip(row["web"], row["base"], strict=True))
        verdict = "flat" if row["growth"] <= MOST else "**grows**"
        lines.append(f"| {row['name']} | {queries} | {costs} | {row['growth']:.2f} | {verdict} |")
    return head + "\n".join(weights) + pages + "\n".join(lines) + "\n"


def plot(runs: list[dict]) -> str:
    """Return a small plot a page: web and Postgres CPU in constant pages, a point a size."""
    rows = rows_of(runs)
    cells = [_cell(row, [run["size"] for run in runs], at) for at, row in enumerate(rows)]
    height = TOP + -(-len(rows) // ACROSS) * CELL_H
    style = (
        "text{font:11px sans-serif;fill:#1e2124}polyline{fill:none;stroke-width:2}.web{stroke:#1f6b52}"
        ".base{stroke:#7a3e74;stroke-dasharray:4 3}.floor{stroke:#9a948a}"
        "@media(prefers-color-scheme:dark){svg{background:#15171a}text{fill:#e7e4dd}}"
    )
    title = "CPU a request in constant pages, by size; web a line, Postgres dashed"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ACROSS * CELL_W} {height}" role="img" '
        f'aria-label="{escape(title)}"><style>{style}</style><text x="8" y="20">{escape(title)}</text>'
        f"{''.join(cells)}</svg>\n"
    )


def _cell(row: dict, sizes: list[str], at: int) -> str:
    left, top = at % ACROSS * CELL_W + 14, TOP + at // ACROSS * CELL_H
    most = max(*row["web"], *row["base"], 1.0)
    step = (CELL_W - 60) / max(1, len(sizes) - 1)

    def line(kind: str) -> str:
        points = " ".join(
            f"{left + n * step:.1f},{top + 74 - each / most * 52:.1f}" for n, each in enumerate(row[kind])
        )
        return f'<polyline class="{kind}" points="{points}"/>'

    names = "".join(f'<text x="{left + n * step:.1f}" y="{top + 90}">{size}</text>' for n, size in enumerate(sizes))
    return (
        f'<text x="{left}" y="{top + 8}">{escape(row["name"])}: {row["web"][-1]:.0f}</text>'
        f'<line class="floor" x1="{left}" x2="{left + step * (len(sizes) - 1):.1f}" y1="{top + 75}" y2="{top + 75}"/>'
        f"{line('web')}{line('base')}{names}"
    )


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "runs", nargs="+", type=Path, help="the figures of runs of tests.bench, the smallest size first"
    )
    parser.add_argument("--out", type=Path, required=True, help="where to write, without .md and .svg")
    asked = parser.parse_args()
    runs = [json.loads(path.read_text()) for path in asked.runs]
    asked.out.with_suffix(".svg").write_text(plot(runs))
    asked.out.with_suffix(".md").write_text(f"{table(runs)}\n![CPU a request by size]({asked.out.name}.svg)\n")
    print(f"written to {asked.out.with_suffix('.md')}")


if __name__ == "__main__":
    main()
