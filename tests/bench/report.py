"""What a run found, for people: a table in Markdown, a plot in SVG, and two runs side by side."""

from html import escape

HEAD = (
    "| page | queries | server CPU, ms | Postgres CPU, ms | in constant pages | p50 / p95 / p99, ms | at 8 | at 32 | compressed | budget | |\n"
    "|---|---:|---:|---:|---:|---|---|---|---:|---|---|\n"
)
ROW, LEFT, WIDE = 22, 210, 900


def table(run: dict) -> str:
    """Return the figures of a run as Markdown."""
    where = f"{run['date']}, commit {run['commit']}, size {run['size']}: {run['posts']:,} posts, {run['comments']:,} comments, {run['links']:,} topic links."
    machine = (
        f"{run['machine']}. A fixed loop of Python took {run['loop']:.1f} ms of CPU here during the run, the constant page "
        f"{run['unit']:.2f} ms: other work on the machine makes every figure larger than it is alone, so compare in "
        "constant pages."
    )
    weight = f"A worker weighs {run['memory']:.0f} MiB, the database {run['disk'] / 1e6:,.0f} MB."
    if "pgbench" in run:
        weight += f" pgbench, select-only and alone, got {run['pgbench']:,.0f} rows a second."
    lines = [_line(row, run["unit"]) for row in run["pages"]]
    return f"# Size {run['size']}\n\n{where}\n\n{machine} {weight}\n\n{HEAD}" + "\n".join(lines) + "\n"


def _line(row: dict, unit: float) -> str:
    budget = f"≤ {row['budget'][0]} queries, {row['budget'][1]:g} ms" if row["budget"] else ""
    waits = [row["times"].get(clients) for clients in ("1", "8", "32")]
    shown = [f"{each['p50']:.0f} / {each['p95']:.0f} / {each['p99']:.0f}" if each else "" for each in waits]
    verdict = ("" if not budget else "met" if _is_met(row) else "**over**") + (
        f" {row['failures']} failed" if row["failures"] else ""
    )
    cells = (
        row["name"], row["queries"], f"{row['cpu']:.1f}", f"{row['postgres']:.1f}", f"{row['cpu'] / unit:.0f}", *shown,
        f"{row['size'] / 1000:.1f} kB", budget, verdict,
    )  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _is_met(row: dict) -> bool:
    return row["queries"] <= row["budget"][0] and row["cpu"] <= row["budget"][1]


def plot(run: dict) -> str:
    """Return a bar a page: the CPU of web and database, and a line where its budget is."""
    rows = run["pages"]
    most = max([row["cpu"] + row["postgres"] for row in rows] + [row["budget"][1] for row in rows if row["budget"]])
    scale = (WIDE - LEFT - 70) / most
    bars = []
    for at, row in enumerate(rows):
        top, web, base = 40 + at * ROW, row["cpu"] * scale, row["postgres"] * scale
        bars.append(
            f'<text x="{LEFT - 8}" y="{top + 12}" text-anchor="end">{escape(row["name"])}</text>'
            f'<rect class="web" x="{LEFT}" y="{top}" width="{web:.1f}" height="14"/>'
            f'<rect class="base" x="{LEFT + web:.1f}" y="{top}" width="{base:.1f}" height="14"/>'
            f'<text x="{LEFT + web + base + 6:.1f}" y="{top + 12}">{row["cpu"]:.1f}</text>'
        )
        if row["budget"]:
            x = LEFT + row["budget"][1] * scale
            bars.append(f'<line class="budget" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 3}" y2="{top + 17}"/>')
    style = (
        "text{font:12px sans-serif;fill:#1e2124}.web{fill:#1f6b52}.base{fill:#7a3e74}.budget{stroke:#b5430f;stroke-width:2}"
        "@media(prefers-color-scheme:dark){svg{background:#15171a}text{fill:#e7e4dd}}"
    )
    title = f"Size {run['size']}, commit {run['commit']}: milliseconds of CPU a request; green web, plum Postgres, line budget"
    height = 50 + len(rows) * ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" role="img" aria-label="{escape(title)}">'
        f"<style>{style}</style><text x='8' y='20'>{escape(title)}</text>{''.join(bars)}</svg>\n"
    )


def comparison(old: dict, new: dict) -> str:
    """Return two runs side by side, page by page; CPU as a ratio of each run's own constant page too."""
    lines = [
        f"| page | {old['commit']} {old['size']}: ms | {new['commit']} {new['size']}: ms | times | times, in constant pages | queries |",
        "|---|---:|---:|---:|---:|---|",
    ]
    before = {row["name"]: row for row in old["pages"]}
    for row in new["pages"]:
        if (was := before.get(row["name"])) and was["cpu"]:
            ratio = row["cpu"] / was["cpu"]
            units = ratio * old["unit"] / new["unit"]
            lines.append(
                f"| {row['name']} | {was['cpu']:.1f} | {row['cpu']:.1f} | {ratio:.2f} | {units:.2f} | {was['queries']} → {row['queries']} |"
            )
    return "\n".join(lines) + "\n"
