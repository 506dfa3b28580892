"""The fixed cast: who everybody is in the tests about doors.

Minji writes in team 1 of `ai-tech`; Bora is on her team, Sol is in team 2. Mentor Seoyeon has team 1, mentor Daeun
team 2. Haeun organises. Withdrawn Wonho, Yuna on leave and graduate Gahee were in team 1. Jiho is a camper of
`web-dev`, the other cohort. Admin is the site's staff.
"""

from dataclasses import dataclass, field

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post, make_user
from tests.replay import Replay

ROLES = (
    "visitor", "author", "team_mate", "camper", "mentor", "other_mentor", "organiser",
    "on_leave", "graduated", "withdrawn", "stranger", "staff",
)  # fmt: skip
VISIBILITIES = ("draft", "mentors", "team", "cohort", "public")


@dataclass
class Cast:
    """Two cohorts, a user for each role (None for the visitor), and Minji's posts by visibility."""

    cohort: Cohort
    other: Cohort
    people: dict[str, User | None]
    posts: dict[str, Post] = field(default_factory=dict)

    def __getattr__(self, name: str):
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def fresh(self, role: str):
        """Return the role's user as a new request would load it, without anything remembered."""
        user = self.people[role]
        return User.objects.get(pk=user.pk) if user else None


def make_cast() -> Cast:
    """Make the cast, with one post of Minji's for each visibility (the cohort one is her Day 4)."""
    cohort, other = make_cohort("ai-tech"), make_cohort("web-dev")
    one, two = cohort.teams.get(name="1조"), cohort.teams.get(name="2조")
    people = {
        "visitor": None,
        "author": make_member(cohort, handle="minji", team=one),
        "team_mate": make_member(cohort, handle="bora", team=one),
        "camper": make_member(cohort, handle="sol", team=two),
        "mentor": make_member(cohort, "mentor", "seoyeon", mentored=[one]),
        "other_mentor": make_member(cohort, "mentor", "daeun", mentored=[two]),
        "organiser": make_member(cohort, "organiser", "haeun"),
        "on_leave": make_member(cohort, handle="yuna", team=one, state="on_leave"),
        "graduated": make_member(cohort, handle="gahee", team=one, state="graduated"),
        "withdrawn": make_member(cohort, handle="wonho", team=one, state="withdrawn"),
        "stranger": make_member(other, handle="jiho", team=other.teams.get(name="1조")),
        "staff": make_user("root_staff", is_staff=True, is_superuser=True),
    }
    cast = Cast(cohort, other, people)
    for day, visibility in enumerate(VISIBILITIES, start=1):
        publish = visibility != "draft"
        cast.posts[visibility] = make_post(
            people["author"], cohort, title=f"Minji {visibility}", body=f"## 학습 내용\n\n### Python\n\nText {visibility}.",
            day=day, visibility=visibility if publish else "cohort", publish=publish,
        )  # fmt: skip
    return cast


cast_again = Replay(make_cast)
