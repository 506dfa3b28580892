"""Every page's plans on a filled bench: `python -m tests.bench.plans --home FOLDER` (or `--database`).

Each address that a camper, a mentor or an organiser may open is asked for once, each of its queries is explained, and
what reads a growing table from end to end, or takes longer than `--slow` ms, is printed. Exits with 1 where there is any.
`tests/journal/queries/test_plans.py` holds the lists' plans in every run of the tests; this walks all pages at any size.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

GROWING = {
    "journal_post", "journal_comment", "journal_posttopic", "journal_section", "journal_lecturenote", "journal_question",
    "journal_searchentry", "journal_like", "journal_notification", "journal_resource", "journal_revision", "journal_act",
    "journal_delivery", "journal_waiting",
}  # fmt: skip
MANY = 25_000  # rows below which a table is small enough to be read whole
PROBES = {"site.readyz", "site.metrics"}  # of the machine, not of people
SHOWN = 10  # of the slowest queries
ASKED = {
    "search.show": ("?q=역전파", "?q=행렬+미분", "?q=ZeroDivisionError&kind=comment", "?q=역전파&order=time"),
    "search.suggest": ("?q=파",), "search.go": ("?q=파이",), "topics.suggest": ("?q=파",), "people.suggest": ("?q=ca",),
    "curriculum.suggest": ("?q=60",), "questions.faq": ("", "?q=파이썬"), "mentor_desk.show": ("?day=60", "?day=60&teams=all"),
    "topics.show": ("", "?view=questions", "?view=resources", "?view=lectures", "?view=people", "?kind=learning&day=60"),
    "curriculum.show": ("", "?view=people"), "curriculum.index": ("", "?view=topics"), "topics.index": ("", "?tags=all"),
    "feeds.search": ("?q=역전파",), "members.index": ("", "?q=민지"),
}  # fmt: skip


def addresses() -> Iterator[tuple[str, str]]:
    """Yield (name, address) for each address of the site whose places the bench's cohort can fill."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    from tests.bench.pages import bench_cohort

    cohort = bench_cohort()
    things = _things(cohort)
    names = sorted({name for name in get_resolver().reverse_dict if isinstance(name, str)} - PROBES)
    for name in names:
        for args in _fillings(cohort, things, name):
            try:
                path = reverse(name, kwargs=args)
            except NoReverseMatch:
                continue
            for query in ASKED.get(name, ("",)):
                yield name, path + query
            break


def _things(cohort) -> dict:
    """Return what addresses lead to in a cohort, by what it is."""
    from journal.models.comments import Comment
    from journal.models.posts import Post

    post = Post.objects.filter(cohort=cohort, comment_count__gt=0).order_by("cohort", "-published_at")[0]
    return {
        "post": post, "topic": cohort.topics.filter(is_curated=True).order_by("position")[2],
        "lecture": cohort.lectures.filter(study_on=cohort.calendar.days[59]).order_by("pk")[0],
        "comment": Comment.objects.filter(post=post).first(), "question": cohort.questions.first(),
        "event": cohort.events.order_by("on")[1], "team": cohort.teams.first(), "member": cohort.memberships.first(),
    }  # fmt: skip


def _fillings(cohort, things: dict, name: str) -> Iterator[dict]:
    """Yield the values that an address of this noun may have in its places, the fullest first."""
    noun, what = name.split(".")[0], name.split(".")[-1]
    kinds = {
        "curriculum": "lecture", "events": "event", "topic_care": "topic", "teams": "team", "comments": "comment",
        "questions": "question", "members": "member",
    }  # fmt: skip
    kind = what if what in ("comment", "lecture") else kinds.get(noun, "post")
    slug = things["topic"].slug if noun in ("topics", "follows", "feeds") else "x"
    more = {"cohort": cohort.slug, "pk": things[kind].pk, "number": 60, "handle": things["post"].author.handle}
    more |= {"kind": "retrospective", "slug": slug, "lecture": things["lecture"].pk}
    for places in (
        ("cohort", "pk"), ("cohort", "slug"), ("cohort", "number"), ("cohort", "handle"), ("cohort", "kind"), ("cohort",),
        ("handle",), ("pk",), ("pk", "lecture"), ("number",), (),
    ):  # fmt: skip
        yield {place: more[place] for place in places}


def explained(client, path: str) -> tuple[int, list[tuple[str, float, list[dict]]]]:
    """Return a page's status, and each of its queries with its milliseconds and the nodes of its plan."""
    from django.db import connection

    asked: list[tuple] = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        status = client.get(path, follow=True).status_code
    plans = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")) and "FOR UPDATE" not in sql:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                [(plan,)] = cursor.fetchall()
                top = (json.loads(plan) if isinstance(plan, str) else plan)[0]
                plans.append((sql, top["Execution Time"], list(_nodes(top["Plan"]))))
    return status, plans


def _nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def large() -> set[str]:
    """Return the growing tables that are too large here to be read whole."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [MANY])
        return {name for (name,) in cursor.fetchall()} & GROWING


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.plans", description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--database", default="")
    parser.add_argument("--slow", type=float, default=250, help="milliseconds of a query (default: 250)")
    asked = parser.parse_args()
    from tests.bench.site import prepare, session_of

    prepare(asked.home, asked.database)
    sys.exit(walk(asked.slow, session_of))


def walk(slow: float, session_of) -> int:
    """Ask for every address as each kind of reader, print what is wrong, and return 1 where there is any."""
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from tests.bench.pages import bench_cohort

    settings.ALLOWED_HOSTS = ["*"]
    cohort, tables, pages, wrong = bench_cohort(), large(), 0, 0
    took_by: list[tuple[float, str]] = []
    every = list(addresses())
    print("large here:", ", ".join(sorted(tables)))
    for role in ("camper", "mentor", "organiser"):
        client = Client(raise_request_exception=False)
        person = User.objects.filter(memberships__cohort=cohort, memberships__role=role).order_by("pk")[0]
        client.cookies["sessionid"] = session_of(person)
        for name, path in every:
            status, plans = explained(client, path)
            if status != 200:
                continue
            pages += 1
            for sql, took, nodes in plans:
                took_by.append((took, f"{role} {name} {path}"))
                read = [n for n in nodes if n["Node Type"] == "Seq Scan" and n["Actual Loops"]]
                whole = [node["Relation Name"] for node in read if node["Relation Name"] in tables]
                if whole or took > slow:
                    wrong += 1
                    print(
                        f"{role} {name} {path}: {took:.0f} ms, reads whole: {whole or 'nothing'}\n    {sql[:300]}",
                        flush=True,
                    )
    for took, page in sorted(took_by, reverse=True)[:SHOWN]:
        print(f"{took:.0f} ms {page}")
    print(f"{pages} pages, {len(took_by)} queries, {wrong} of them wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
