"""The permission table's rows for the care of topics (see tests/permission_table.py)."""

from django.urls import reverse

from tests.permission_table import COHORT, NOBODY, WRONG, Row, answers, at, members
from tests.world import SIGN_IN

READ_ONLY = {"on_leave": 403, "graduated": 403}
# Who proposed it is refused in words; others know of no proposal.
DECIDED = answers(404, visitor=SIGN_IN, author=403, organiser=302, staff=302)
PROPOSED = {"topic": "Python", "kind": "alias", "name": "비단뱀"}

TOPICS = [
    Row("topics.matrix", at("topics.matrix", **COHORT), members(200), WRONG, missing="/c/none/topics/matrix/"),
    Row("topics.matrix", lambda world: reverse("topics.matrix", kwargs=COHORT) + "?tags=all", members(200), WRONG,
        label="with tags"),
    Row("proposals.index", at("proposals.index", **COHORT), members(200, **READ_ONLY),
        members(302, staff=200, **READ_ONLY), data=lambda world, role: PROPOSED, missing="/c/none/topics/propose/"),
    Row("proposals.decide", at("proposals.decide", **COHORT, pk=lambda world: world.proposal.pk), WRONG, DECIDED,
        data=lambda world, role: {"decision": "approve"}, missing=f"/c/ai-tech/topics/propose/{NOBODY}/"),
]  # fmt: skip
