"""The only doors to what an address names: 404 for what its visitor may not see, 403 for what they may not do."""

from datetime import date
from functools import wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from journal import policies
from journal.models.bookmarks import Bookmark, BookmarkFolder
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.feeds import digest_of
from journal.models.notifications import Notification
from journal.models.people import Invitation, Membership, Team
from journal.models.posts import HEAVY, Post
from journal.models.proposals import TopicProposal
from journal.models.readers import reader_of
from journal.models.revisions import Revision
from journal.models.sections import Section
from journal.models.series import Series
from journal.models.templates import SectionTemplate
from journal.models.topics import Topic
from journal.models.transfers import Import
from journal.models.uploads import Upload
from journal.queries.drafts import draft_seen_by
from journal.queries.follows import followed_by
from journal.queries.lectures import lecture_seen_by
from journal.queries.notifications import notifications_to_list
from journal.queries.paging import BadCursor, PreparedList, Slice, newest
from journal.queries.posts import post_seen_by
from journal.queries.templates import Start, start_of
from journal.queries.topic_filters import Offers, TopicFilters, UnknownFilter, read_filters
from journal.queries.topics import topic_at, topic_called
from journal.views.refusals import refusal


class Unseen(Http404):
    """A post or a person that this reader may not know of, or that is not there."""


def visitors_sign_in(view):
    """Wrap a view that is open to visitors in part: where they see nothing they are asked to sign in first.

    What is there and what is not has the same answer, so that nobody learns which.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Unseen:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return wrapper


def cohort_to_read(user, slug: str) -> Cohort:
    """Return a cohort whose pages `user` may open; one's own is known with one's memberships already."""
    for membership in reader_of(user).memberships:
        if membership.cohort.slug == slug:
            return membership.cohort
    return get_object_or_404(Cohort.objects.visible_to(user), slug=slug)


def cohort_to_prepare(user, slug: str) -> Cohort:
    """Return a cohort whose section template `user` may change."""
    return _allowed(cohort_to_read(user, slug), policies.may_edit_template, user)


def template_to_edit(user, pk: int) -> SectionTemplate:
    """Return a section template of `user`'s own."""
    return get_object_or_404(SectionTemplate.objects.visible_to(user), pk=pk)


def start_to_write_with(user, cohort: Cohort, study_on: date | None, key: str) -> Start:
    """Return the template that `key` names for a new page, else the default one; a free note begins with nothing."""
    start = start_of(user, cohort, study_on, key)
    if start is None:
        raise Http404
    return start


def day_to_read(cohort: Cohort, number: int):
    """Return the date of Day `number` of a cohort."""
    day = cohort.calendar.date_of(number)
    if day is None:
        raise Http404
    return day


def lecture_to_read(user, cohort: Cohort, pk: int) -> Lecture:
    """Return a lecture of a cohort that came through `cohort_to_read`; `is_followed` says whether `user` follows it."""
    lecture = lecture_seen_by(user, cohort, pk)
    if lecture is None:
        raise Http404
    return lecture


def event_to_read(cohort: Cohort, pk: int) -> Event:
    """Return an event of a cohort that came through `cohort_to_read`."""
    event = get_object_or_404(cohort.events, pk=pk)
    event.cohort = cohort
    return event


def team_to_read(cohort: Cohort, pk: int) -> Team:
    """Return a team of a cohort that came through `cohort_to_read`."""
    return get_object_or_404(cohort.teams, pk=pk)


def kind_to_read(kind: str) -> Section.Kind:
    """Return the kind of section that an address names."""
    if kind not in Section.Kind.values:
        raise Http404
    return Section.Kind(kind)


def post_to_tie(user, pk: int) -> Post:
    """Return a post that `user` may tie to lectures and untie from them."""
    return _allowed(post_to_read(user, pk), policies.may_tie_lectures, user)


def topic_to_read(user, cohort: Cohort, slug: str) -> Topic:
    """Return a topic of a cohort that `user` may know of: a curated one, or one that a post they may read has.

    `slug` may be any spelling or other name of it; the view leads to the one address. `is_followed` says whether `user`
    follows it.
    """
    topic = topic_at(user, cohort, slug)
    if topic is None:
        topics = cohort.topics.annotate(is_followed=followed_by(user, "topic"))
        topic = topics.filter(pk=topic_called(cohort, slug)).first()
    return topic_known_to(user, cohort, topic)


def topic_known_to(user, cohort: Cohort, topic: Topic | None) -> Topic:
    """Return a topic of a cohort if `user` may know of it: it is curated, or a post that they may read has it."""
    if topic is None:
        raise Http404
    if not topic.is_curated and not Post.objects.visible_to(user).filter(topic_links__tag=topic).exists():
        raise Http404
    topic.cohort = cohort
    return topic


def topic_to_describe(user, cohort: Cohort, slug: str) -> Topic:
    """Return a topic about which `user` may say a sentence."""
    return _allowed(topic_to_read(user, cohort, slug), policies.may_describe_topic, user)


def filters_to_read(cohort: Cohort, offers: Offers, asks: dict) -> TopicFilters:
    """Return the filters of a topic's page that an address asks for; no page has a filter that none offers."""
    try:
        return read_filters(cohort, offers, asks)
    except UnknownFilter:
        raise Http404 from None


def cohort_to_propose_in(user, slug: str) -> Cohort:
    """Return a cohort about whose topics `user` may propose something, or decide."""
    cohort = cohort_to_read(user, slug)
    if not policies.may_care_for_topics(user, cohort):
        _allowed(cohort, policies.may_propose_topic, user)
    return cohort


def proposal_to_decide(user, cohort: Cohort, pk: int) -> TopicProposal:
    """Return a proposal of a cohort that `user` may decide."""
    proposals = TopicProposal.objects.visible_to(user).filter(cohort=cohort).select_related("cohort", "topic")
    return _allowed(get_object_or_404(proposals, pk=pk), policies.may_decide_proposal, user)


def post_to_read(user, pk: int) -> Post:
    """Return a post that `user` may read; raises Unseen."""
    post = post_seen_by(user, pk)
    if post is None:
        raise Unseen
    return post


def post_to_edit(user, pk: int) -> Post:
    """Return a post that `user` may change."""
    return _allowed(post_to_read(user, pk), policies.may_edit_post, user)


def draft_to_save(user, pk: int) -> Post:
    """Return a post that `user` may change, with the edit that waits and without what saving a draft does not need."""
    post = draft_seen_by(user, pk)
    if post is None:
        raise Http404
    return _allowed(post, policies.may_edit_post, user)


def post_to_gather(user, pk: int) -> Post:
    """Return a post that `user` may put into a series."""
    return _allowed(post_to_read(user, pk), policies.may_gather_post, user)


def bookmark_to_edit(user, pk: int) -> Bookmark:
    """Return a bookmark of `user`'s own, with `seen_post`: its post, or None where they may not read it any more."""
    bookmark = get_object_or_404(Bookmark.objects.visible_to(user).select_related("owner", "folder"), pk=pk)
    bookmark.seen_post = Post.objects.visible_to(user).defer(*HEAVY).filter(pk=bookmark.post_id).first()
    return bookmark


def folder_to_edit(user, pk: int) -> BookmarkFolder:
    """Return a folder of `user`'s own."""
    return get_object_or_404(BookmarkFolder.objects.visible_to(user).select_related("owner"), pk=pk)


def series_to_read(user, pk: int) -> Series:
    """Return a series in which `user` may read a post, or their own; raises Unseen."""
    series = Series.objects.visible_to(user).select_related("owner").filter(pk=pk).first()
    if series is None:
        raise Unseen
    return series


def series_to_edit(user, pk: int) -> Series:
    """Return a series that `user` may change."""
    return _allowed(series_to_read(user, pk), policies.may_edit_series, user)


def history_to_read(user, pk: int) -> Post:
    """Return a post whose revisions `user` may read: their own."""
    return _allowed(post_to_read(user, pk), policies.may_read_history, user)


def revision_to_read(post: Post, pk: int) -> Revision:
    """Return a revision of a post that came through `history_to_read` or `post_to_edit`."""
    return get_object_or_404(Revision.objects.filter(post=post).select_related("post"), pk=pk)


def post_to_delete(user, pk: int) -> Post:
    """Return a post that `user` may put into the trash."""
    return _allowed(post_to_read(user, pk), policies.may_delete_post, user)


def post_to_restore(user, pk: int) -> Post:
    """Return a post of `user`'s own trash that they may bring back."""
    post = get_object_or_404(Post.objects.trash_of(user).select_related("cohort"), pk=pk)
    return _allowed(post, policies.may_delete_post, user)


def post_to_comment(user, pk: int) -> Post:
    """Return a post that `user` may comment on."""
    return _allowed(post_to_read(user, pk), policies.may_comment, user)


def post_to_like(user, pk: int) -> Post:
    """Return a post that `user` may like."""
    return _allowed(post_to_read(user, pk), policies.may_like, user)


def post_to_subscribe(user, pk: int) -> Post:
    """Return a post of whose comments `user` may hear."""
    return _allowed(post_to_read(user, pk), policies.may_subscribe, user)


def notification_to_read(user, pk: int) -> Notification:
    """Return a notification of `user`'s own about what they may see."""
    return get_object_or_404(notifications_to_list(user), pk=pk)


def comment_to_edit(user, pk: int) -> Comment:
    """Return a comment that `user` may change or delete."""
    comments = Comment.objects.visible_to(user).filter(deleted_at__isnull=True)
    comment = get_object_or_404(comments.select_related("post__cohort", "author"), pk=pk)
    return _allowed(comment, policies.may_edit_comment, user)


def page_of(posts: PreparedList, user, before: str, **values) -> Slice:
    """Return the page of a prepared list that `before` asks for. No page has a cursor that none gave."""
    try:
        return posts.page(user, before, **values)
    except BadCursor:
        raise Http404 from None


def page_to_read(posts: QuerySet, before: str, **how) -> Slice:
    """Return the page of a list that `before` asks for; `how` is `newest`'s. No page has a cursor that none gave."""
    try:
        return newest(posts, before, **how)
    except BadCursor:
        raise Http404 from None


def person_to_read(user, handle: str) -> User:
    """Return a person whom `user` may know of: themselves, a member of a shared cohort, or a public author.

    `is_followed` says whether `user` follows them. Raises Unseen.
    """
    people = User.objects.annotate(is_followed=followed_by(user, "person"))
    person = people.filter(is_active=True).called([handle]).get(handle)
    if person is None:
        raise Unseen
    reader = reader_of(user)
    known = person.pk == reader.user_id or reader.is_staff
    if not known:
        seen = Membership.objects.filter(
            user=person, cohort__in=reader.cohorts, state__in=("active", "on_leave", "graduated")
        )
        known = seen.exists() or Post.objects.visible_to(user).filter(author=person).exists()
    if not known:
        raise Unseen
    return person


def person_to_follow(user, handle: str) -> User:
    """Return a person whom `user` may follow."""
    return _allowed(person_to_read(user, handle), policies.may_follow, user)


def lecture_to_follow(user, pk: int) -> Lecture:
    """Return a lecture of a cohort whose pages `user` may open."""
    lectures = Lecture.objects.filter(cohort__in=Cohort.objects.visible_to(user)).select_related("cohort")
    return get_object_or_404(lectures, pk=pk)


def owner_of_token(token: str) -> User:
    """Return whose token of feeds this is. They read as a member does, staff too: what staff open is logged, and what
    a machine fetches for them could not be."""
    owner = get_object_or_404(User, feed_token__digest=digest_of(token), is_active=True)
    owner.is_staff = False
    return owner


def cohort_to_feed(user, slug: str) -> Cohort:
    """Return a cohort of which `user` may have a feed: a member by their token one of theirs, so that it ends with the
    membership; a visitor one in which something is public."""
    if user.is_authenticated:
        return cohort_to_read(user, slug)
    posts = Post.objects.visible_to(user).published().filter(cohort=OuterRef("pk"))
    return get_object_or_404(Cohort.objects.filter(Exists(posts)), slug=slug)


def upload_to_read(user, pk: UUID, kind: str) -> Upload:
    """Return a picture that `user` may see."""
    return get_object_or_404(Upload.objects.visible_to(user), pk=pk, kind=kind)


def import_to_apply(user, key: UUID) -> Import:
    """Return an archive that `user` uploaded and may take in: nobody else knows of it."""
    kept = get_object_or_404(Import.objects.visible_to(user).select_related("cohort"), key=key)
    _allowed(kept.cohort, policies.may_write_post, user)
    return kept


def invitation_to_follow(token: str) -> Invitation:
    """Return an invitation by the word in its link; one that is used up or too old is as if it never was."""
    invitation = get_object_or_404(Invitation.objects.select_related("cohort", "team"), token=token)
    if not invitation.is_valid:
        raise Http404
    return invitation


def cohort_to_write(user, slug: str, day: date | None = None) -> Cohort:
    """Return the cohort in which `user` may start a post: the named one, else the newest in which `day` is studied,
    else the newest they write in.

    Raises PermissionDenied when they write in none, Http404 for a cohort they may not see.
    """
    if slug:
        return _allowed(cohort_to_read(user, slug), policies.may_write_post, user)
    cohorts = cohorts_to_write(user)
    if not cohorts:
        raise PermissionDenied(_("Only campers of an open cohort write posts here."))
    return next((cohort for cohort in cohorts if day and cohort.calendar.number_of(day)), cohorts[0])


def cohorts_to_write(user) -> list[Cohort]:
    """Return the cohorts in which `user` may start a post, the newest first."""
    mine = (m.cohort for m in reader_of(user).memberships if policies.may_write_post(user, m.cohort))
    return sorted(mine, key=lambda cohort: cohort.first_on, reverse=True)


def _allowed(thing, policy, user):
    if not policy(user, thing):
        raise refusal(thing)
    return thing
