"""The permission table's rows for notifications and subscriptions (see tests/permission_table.py)."""

from tests.cast import VISIBILITIES
from tests.permission_table import NOBODY, SIGNED_IN, WRITERS, WRONG, Row, answers, at, doers
from tests.world import SIGN_IN

DONE = answers(302, visitor=SIGN_IN)
HEARS = (*WRITERS, "on_leave", "graduated")  # who belongs to the cohort, also where they may not write


def notification_rows() -> list[Row]:
    """What somebody was told is nobody else's business."""
    mine = answers(404, visitor=SIGN_IN, author=302)
    return [
        Row("notifications.index", at("notifications.index"), SIGNED_IN, WRONG),
        Row("notifications.count", at("notifications.count"), answers(200, visitor=401), WRONG),
        Row("notifications.read", at("notifications.read", pk=lambda world: world.told.pk), WRONG, mine,
            missing=f"/notifications/{NOBODY}/read/"),
        Row("notifications.read_all", at("notifications.read_all"), WRONG, DONE, data=lambda world, role: {"until": "1"}),
        Row("notifications.settings", at("notifications.settings"), SIGNED_IN, DONE,
            data=lambda world, role: {"comment": "none"}),
    ]  # fmt: skip


def subscription_rows() -> list[Row]:
    """Whoever belongs to the cohort and may read a post may hear of its comments, also when the cohort is over."""
    return [
        Row("subscriptions.change", at("subscriptions.change", pk=_pk(visibility)), WRONG,
            doers(visibility, *(HEARS if visibility != "draft" else ())), label=visibility,
            missing=f"/posts/{NOBODY}/subscribe/")
        for visibility in VISIBILITIES
    ]  # fmt: skip


def _pk(visibility: str):
    return lambda world: world.cast.posts[visibility].pk


NOTIFICATIONS = [*notification_rows(), *subscription_rows()]
