"""The permission table's rows for feeds, calendars and the sitemap (see tests/permission_table.py).

Who asks is all the same there, the session is not looked at: the answer is the visitor's, or that of whose token stands
in the address, who reads as a member does.
"""

from collections.abc import Callable

from tests.cast import ROLES
from tests.permission_table import COHORT, EVERYBODY, NOBODY, READS, SIGNED_IN, WRONG, Answers, Row, answers, at
from tests.world import SIGN_IN, World

OPEN, NOT_THERE = EVERYBODY, answers(404)
MEMBERS = READS["cohort"] - {"staff"}  # staff are no members: what they open elsewhere is logged
OWNERS = ROLES[1:]


def _by_token(role: str, name: str, **words) -> Callable[[World], str]:
    return at(name, token=lambda world: world.tokens.get(role, role), **words)


def _lecture(world: World) -> int:
    return world.lecture.pk


def _answer(is_open: bool) -> Answers:
    return OPEN if is_open else NOT_THERE


def open_rows() -> list[Row]:
    """What is public, by addresses that everybody has; what has no public post is not there."""
    python = {**COHORT, "slug": "python"}
    return [
        Row("feeds.cohort", at("feeds.cohort", **COHORT), OPEN, WRONG, missing="/c/none/feed.atom"),
        Row("feeds.cohort", at("feeds.cohort", cohort="web-dev"), NOT_THERE, WRONG, label="without a public post",
            missing="/c/none/feed.atom"),
        Row("feeds.day", at("feeds.day", **COHORT, number=5), OPEN, WRONG, label="with a public post"),
        Row("feeds.day", at("feeds.day", **COHORT, number=4), NOT_THERE, WRONG, label="without one",
            missing="/c/none/days/4/feed.atom"),
        Row("feeds.day", at("feeds.day", **COHORT, number=9999), NOT_THERE, WRONG, label="of no day"),
        Row("feeds.topic", at("feeds.topic", **python), OPEN, WRONG, label="with a public post"),
        Row("feeds.topic", at("feeds.topic", **COHORT, slug=lambda world: world.mentors_topic), NOT_THERE, WRONG,
            label="only in a mentors' post", missing="/c/ai-tech/topics/none/feed.atom"),
        Row("feeds.lecture", at("feeds.lecture", **COHORT, pk=_lecture), NOT_THERE, WRONG, label="that no public post notes",
            missing=f"/c/ai-tech/lectures/{NOBODY}/feed.atom"),
        Row("feeds.search", lambda world: at("feeds.search", **COHORT)(world) + "?q=Minji", OPEN, WRONG),
        Row("feeds.search", lambda world: at("feeds.search", **COHORT)(world) + "?q=zqnothing", NOT_THERE, WRONG,
            label="that finds nothing", missing="/c/none/search/feed.atom?q=zqnothing"),
        Row("feeds.person", at("feeds.person", handle="minji"), OPEN, WRONG, label="who wrote a public post"),
        Row("feeds.person", at("feeds.person", handle="bora"), NOT_THERE, WRONG, label="who wrote none",
            missing="/@nobody/feed.atom"),
        Row("sitemap.index", at("sitemap.index"), OPEN, WRONG),
        Row("sitemap.posts", at("sitemap.posts", number=0), OPEN, WRONG),
        Row("sitemap.posts", at("sitemap.posts", number=9), NOT_THERE, WRONG, label="of no post"),
        Row("cards.post", at("cards.post", pk=lambda world: world.cast.posts["public"].pk), OPEN, WRONG),
        *(
            Row("cards.post", at("cards.post", pk=lambda world, each=each: world.cast.posts[each].pk), NOT_THERE, WRONG,
                label=f"of a {each} post", missing=f"/cards/posts/{NOBODY}.png")
            for each in ("draft", "mentors", "team", "cohort")
        ),
        Row("site.robots", at("site.robots"), OPEN, WRONG),
    ]  # fmt: skip


def token_rows(role: str) -> list[Row]:
    """What the token of this role opens, whoever sends it."""
    is_member, other = role in MEMBERS, role == "stranger"
    label = f"by the token of {role}"

    def row(name: str, is_open: bool, missing: str, about: str = "", **words) -> Row:
        where = _by_token(role, name, **words)
        return Row(name, where, _answer(is_open), WRONG, label=f"{about}{label}", missing=f"/feeds/none{missing}")

    mentors = {**COHORT, "slug": lambda world: world.mentors_topic}
    return [
        row("feeds.cohort", is_member, "/c/ai-tech/feed.atom", **COHORT),
        row("feeds.cohort", other, "/c/none/feed.atom", "of the other cohort ", cohort="web-dev"),
        row("feeds.day", is_member, "/c/ai-tech/days/4/feed.atom", **COHORT, number=4),
        row("feeds.topic", is_member, "/c/ai-tech/topics/none/feed.atom", **COHORT, slug="python"),
        row("feeds.topic", role in READS["mentors"] - {"staff"}, "/c/ai-tech/topics/none/feed.atom",
            "only in a mentors' post ", **mentors),
        row("feeds.lecture", is_member, "/c/ai-tech/lectures/1/feed.atom", **COHORT, pk=_lecture),
        Row("feeds.search", lambda world: _by_token(role, "feeds.search", **COHORT)(world) + "?q=zqnothing",
            _answer(is_member), WRONG, label=f"that finds nothing {label}", missing="/feeds/none/c/ai-tech/search/feed.atom?q=zqnothing"),
        row("feeds.person", is_member, "/@bora/feed.atom", handle="bora"),
        row("feeds.calendar", is_member, "/c/ai-tech/calendar.ics", **COHORT),
    ]  # fmt: skip


def own_rows() -> list[Row]:
    """The page of one's token."""
    return [
        Row("feeds.index", at("feeds.index"), SIGNED_IN, WRONG),
        Row("feeds.renew", at("feeds.renew"), WRONG, SIGNED_IN),
        Row("feeds.revoke", at("feeds.revoke"), WRONG, answers(302, visitor=SIGN_IN)),
        Row("feeds.cohort", at("feeds.cohort", token="none", **COHORT), NOT_THERE, WRONG, label="by a token that is none"),
        Row("feeds.calendar", at("feeds.calendar", token="none", **COHORT), NOT_THERE, WRONG, label="by a token that is none"),
        Row("feeds.cohort", at("feeds.cohort", token="mine", **COHORT), answers(401), WRONG, label="without name and key"),
        Row("feeds.calendar", at("feeds.calendar", token="mine", **COHORT), answers(401), WRONG, label="without name and key"),
    ]  # fmt: skip


FEEDS = [*open_rows(), *(row for role in OWNERS for row in token_rows(role)), *own_rows()]
