"""The permission table's rows for the curriculum, its ties, events and sections (see tests/permission_table.py)."""

from tests.cast import VISIBILITIES
from tests.permission_table import COHORT, MISSING, NOBODY, WRONG, Row, at, doers, members
from tests.world import PUBLISHED, World


def _lecture(world: World) -> int:
    return world.lecture.pk


def _event(world: World) -> int:
    return world.event.pk


def _pages() -> list[Row]:
    """What every member of the cohort may open."""
    pages, moved = members(200), members(302)
    lecture, event = {**COHORT, "pk": _lecture}, {**COHORT, "pk": _event}
    return [
        Row("curriculum.index", at("curriculum.index", **COHORT), pages, WRONG, about="pages",
            missing="/c/none/lectures/"),
        Row("curriculum.show", lambda world: world.lecture.get_absolute_url(), pages, WRONG, about="pages",
            missing=f"/c/none/lectures/{NOBODY}/"),
        Row("curriculum.show", at("curriculum.show", **lecture), moved, WRONG, label="without its words",
            missing=f"/c/none/lectures/{NOBODY}/"),
        Row("curriculum.show", at("curriculum.show", **COHORT, pk=NOBODY), MISSING, WRONG, label="of none"),
        Row("events.index", at("events.index", **COHORT), pages, WRONG, about="pages", missing="/c/none/events/"),
        Row("events.show", at("events.show", **event), pages, WRONG, about="pages",
            missing=f"/c/none/events/{NOBODY}/"),
        Row("events.show", at("events.show", **COHORT, pk=NOBODY), MISSING, WRONG, label="of none"),
        Row("sections.index", at("sections.index", **COHORT, kind="retrospective"), pages, WRONG, about="pages",
            missing="/c/none/sections/retrospective/"),
        Row("sections.index", at("sections.index", **COHORT, kind="none"), MISSING, WRONG, label="of no kind"),
    ]  # fmt: skip


def _ties(visibility: str) -> list[Row]:
    """Untying a post of Minji's of this visibility, and tying it again: hers, once it is published."""
    words = {"pk": lambda world: world.cast.posts[visibility].pk, "lecture": _lecture}
    author = ("author",) if visibility in PUBLISHED else ()
    return [
        Row(name, at(name, **words), WRONG, doers(visibility, *author), label=visibility, about="post", writes=True,
            missing=f"/posts/{NOBODY}/lectures/{NOBODY}/{name.split('.')[1]}/")
        for name in ("curriculum.untie", "curriculum.tie")
    ]  # fmt: skip


LECTURES = [*_pages(), *(row for visibility in VISIBILITIES for row in _ties(visibility))]
