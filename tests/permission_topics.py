"""The permission table's rows for the care of topics (see tests/permission_table.py)."""

from django.urls import reverse

from tests.permission_table import COHORT, WRONG, Row, at, members

TOPICS = [
    Row("topics.matrix", at("topics.matrix", **COHORT), members(200), WRONG, about="pages",
        missing="/c/none/topics/matrix/"),
    Row("topics.matrix", lambda world: reverse("topics.matrix", kwargs=COHORT) + "?tags=all", members(200), WRONG,
        label="with tags"),
]  # fmt: skip
