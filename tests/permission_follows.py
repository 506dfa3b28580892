"""The permission table's rows for following and bookmarks (see tests/permission_table.py)."""

from tests.permission_table import (
    COHORT,
    MISSING,
    NOBODY,
    SIGNED_IN,
    WRONG,
    Row,
    answers,
    at,
    members,
    readers,
)
from tests.world import SIGN_IN

DONE = answers(302, visitor=SIGN_IN)


def follow_rows() -> list[Row]:
    """Whoever may see something may follow it, also when its cohort is over; it is nobody else's business."""
    pages = members(302)
    python = at("follows.topic", **COHORT, slug="python")
    hidden = at("follows.topic", **COHORT, slug=lambda world: world.mentors_topic)
    # Minji has written for everybody; nobody follows themselves.
    minji, bora = {**DONE, "author": 403}, members(302, team_mate=403)
    return [
        Row("follows.index", at("follows.index"), SIGNED_IN, WRONG),
        Row("follows.seen", at("follows.seen"), WRONG, DONE, data=lambda world, role: {"until": "1"}),
        Row("follows.topic", python, WRONG, pages, missing="/c/ai-tech/topics/none/follow/"),
        Row("follows.topic", hidden, WRONG, {**readers("mentors", 302), "visitor": SIGN_IN}, label="only in a mentors' post",
            missing="/c/ai-tech/topics/none/follow/"),
        Row("follows.person", at("follows.person", handle="minji"), WRONG, minji, label="who wrote a public post"),
        Row("follows.person", at("follows.person", handle="bora"), WRONG, bora, label="of the cohort",
            missing="/@nobody/follow/"),
        Row("follows.person", at("follows.person", handle="nobody"), WRONG, MISSING, label="who is nobody"),
        Row("follows.lecture", at("follows.lecture", pk=lambda world: world.lecture.pk), WRONG, pages,
            missing=f"/follows/lectures/{NOBODY}/"),
    ]  # fmt: skip


FOLLOWS = [*follow_rows()]
