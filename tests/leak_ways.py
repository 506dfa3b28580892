"""The ways in which somebody may no longer see what they were told of, and from whom each takes which kind.

A table for whatever tells people something: lists, counts, opening, mails, digests. Minji's post is for her team, and
so is the announcement; Bora is on it (`team_mate`), Seoyeon is its mentor, and the way is gone after the notification
was made.
"""

from collections.abc import Callable
from dataclasses import dataclass

from journal.actions.announcements import change_announcement, delete_announcement
from journal.actions.hidings import hide_post
from journal.actions.notifications import notify
from journal.actions.people import delete_people
from journal.actions.posts import PostText, delete_post, purge_post, save_post
from journal.models.announcements import Announcement
from journal.models.notifications import Kind, Notification
from journal.models.people import Membership
from journal.models.posts import Post
from tests.cast import Cast
from tests.factories import make_announcement, make_comment

# Who hears of each kind. Minji herself is told of checks: her own post she sees whatever its visibility.
HEARS = dict.fromkeys(Kind, "team_mate") | {Kind.ASKED: "mentor", Kind.CHECKED: "author"}
SAID = (Kind.COMMENT, Kind.REPLY, Kind.MENTION, Kind.ANSWER)  # what has a comment
WITHOUT_POST = (Kind.NUDGE, Kind.ANNOUNCEMENT)
READERS, OTHERS, ALL = ("team_mate",), ("team_mate", "mentor"), ("author", "team_mate", "mentor")


@dataclass(frozen=True)
class Way:
    """How something becomes unseen: what happens, from whose eyes it takes it, and whether it is about the reader."""

    happens: Callable[[Cast, str], None]
    hides_from: tuple[str, ...]
    is_of_reader: bool = False  # it takes what has no post too
    takes_announcements: bool = False

    def hides(self, kind: str) -> bool:
        """Return whether what is told of this kind must not be seen any more."""
        if kind == Kind.ANNOUNCEMENT and self.takes_announcements:
            return True
        return HEARS[kind] in self.hides_from and (kind not in WITHOUT_POST or self.is_of_reader)


def _made_private(cast: Cast, role: str) -> None:
    post = Post.objects.get(pk=cast.posts["team"].pk)
    text = PostText(title=post.title, body=post.body, study_on=post.study_on, visibility="mentors")
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)


def _moved(cast: Cast, role: str) -> None:
    Post.objects.filter(pk=cast.posts["team"].pk).update(team=cast.cohort.teams.get(name="2조"))


def _hidden(cast: Cast, role: str) -> None:
    hide_post(post=Post.objects.get(pk=cast.posts["team"].pk), by=cast.staff, reason="Not for others.")
    Notification.objects.filter(actor=cast.staff).delete()  # why it is hidden, which its author is told


def _trashed(cast: Cast, role: str) -> None:
    delete_post(post=Post.objects.get(pk=cast.posts["team"].pk))


def _purged(cast: Cast, role: str) -> None:
    _trashed(cast, role)
    purge_post(post=cast.posts["team"])


def _reader_state(state: str) -> Callable[[Cast, str], None]:
    return lambda cast, role: _membership(cast, role).update(state=state) and None


def _reader_moved(cast: Cast, role: str) -> None:
    two = cast.cohort.teams.get(name="2조")
    for membership in _membership(cast, role):
        membership.mentored_teams.set([two] if membership.role == "mentor" else [])
        membership.team = two if membership.role == "camper" else None
        membership.save()


def announced(cast: Cast) -> Announcement | None:
    """Return the announcement to Minji's team, which is made when first asked for; None once it is deleted."""
    if "announced" not in vars(cast):
        vars(cast)["announced"] = make_announcement(cast.organiser, cast.cohort, teams=["1조"], by_mail=True).pk
    return Announcement.objects.select_related("cohort").filter(pk=vars(cast)["announced"]).first()


def _announced_to_others(cast: Cast, role: str) -> None:
    two = cast.cohort.teams.get(name="2조")
    change_announcement(announcement=announced(cast), by=cast.organiser, version=1, team_keys=[two.pk])


def _unannounced(cast: Cast, role: str) -> None:
    delete_announcement(announcement=announced(cast), by=cast.organiser)


def _in_preparation(cast: Cast, role: str) -> None:
    type(cast.cohort).objects.filter(pk=cast.cohort.pk).update(state="draft")


def _author_gone(cast: Cast, role: str) -> None:
    delete_people(people=[cast.author])


def _membership(cast: Cast, role: str):
    return Membership.objects.filter(cohort=cast.cohort, user=cast.people[role])


WAYS = {
    "made private": Way(_made_private, READERS),
    "moved to another team": Way(_moved, OTHERS),
    "hidden": Way(_hidden, OTHERS),
    "trashed": Way(_trashed, ALL),
    "purged": Way(_purged, ALL),
    "its author deleted": Way(_author_gone, OTHERS),
    "reader withdrawn": Way(_reader_state("withdrawn"), ALL, is_of_reader=True),
    "reader only invited": Way(_reader_state("invited"), ALL, is_of_reader=True),
    "reader in another team": Way(_reader_moved, OTHERS, takes_announcements=True),
    "cohort in preparation": Way(_in_preparation, ALL, is_of_reader=True),
    "announced to others": Way(_announced_to_others, (), takes_announcements=True),
    "announcement deleted": Way(_unannounced, (), takes_announcements=True),
}
POINTLESS = {(Kind.CHECKED, "its author deleted")}
POINTLESS |= {(kind, way) for kind in Kind for way in WAYS if "announce" in way and kind != Kind.ANNOUNCEMENT}
TABLE = [(kind, way) for kind in Kind for way in WAYS if (kind, way) not in POINTLESS]


def tell(cast: Cast, kind: str) -> Notification | None:
    """Tell the one who hears of this kind that Haeun did something at Minji's post; return what the gate let through."""
    post = None
    if kind not in WITHOUT_POST:
        post = Post.objects.select_related("cohort").filter(pk=cast.posts["team"].pk).first()
        if post is None:
            return None
    announcement = announced(cast) if kind == Kind.ANNOUNCEMENT else None
    if kind == Kind.ANNOUNCEMENT and announcement is None:
        return None
    comment = make_comment(cast.organiser, post, "Nothing to notify.") if kind in SAID else None
    Notification.objects.all().delete()  # what saying that told by itself
    cohort = type(cast.cohort).objects.get(pk=cast.cohort.pk)
    made = notify(
        recipients=[cast.people[HEARS[kind]]], kind=kind, actor=cast.organiser, post=post, comment=comment,
        announcement=announcement, cohort=cohort, words="Some words." if kind == Kind.NUDGE else "",
    )  # fmt: skip
    return Notification.objects.get(pk=made[0]) if made else None
