"""How a camper's day stands on the organisers' board, and what that is called."""

from django.utils.translation import pgettext

POSTED, LATE, AWAY, MISSING, OFF = "posted", "late", "away", "missing", "off"
AHEAD, BEFORE = "ahead", "before"  # still to come; before somebody joined


def words_of_states() -> dict[str, str]:
    """Return what each state is called, in the language that is spoken now; what is to come has no word."""
    return {
        POSTED: pgettext("board", "posted"), LATE: pgettext("board", "late"), AWAY: pgettext("board", "on leave"),
        MISSING: pgettext("board", "not posted"), OFF: pgettext("board", "holiday"),
    }  # fmt: skip
