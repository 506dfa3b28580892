"""The permission table's rows for following and bookmarks (see tests/permission_table.py)."""

from tests.cast import VISIBILITIES
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


def bookmark_rows() -> list[Row]:
    """Whoever may read a post may keep it; a bookmark and a folder are there for whose they are."""
    mine, changed = answers(404, visitor=SIGN_IN, author=200), answers(404, visitor=SIGN_IN, author=302)
    kept, folder = {"pk": lambda world: world.bookmark.pk}, {"pk": lambda world: world.bookmark.folder_id}
    named = lambda world, role: {"name": "Another folder"}  # noqa: E731
    return [
        Row("bookmarks.index", at("bookmarks.index"), SIGNED_IN, WRONG),
        Row("bookmarks.index", lambda world: world.bookmark.folder.get_absolute_url(), mine, WRONG, label="in a folder",
            missing=f"/bookmarks/?folder={NOBODY}"),
        *(
            Row("bookmarks.add", at("bookmarks.add", pk=_pk(visibility)), WRONG, {**readers(visibility, 302), "visitor": SIGN_IN},
                label=visibility, missing=f"/bookmarks/posts/{NOBODY}/")
            for visibility in VISIBILITIES
        ),
        Row("bookmarks.edit", at("bookmarks.edit", **kept), mine, changed, data=lambda world, role: {"note": "A note."},
            missing=f"/bookmarks/{NOBODY}/edit/"),
        Row("bookmarks.remove", at("bookmarks.remove", **kept), WRONG, changed, missing=f"/bookmarks/{NOBODY}/remove/"),
        Row("folders.new", at("folders.new"), SIGNED_IN, DONE, data=named),
        Row("folders.edit", at("folders.edit", **folder), mine, changed, data=named, missing=f"/bookmarks/folders/{NOBODY}/edit/"),
        Row("folders.delete", at("folders.delete", **folder), mine, changed, missing=f"/bookmarks/folders/{NOBODY}/delete/"),
    ]  # fmt: skip


def _pk(visibility: str):
    return lambda world: world.cast.posts[visibility].pk


FOLLOWS = [*follow_rows(), *bookmark_rows()]
