"""Handles (@minji) and display names: what may be typed, and which two are the same to a reader's eye."""

import re
import unicodedata

MIN_HANDLE = 2
MAX_HANDLE = 30

_HANDLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l"})
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u3164\u115f\u1160]"
)

_JAMO = re.compile("([\u3131-\u318e]+)")  # NFKC would take ㅋㅋ apart into letters that nobody can type

# Names of the site itself, of groups of people, and of addresses: nobody may pass for them.
_RESERVED = (
    "admin administrator root system sysop staff moderator mod official support help helpdesk security abuse "
    "postmaster webmaster noreply no_reply mailer info contact team haru "
    "me you self user users anonymous guest nobody none null undefined unknown deleted withdrawn "
    "everyone everybody all here channel cohort group mentor mentors camper campers organiser organisers organizer "
    "organizers teacher teachers student students "
    "api posts post accounts account profile settings c cohorts days day topics topic faq people person search feed "
    "feeds notifications uploads upload media static assets dev demo healthz readyz metrics health new edit login "
    "logout signin signout signup register invite invitations about terms privacy index home www mail"
)


class HandleError(ValueError):
    """A handle that cannot be had. `code` is "too_short", "too_long", "start", "characters" or "reserved"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def handle_key(handle: str) -> str:
    """The form in which handles that look alike are equal; unique in the database. Never raises.

    Handles are ASCII, so a few rules do (after Unicode's UTS 39, confusables among ASCII): case is folded, 0 is o,
    1 and i are l (a capital I and an l are one stroke), rn is m, vv is w, and underscores do not count.
    """
    key = handle.casefold().translate(_LOOK_ALIKE)
    return key.replace("rn", "m").replace("vv", "w").replace("_", "")


_RESERVED_KEYS = frozenset(handle_key(name) for name in _RESERVED.split())


def check_handle(text: str) -> str:
    """The handle in what somebody typed, its case as typed, without blanks around it and a leading @.

    2 to 30 of A-Z, a-z, 0-9 and _, the first a letter, not a reserved name nor one that looks like it.
    Raises HandleError.
    """
    handle = text.strip().removeprefix("@")
    if len(handle) < MIN_HANDLE:
        raise HandleError("too_short")
    if len(handle) > MAX_HANDLE:
        raise HandleError("too_long")
    if not (handle[0].isascii() and handle[0].isalpha()):
        raise HandleError("start")
    if not _HANDLE.match(handle):
        raise HandleError("characters")
    if handle_key(handle) in _RESERVED_KEYS:
        raise HandleError("reserved")
    return handle


def display_key(name: str) -> str:
    """The form in which display names are compared: NFKC, case-folded, blanks single, nothing invisible.

    Styled letters fold to plain ones (𝐌𝐢𝐧𝐣𝐢 is minji); single jamo stay. Never raises.
    """
    visible = _INVISIBLE.sub("", _compatible(name).casefold())
    return " ".join(_compatible(visible).split())


def _compatible(text: str) -> str:
    return "".join(part if _JAMO.match(part) else unicodedata.normalize("NFKC", part) for part in _JAMO.split(text))
