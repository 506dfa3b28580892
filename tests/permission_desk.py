"""The permission table's rows for the mentor's desk (see tests/permission_table.py)."""

from tests.cast import VISIBILITIES
from tests.permission_table import COHORT, NOBODY, WRONG, Row, answers, at, doers, members
from tests.world import PUBLISHED, SIGN_IN

DESK = members(403, mentor=200, other_mentor=200, organiser=200)
PRESSED = members(403, mentor=302, other_mentor=302, organiser=302)
OWN_CAMPERS = members(403, mentor=200, organiser=200)
WRITTEN = members(403, mentor=302, organiser=302)


def desk_rows() -> list[Row]:
    """The desk, and what its buttons send; campers and staff of the site have none."""
    minji = {**COHORT, "handle": "minji"}
    note = at("notes.edit", pk=lambda world: world.mentor_note.pk)
    seen = lambda world, role: {"seen": f"{world.cast.posts['cohort'].pk}-1"}  # noqa: E731
    own = answers(404, visitor=SIGN_IN, organiser=403)
    return [
        Row("mentor_desk.show", at("mentor_desk.show", **COHORT), DESK, WRONG, missing="/c/none/mentor/"),
        Row("checks.shown", at("checks.shown", **COHORT), WRONG, PRESSED, data=seen, missing="/c/none/mentor/checks/"),
        Row("nudges.send", at("nudges.send", **minji), WRONG, WRITTEN, data=lambda world, role: {"words": "Hello"},
            missing="/c/ai-tech/mentor/people/nobody/nudge/"),
        Row("notes.index", at("notes.index", **minji), OWN_CAMPERS, WRITTEN, data=lambda world, role: {"body": "Note"},
            missing="/c/ai-tech/mentor/people/nobody/notes/"),
        Row("notes.edit", note, {**own, "mentor": 200}, {**own, "mentor": 302},
            data=lambda world, role: {"body": "Another"}, missing=f"/notes/{NOBODY}/edit/"),
    ]  # fmt: skip


def check_rows() -> list[Row]:
    """Checking Minji's post: her team's mentors and the organisers, once it is published."""
    return [
        Row("checks.change", at("checks.change", pk=_pk(visibility)), WRONG,
            doers(visibility, *(("mentor", "organiser") if visibility in PUBLISHED else ())), label=visibility,
            about="post", writes=True, missing=f"/posts/{NOBODY}/check/")
        for visibility in VISIBILITIES
    ]  # fmt: skip


def _pk(visibility: str):
    return lambda world: world.cast.posts[visibility].pk


DESKS = [*desk_rows(), *check_rows()]
