"""The one statement that finds and weighs: the newest matches and title matches among the posts a reader may see.

A word that everybody uses has 100,000 matches, and most of what a match costs is unpacking it to be weighed. So the
matches are walked through from the newest on, each asked of the posts the caller gives (who may read is decided there,
and nowhere here), until enough are found; only those are weighed. No phrase operator stands in the match, and nothing
in it needs a look at the unpacked vector: the index answers alone.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, OuterRef

from journal.models.posts import PostQuerySet
from journal.models.search import SearchEntry
from journal.models.topics import PostTopic

NEWEST, TITLES = 600, 200  # matches that are weighed
WEIGHTS = (0.1, 0.3, 0.5, 1.0)  # of a term in a vector: D, C, B, A; the pairs of a body have none and count as D
IN_TITLE, WHOLE, AS_PHRASE, RECENT = 0.6, 0.5, 0.4, 0.15  # how much more an entry weighs
FADES = 30  # days in which two thirds of being new are gone
SCALE = 1_000_000  # scores are whole numbers, so that two pages compare them exactly

_TABLE = SearchEntry._meta.db_table
_WALK = """
(SELECT m.id, {title} AS in_title, p.* FROM (
  SELECT id, post_id, written_at FROM {entries} WHERE {where} ORDER BY written_at DESC, id DESC OFFSET 0
) m JOIN ({posts}) p ON p.post = m.post_id ORDER BY m.written_at DESC, m.id DESC LIMIT {most})"""
_STATEMENT = """
WITH found AS MATERIALIZED ({walks}), once AS (SELECT DISTINCT ON (id) * FROM found ORDER BY id, in_title DESC)
SELECT e.id, e.post_id, e.comment_id, e.author_id, e.written_at, o.study_on, o.has_code, o.has_math, o.topic_ids,
  {score} AS score, (SELECT max(id) FROM {entries})
FROM once o JOIN {entries} e ON e.id = o.id ORDER BY {order}"""
_SCORE = """({scale} * ts_rank(%s::float4[], e.vector, %s::tsquery, 1) * (1 + {in_title} * o.in_title::int{more})
  * (1 + {recent} * exp(-abs(extract(epoch FROM %s::timestamptz - e.written_at)) / {fades})))::bigint"""
# Walks over indexes, one row after the other: the planner knows neither what unpacking a vector costs nor that a walk
# ends early. What it takes for dear it would compile first, for seconds.
_PLAN = ", ".join(
    f"set_config('{way}', 'off', true)" for way in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")
)


@dataclass(frozen=True)
class Wanted:
    """What is looked for, as tsquery literals (journal/text/search_queries.py); `kind` is post, comment or any ("").

    `begun_at` is when the search began and `last_id` the last entry there was: what arrives later is on no page of it.
    `below_at` is a moment and an id below which the walk begins, `newest` how many matches it takes.
    """

    match: str
    title_match: str = ""
    rank: str = ""
    whole: str = ""
    phrase: str = ""
    kind: str = ""
    author_ids: tuple[int, ...] = ()
    begun_at: datetime | None = None
    last_id: int | None = None
    below_at: tuple[datetime, int] | None = None
    newest: int = NEWEST


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found: whose it is, what facets are counted of, and its score."""

    id: int
    post_id: int
    comment_id: int | None
    author_id: int
    written_at: datetime
    study_on: object
    has_code: bool
    has_math: bool
    topics: list[int]
    score: int


def plan_for_search() -> None:
    """Let the statements of the rest of this transaction be planned as `matches_among` needs it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_PLAN}")


def matches_among(posts: PostQuerySet, wanted: Wanted) -> tuple[list[Match], int | None]:
    """Return what is wanted of these posts and the comments on them, the best first (or the newest, where nothing is
    ranked), and the last entry that there is by now (None where nothing is found).

    `posts` come from `visible_to`. To be called after `plan_for_search`, in its transaction.
    """
    topics = PostTopic.objects.filter(content_object=OuterRef("pk")).order_by().values("tag")
    posts = posts.order_by().annotate(post=F("pk"), topic_ids=ArraySubquery(topics))
    try:
        sql, of_posts = posts.values("post", "study_on", "has_code", "has_math", "topic_ids").query.sql_with_params()
    except EmptyResultSet:  # nobody of that name, no topic of that name
        return [], None
    walks, params = [], []
    for match, title, most in ((wanted.match, "false", wanted.newest), (wanted.title_match, "true", TITLES)):
        if match:
            where, of_where = _where(match, wanted)
            walks.append(_WALK.format(title=title, entries=_TABLE, where=where, posts=sql, most=most))
            params += [*of_where, *of_posts]
    score, of_score = _score(wanted)
    statement = _STATEMENT.format(
        walks=" UNION ALL ".join(walks), entries=_TABLE, score=score,
        order="score DESC, e.id DESC" if wanted.rank else "e.written_at DESC, e.id DESC",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *of_score])
        rows = cursor.fetchall()
    return [Match(*row[:-1]) for row in rows], rows[0][-1] if rows else None


def _where(match: str, wanted: Wanted) -> tuple[str, list]:
    """Return the conditions on an entry, and their parameters."""
    asked = {
        "vector @@ %s::tsquery": (match,),
        "author_id = ANY(%s)": (list(wanted.author_ids),) if wanted.author_ids else (),
        "id <= %s": (wanted.last_id,) if wanted.last_id is not None else (),
        "(written_at, id) < (%s, %s)": wanted.below_at or (),
    }
    conditions = [condition for condition, params in asked.items() if params]
    if wanted.kind:
        conditions.append(f"comment_id IS {'NULL' if wanted.kind == 'post' else 'NOT NULL'}")
    return " AND ".join(conditions), [param for params in asked.values() for param in params]


def _score(wanted: Wanted) -> tuple[str, list]:
    """Return how an entry is weighed, and the parameters; 0 where nothing is to be weighed and time alone counts."""
    if not wanted.rank:
        return "0::bigint", []
    worth = {wanted.whole: WHOLE, wanted.phrase: AS_PHRASE}
    worth.pop("", None)
    more = "".join(f" + {weight} * (e.vector @@ %s::tsquery)::int" for weight in worth.values())
    score = _SCORE.format(scale=SCALE, in_title=IN_TITLE, more=more, recent=RECENT, fades=FADES * 86_400)
    return score, [list(WEIGHTS), wanted.rank, *worth, wanted.begun_at]
