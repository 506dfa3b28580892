"""The one statement that finds, weighs and counts: the newest matches and title matches among the posts of a reader.

A word that everybody uses has 100,000 matches, and most of what a match costs is unpacking it to be weighed. So the
matches are walked through from the newest on, each asked of the posts the caller gives (who may read is decided there,
and nowhere here), until enough are found; only those are weighed, and facets are counted over them. No phrase operator
stands in the match, and nothing in it needs a look at the unpacked vector: the index answers alone. The entries of the
newest days are walked first and by themselves, since the index knows the days too; the others are walked where these
did not give enough, which is where there are few matches.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connections, router, transaction
from django.db.models import F, QuerySet

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.posts import Post, PostQuerySet
from journal.models.prepared import Spelled
from journal.models.search import DaysOf, SearchEntry, day_number, unzipped
from journal.models.topics import PostTopic, Topic

NEWEST, TITLES = 600, 200  # matches that are weighed
WALKED_FIRST = 15_000  # entries, and those of the same day: enough for 600 matches of a word that is not rare
MOST_DAYS = 400  # of them; where fewer entries are written, the days cost what they spare
VALUES = 8  # of a facet
WEIGHTS = (0.1, 0.3, 0.5, 1.0)  # of a term in a vector: D, C, B, A; the pairs of a body have none and count as D
IN_TITLE, WHOLE, AS_PHRASE, RECENT = 0.6, 0.5, 0.4, 0.15  # how much more an entry weighs
COMMENT = 0.6  # what a comment weighs beside a post: it is short, so that each of its words weighs much
FADES = 30  # days in which two thirds of being new are gone
SCALE = 1_000_000  # scores are whole numbers, so that two pages compare them exactly

_TABLES = {
    "entries": SearchEntry._meta.db_table, "all_posts": Post._meta.db_table, "cohorts": Cohort._meta.db_table,
    "people": User._meta.db_table, "links": PostTopic._meta.db_table, "topics": Topic._meta.db_table,
}  # fmt: skip
# The moment in a way that no index puts in order: the planner would walk down the days, and unpack every entry.
AT = "(written_at + interval '0')"
_WALK = """
(SELECT m.id, {title} AS in_title, p.* FROM (
  SELECT id, post_id, {at} AS written_at FROM {entries} WHERE {where} ORDER BY {at} DESC, id DESC OFFSET 0
) m CROSS JOIN LATERAL (SELECT * FROM ({posts}) q WHERE q.post = m.post_id OFFSET 0) p
ORDER BY m.written_at DESC, m.id DESC LIMIT {most})"""
_STATEMENT = """
WITH found AS MATERIALIZED ({walks}),
once AS (SELECT DISTINCT ON (id) * FROM found ORDER BY id, in_title DESC),
weighed AS MATERIALIZED (
  SELECT e.id, e.post_id, e.comment_id, e.author_id, e.written_at, o.study_on, o.has_code, o.has_math, {score} AS score
  FROM once o JOIN {entries} e ON e.id = o.id),
page AS MATERIALIZED (SELECT * FROM weighed w {below} ORDER BY {order} LIMIT {size})
SELECT (SELECT count(*) FROM weighed), (SELECT max(id) FROM weighed), (SELECT json_agg(h) FROM (
  SELECT w.id, w.score, w.written_at, w.study_on, w.comment_id, w.post_id, e.text, p.title, p.published_at,
    p.visibility, p.cohort_id, c.name AS cohort_name, u.handle, u.display_name, u.display_key, u.picture
  FROM page w JOIN {entries} e ON e.id = w.id JOIN {all_posts} p ON p.id = w.post_id
  JOIN {cohorts} c ON c.id = p.cohort_id JOIN {people} u ON u.id = w.author_id ORDER BY {order}) h){facets}"""
_SCORE = """({scale} * ts_rank(%s::float4[], e.vector, %s::tsquery, 1) * (1 + {in_title} * o.in_title::int{more})
  * (CASE WHEN e.comment_id IS NULL THEN 1 ELSE {comment} END)
  * (1 + {recent} * exp(-abs(extract(epoch FROM %s::timestamptz - e.written_at)) / {fades})))::bigint"""
# Each value of a facet as [key, label, hue, count], the most frequent first. A comment is about the topics and the day
# of its post; what a post holds is its own.
_FACETS = {
    "topic": """SELECT t.name, t.name, t.hue, n.n FROM (
      SELECT l.tag_id, count(*) AS n FROM weighed w JOIN {links} l ON l.content_object_id = w.post_id
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {values}) n JOIN {topics} t ON t.id = n.tag_id ORDER BY n.n DESC, t.id""",
    "from": """SELECT u.handle, u.display_name, 0, n.n FROM (
      SELECT author_id, count(*) AS n FROM weighed GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {values}
      ) n JOIN {people} u ON u.id = n.author_id ORDER BY n.n DESC, u.id""",
    "day": """SELECT study_on, '', 0, count(*) FROM weighed WHERE study_on IS NOT NULL
      GROUP BY 1 ORDER BY 4 DESC, 1 LIMIT {values}""",
    "kind": """SELECT CASE WHEN comment_id IS NULL THEN 'post' ELSE 'comment' END, '', 0, count(*) FROM weighed
      GROUP BY 1 ORDER BY 4 DESC, 1""",
    "has": """SELECT v.held, '', 0, count(*) FROM weighed w
      CROSS JOIN LATERAL (VALUES ('code', has_code), ('math', has_math)) v (held, is_held)
      WHERE w.comment_id IS NULL AND v.is_held GROUP BY 1 ORDER BY 4 DESC, 1""",
}
# Walks over indexes, one row after the other: the planner knows neither what unpacking a vector costs nor that a walk
# ends early. What it takes for dear it would compile first, for seconds.
_PLAN = ", ".join(
    f"set_config('{way}', '{value}', true)"
    for way, value in {
        "enable_seqscan": "off",
        "enable_hashjoin": "off",
        "enable_mergejoin": "off",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",  # a walk would begin before it is known to be needed
    }.items()
)
_EDGE = f"SELECT written_at FROM {_TABLES['entries']} ORDER BY written_at DESC OFFSET %s LIMIT 1"
_DAY = DaysOf.template % {"expressions": "written_at"}


@dataclass(frozen=True)
class Wanted:
    """What is looked for, as tsquery literals (journal/text/search_queries.py).

    Without a `rank` it is by time. `begun_at` is when the search began and `last_id` the last entry that was found:
    what arrives later is on no page of it. `below_at` is a moment and an id below which the walk begins, `below` a
    score and an id below which the page does; `newest` is how many matches are walked to, `size` how many rows are
    wanted. `first` are the days that `plan_for_search` gives: they change how entries are walked, not which are found.
    """

    match: str
    title_match: str = ""
    rank: str = ""
    whole: str = ""
    phrase: str = ""
    begun_at: datetime | None = None
    last_id: int | None = None
    below_at: tuple[datetime, int] | None = None
    below: tuple[int, int] | None = None
    newest: int = NEWEST
    size: int = 20
    has_facets: bool = True
    first: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A page of rows (of the columns that the statement names), how many matches were weighed, and the last of these.

    `facets` are [key, label, hue, count] by the facet's key.
    """

    rows: list[dict] = field(default_factory=list)
    count: int = 0
    last_id: int | None = None
    facets: dict[str, list[list]] = field(default_factory=dict)


def one_look() -> transaction.Atomic:
    """Return the transaction of one search, on the server that this page reads from."""
    return transaction.atomic(using=router.db_for_read(SearchEntry))


def plan_for_search() -> list[int]:
    """Let the statements of the rest of this transaction be planned as `find_among` needs it.

    Return the days (as `day_number` counts them) whose entries are walked first, if there are others.
    """
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(f"SELECT ({_EDGE}), {_PLAN}", [WALKED_FIRST])
        edge: datetime | None = cursor.fetchone()[0]
    if edge is None:
        return []
    days = range(day_number(edge.astimezone(UTC).date()), day_number(datetime.now(UTC).date()) + 2)
    return list(days) if len(days) <= MOST_DAYS else []


def weighed(posts: PostQuerySet) -> QuerySet:
    """Return of posts what the statement asks of each."""
    return posts.order_by().values("study_on", "has_code", "has_math", post=F("pk"))


def find_among(posts: PostQuerySet | Spelled, wanted: Wanted) -> Found:
    """Return what is wanted of these posts and the comments on them, the best first or the newest.

    `posts` come from `visible_to`; spelled ones are `weighed`. To be called after
    `plan_for_search`, in its transaction.
    """
    try:
        sql, of_posts = posts if isinstance(posts, Spelled) else weighed(posts).query.sql_with_params()
    except EmptyResultSet:  # nobody of that name, no topic of that name
        return Found()
    walks, params = [], []
    for match, title, most in ((wanted.match, "false", wanted.newest), (wanted.title_match, "true", TITLES)):
        pieces = []
        for where, of_where in _wheres(match, wanted) if match else ():
            pieces.append(_WALK.format(title=title, where=where, posts=sql, most=most, at=AT, **_TABLES))
            params += [*of_where, *of_posts]
        if pieces:
            walks.append(f"(SELECT * FROM ({' UNION ALL '.join(pieces)}) n LIMIT {most})")
    score, of_score = _score(wanted)
    facets = _FACETS if wanted.has_facets else {}
    statement = _STATEMENT.format(
        walks=" UNION ALL ".join(walks), score=score, size=wanted.size,
        below="WHERE (w.score, w.id) < (%s, %s)" if wanted.below else "",
        order="w.score DESC, w.id DESC" if wanted.rank else "w.written_at DESC, w.id DESC",
        facets="".join(f", ARRAY({_as_json(facet)})" for facet in facets.values()), **_TABLES,
    )  # fmt: skip
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(statement, [*params, *of_score, *(wanted.below or ())])
        count, last_id, rows, *values = cursor.fetchone()
    for row in rows or ():
        row["text"] = unzipped(bytes.fromhex(row["text"].removeprefix("\\x")))  # as JSON has bytes
    return Found(rows or [], count, last_id, dict(zip(facets, values, strict=True)))


def _as_json(facet: str) -> str:
    inner = facet.format(values=VALUES, **_TABLES)
    return f"SELECT json_build_array(f.a, f.b, f.c, f.d) FROM ({inner}) f (a, b, c, d)"


def _wheres(match: str, wanted: Wanted) -> list[tuple[str, list]]:
    """Return the conditions on an entry, and their parameters, of each walk: the newest entries first, then the others.

    Of what follows the words, only the first one's days are for the index.
    """
    asked = {
        "vector @@ %s::tsquery": (match,),
        "id + 0 <= %s": (wanted.last_id,) if wanted.last_id is not None else (),
        f"({AT}, id) < (%s, %s)": wanted.below_at or (),
    }
    common = " AND ".join(condition for condition, params in asked.items() if params)
    params = [param for params in asked.values() for param in params]
    if not wanted.first:
        return [(common, params)]
    of_days = f"{_DAY} && %s::int[]"
    return [(f"{common} AND {where}", [*params, wanted.first]) for where in (of_days, f"NOT {of_days}")]


def _score(wanted: Wanted) -> tuple[str, list]:
    """Return how an entry is weighed, and the parameters; 0 where nothing is to be weighed and time alone counts."""
    if not wanted.rank:
        return "0::bigint", []
    worth = {wanted.whole: WHOLE, wanted.phrase: AS_PHRASE}
    worth.pop("", None)
    more = "".join(f" + {weight} * (e.vector @@ %s::tsquery)::int" for weight in worth.values())
    score = _SCORE.format(
        scale=SCALE, in_title=IN_TITLE, more=more, recent=RECENT, comment=COMMENT, fades=FADES * 86_400
    )
    return score, [list(WEIGHTS), wanted.rank, *worth, wanted.begun_at]
