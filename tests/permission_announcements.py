"""The permission table's rows for announcements (see tests/permission_table.py)."""

import uuid

from tests.permission_organise import RAN, RUN
from tests.permission_table import COHORT, MISSING, NOBODY, WRONG, Answers, Row, answers, at, members, readers
from tests.world import SIGN_IN

MENTORS = ("mentor", "other_mentor", "organiser", "staff")


def for_mentors(answer: int) -> Answers:
    """Return `answer` for who sees what is told to mentors alone."""
    return answers(404, visitor=SIGN_IN, **dict.fromkeys(MENTORS, answer))


# For whom the world's announcements are: who is answered this when they look at one.
SEE = {"everybody": members, "team": lambda answer: readers("team", answer), "mentors": for_mentors}


def reading_rows() -> list[Row]:
    """An announcement is there for whom it is for, and for the organisers and the site's staff."""
    none = f"/c/ai-tech/announcements/{NOBODY}/"
    rows = [Row("announcements.index", at("announcements.index", **COHORT), members(200), WRONG, about="pages",
                missing="/c/none/announcements/")]  # fmt: skip
    for whom, see in SEE.items():
        one = {**COHORT, "pk": _key(whom)}
        more = {"label": "" if whom == "everybody" else f"to {whom}", "about": "pages"}
        rows += [
            Row("announcements.show", at("announcements.show", **one), see(302), WRONG, missing=none, **more),
            Row("announcements.show", lambda world, whom=whom: world.announcements[whom].get_absolute_url(), see(200),
                WRONG, missing=f"{none}none/", label=f"to {whom}, at its address", about="pages"),
            Row("announcements.read", at("announcements.read", **one), WRONG, see(302),
                missing=f"/c/ai-tech/announcements/read/{NOBODY}/", **more),
        ]  # fmt: skip
    elsewhere = at("announcements.show", cohort="web-dev", pk=_key("everybody"))
    return [*rows, Row("announcements.show", elsewhere, MISSING, WRONG, label="of another cohort")]


def organising_rows() -> list[Row]:
    """Whoever runs the cohort announces, changes what was announced, and sees who has not read it."""
    one = {**COHORT, "pk": _key("team")}
    none = f"/c/ai-tech/organise/announcements/{NOBODY}/"
    sent = {"title": "Room", "body": "Room 2.", "whom": "all", "version": "1", "key": str(uuid.UUID(int=3))}
    data = lambda world, role: sent  # noqa: E731
    return [
        Row("announcements.new", at("announcements.new", **COHORT), RUN, RAN, data=data,
            missing="/c/none/organise/announcements/"),
        Row("announcements.edit", at("announcements.edit", **one), RUN, RAN, data=data, missing=none),
        Row("announcements.delete", at("announcements.delete", **one), RUN, RAN, missing=f"{none}delete/"),
        Row("announcements.readers", at("announcements.readers", **one), RUN, WRONG, missing=f"{none}unread/"),
    ]  # fmt: skip


def _key(whom: str):
    return lambda world: world.announcements[whom].pk


ANNOUNCEMENTS = [*reading_rows(), *organising_rows()]
