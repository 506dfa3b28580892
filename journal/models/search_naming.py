"""The statement that finds topics, lectures and people of a cohort by name, in their own tables."""

from django.db import connections, router

from accounts.models import User
from journal.models.curriculum import Lecture
from journal.models.people import Membership
from journal.models.prepared import Spelled
from journal.models.readers import SEEING
from journal.models.topics import PostTopic, Topic, TopicAlias

MOST = 60  # of a kind, the shortest names first

_TABLES = {
    "topics": Topic._meta.db_table, "aliases": TopicAlias._meta.db_table, "links": PostTopic._meta.db_table,
    "lectures": Lecture._meta.db_table, "members": Membership._meta.db_table, "people": User._meta.db_table,
}  # fmt: skip
# A curated topic every member may know, another through a post. Patterns are regular expressions, and all must fit.
_STATEMENTS = {
    "topic": """SELECT 'topic', t.id, t.name, '', t.slug, t.hue FROM {topics} t WHERE t.cohort_id = %(cohort)s
      AND concat_ws(E'\\n', t.name, (SELECT string_agg(a.name, E'\\n') FROM {aliases} a WHERE a.topic_id = t.id))
        ~* ALL (%(patterns)s)
      AND (t.is_curated OR EXISTS (
        SELECT 1 FROM {links} l WHERE l.tag_id = t.id AND l.content_object_id IN ({posts})))
      ORDER BY length(t.name), t.id LIMIT {most}""",
    "lecture": """SELECT 'lecture', l.id, l.title, l.code, t.slug, t.hue FROM {lectures} l
      JOIN {topics} t ON t.id = l.topic_id WHERE l.cohort_id = %(cohort)s
      AND (l.title ~* ALL (%(patterns)s) OR l.code = %(typed)s) ORDER BY length(l.title), l.id LIMIT {most}""",
    "person": """SELECT 'person', u.id, u.display_name, '', u.handle, 0
      FROM {members} m JOIN {people} u ON u.id = m.user_id
      WHERE m.cohort_id = %(cohort)s AND m.state = ANY (%(states)s) AND u.is_active
      AND (u.display_key ~* ALL (%(patterns)s) OR u.handle ~* ALL (%(patterns)s))
      ORDER BY length(u.display_name), u.id LIMIT {most}""",
}


def find_names(posts: Spelled, cohort_id: int, patterns: list[str], typed: str, shelves: list[str]) -> list[tuple]:
    """Return (kind, key, name, code, address, hue) of what fits; `shelves` are of topic, lecture and person.

    `posts` are the keys of those that the reader may see, whose topics they may know.
    Who withdrew or is invited is not found.
    """
    sql, params = posts
    named = {"cohort": cohort_id, "patterns": patterns, "typed": typed, "states": list(SEEING)}
    named |= {f"p{at}": param for at, param in enumerate(params)}
    inner = sql.replace("%%", "%%%%") % tuple(f"%(p{at})s" for at in range(len(params)))
    parts = [_STATEMENTS[each].format(posts=inner, most=MOST, **_TABLES) for each in shelves]
    with connections[router.db_for_read(Topic)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts), named)
        return cursor.fetchall()
