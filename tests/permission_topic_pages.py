"""The permission table's rows for what topics got beside their pages (see tests/permission_table.py)."""

from tests.permission_table import COHORT, WRONG, Row, at, members

QUERIES = ("view=questions", "view=resources", "view=lectures", "view=people", "person=minji&day=4", "unanswered=yes")


def _page(query: str):
    return lambda world: at("topics.show", **COHORT, slug="python")(world) + f"?{query}"


TOPIC_PAGES = [
    *(
        Row("topics.show", _page(query), members(200), WRONG, label=query, missing=f"/c/ai-tech/topics/none/?{query}")
        for query in QUERIES
    ),
    Row("topics.describe", at("topics.describe", **COHORT, slug="python"), members(403, organiser=200, staff=200),
        members(403, organiser=302, staff=302), data=lambda world, role: {"description": "A language."}, missing="/c/ai-tech/topics/none/describe/"),
]  # fmt: skip
