"""Who should hear of what happens, before anybody asks whether they may (journal/queries/gate.py)."""

from collections.abc import Callable, Iterable

from django.db.models import BooleanField, Exists, Expression, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from accounts.models import User
from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.curriculum import LectureNote
from journal.models.follows import Follow
from journal.models.notifications import Kind
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.prepared import is_in
from journal.models.questions import Question
from journal.models.readers import SEEING
from journal.models.subscriptions import Subscription
from journal.models.topics import PostTopic

MOST_MENTIONED = 50  # by one text: whoever wants to call more people together makes an announcement


def hearers_of_comment(comment: Comment, mentions: Iterable[str], answered: Iterable[Question] = ()) -> dict[str, set]:
    """Return who should hear of a new comment, by the kind they hear it as, the nearest first.

    `mentions` are the handles in it, `answered` the questions that it answers; each has its post and comment.
    """
    return {
        Kind.MENTION: people_called(comment.post.cohort_id, mentions),
        Kind.ANSWER: {asker_of(question) for question in answered},
        Kind.REPLY: {comment.parent.author_id} if comment.parent else set(),
        Kind.COMMENT: subscribers_of(comment.post),
    }


def subscribers_of(post: Post) -> set[int]:
    """Return who hears of comments on a post: its author and whoever subscribed to it, but for those who said no."""
    said = dict(Subscription.objects.filter(post=post).values_list("user", "is_wanted"))
    return {user for user, is_wanted in {post.author_id: True, **said}.items() if is_wanted}


def people_called(cohort_id: int, handles: Iterable[str]) -> set[int]:
    """Return the members of a cohort whom these handles call."""
    called = list(handles)[:MOST_MENTIONED]
    if not called:
        return set()
    members = Membership.objects.filter(cohort=cohort_id, state__in=SEEING).values("user")
    return {person.pk for person in User.objects.filter(pk__in=members).called(called).values()}


def asker_of(question: Question) -> int:
    """Return the key of who asks a question."""
    return question.comment.author_id if question.comment_id else question.post.author_id


def mentors_of(post: Post) -> set[int]:
    """Return the mentors to whom a post's team is assigned: who hears of its questions and requests for feedback."""
    mentors = Membership.objects.filter(
        cohort=post.cohort_id, role=Membership.Role.MENTOR, state=Membership.State.ACTIVE, mentored_teams=post.team_id
    )
    return set(mentors.values_list("user", flat=True)) if post.team_id else set()


def followers_of(post: Post) -> set[int]:
    """Return who follows a post's author, one of its topics, or a lecture that it notes."""
    topics = PostTopic.objects.filter(content_object=post).values("tag")
    lectures = LectureNote.objects.filter(post=post, lecture__isnull=False).values("lecture")
    follows = Follow.objects.filter(Q(person=post.author_id) | Q(topic__in=topics) | Q(lecture__in=lectures))
    return set(follows.values_list("follower", flat=True))


def hearers_of_announcement(announcement: Announcement) -> set[int]:
    """Return whom an announcement is for, but for who wrote it; who is on leave, too."""
    columns = Announcement._meta.get_field
    members = members_addressed(lambda name: Value(getattr(announcement, name), output_field=columns(name)))
    return set(members.filter(state__in=SEEING).values_list("user", flat=True)) - {announcement.author_id}


def members_addressed(whose: Callable[[str], Expression]) -> QuerySet[Membership]:
    """Return the memberships, in whatever state, that an announcement is for; `whose` gives its columns, as values or
    as references of an outer query. Organisers read every one, and are addressed as any member or by their role."""
    keys = whose("team_keys")
    inner = OuterRef(keys) if isinstance(keys, OuterRef) else keys
    mentored = Membership.mentored_teams.through.objects.filter(is_in("team", inner), membership=OuterRef("pk"))
    for_all = ExpressionWrapper(whose("is_for_all"), BooleanField())
    in_team = Q(is_in("team", keys), role=Membership.Role.CAMPER) | Q(Exists(mentored), role=Membership.Role.MENTOR)
    is_meant = Q(for_all) | in_team | Q(is_in("role", whose("roles")))
    return Membership.objects.filter(is_meant, cohort=whose("cohort_id"), user__is_active=True)


def people_named(keys: Iterable[int]) -> dict[int, User]:
    """Return the people of these keys who are still there."""
    return User.objects.in_bulk(set(keys))
