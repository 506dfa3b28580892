"""Posts: a camper's journal of one study day, or a free note. Markdown is the only source of truth."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from taggit.managers import TaggableManager

from journal.models.classes import OF_A_TEAM, open_classes, shared_before
from journal.models.cohorts import HIDDEN, READERS, Visibility
from journal.models.listed import COLUMNS, ListedPosts, ListedRows, post_address, was_late
from journal.models.readers import Reader, reader_of
from journal.models.topics import PostTopic
from journal.text.markdown import MAX_POST
from journal.text.pictures import small_address
from journal.text.slugs import slug_of
from journal.text.topic_names import split_topics

TRASH_DAYS = 30
HEAVY = ("body", "html", "outline", "toc")  # what a list does not need
UNLISTED = (
    *HEAVY,
    *("key", "typed_topics", "retagged", "saved_by", "saved_turn", "saved_at", "render_version"),
    *(
        f"author__{name}"
        for name in ("password", "last_login", "email", "bio", "language", "time_zone", "joined_at", "single_keys")
    ),
)


def _open_to(reader: Reader) -> Q:
    """The one predicate of reading, for everybody but the site's staff."""
    readable = open_classes(reader) & Q(published_at__isnull=False)
    if reader.was_elsewhere:
        readable |= shared_before(reader)
    if reader.user_id:
        readable |= Q(author_id=reader.user_id)
    return readable


class PostQuerySet(models.QuerySet):
    """Posts. Whoever shows posts to somebody starts with `visible_to`."""

    def visible_to(self, user) -> "PostQuerySet":
        """Keep the posts that `user` (who may be anonymous) may read: PRODUCT.md, "Who may do what"."""
        reader = reader_of(user)
        readable = _open_to(reader)
        if reader.is_staff:
            readable |= Q(published_at__isnull=False)
        seen = self.filter(readable, deleted_at__isnull=True)
        seen._hints = {**seen._hints, "reader": reader}  # whose cohorts a list need not read again
        return seen

    def visible_as_member(self, user) -> "PostQuerySet":
        """Keep what `user` may read without being the site's staff."""
        return self.filter(_open_to(reader_of(user)), deleted_at__isnull=True)

    def known_to(self, user) -> "PostQuerySet":
        """Keep the published posts of which `user` may know that they are there: those that they may read, and as a
        mentor those of their teams that are hidden, of which nothing but their days may be shown."""
        reader = reader_of(user)
        hidden = self.published().filter(visibility=HIDDEN, team__in=reader.mentored)
        return self.visible_to(user).published() | hidden

    def by_right_of(self, user) -> "PostQuerySet":
        """Keep the published posts that `user` may read only because they wrote them, or were in their team then."""
        reader = reader_of(user)
        if reader.is_staff or not reader.user_id:
            return self.none()
        right = Q(author_id=reader.user_id)
        right |= shared_before(reader) if reader.was_elsewhere else Q()
        return self.published().filter(right).exclude(open_classes(reader))

    def published(self) -> "PostQuerySet":
        """Keep what was published, whoever may see it."""
        return self.filter(published_at__isnull=False, deleted_at__isnull=True)

    def drafts_of(self, user) -> "PostQuerySet":
        """Keep a person's own unpublished posts."""
        return self.filter(author=user, published_at__isnull=True, deleted_at__isnull=True)

    def trash_of(self, user) -> "PostQuerySet":
        """Keep a person's own deleted posts that can still be brought back."""
        return self.filter(author=user, deleted_at__gt=timezone.now() - timedelta(days=TRASH_DAYS))

    def on_day(self, day) -> "PostQuerySet":
        """Keep the journals of one study day."""
        return self.filter(study_on=day)

    def counted(self) -> models.QuerySet:
        """Return the rows that TopicDayCount keeps of these posts: (cohort, topic, two days, visibility, team, posts).

        Those of a topic's whole life are not among them.
        """
        of_team = models.Case(models.When(visibility__in=OF_A_TEAM, then=models.F("team_id")))
        posts = self.published().annotate(of_team=of_team).order_by()
        kept, number = ("shown_on", "study_on", "visibility", "of_team"), models.Count("pk")
        no_topic = Cast(models.Value(None), models.BigIntegerField())
        by_topic = posts.filter(topic_links__isnull=False).values_list("cohort_id", "topic_links__tag", *kept)
        by_day = posts.annotate(no_topic=no_topic).values_list("cohort_id", "no_topic", *kept)
        return by_topic.annotate(number=number).union(by_day.annotate(number=number), all=True)

    def for_list(self) -> "PostQuerySet":
        """Fetch what a list shows of each post (author, team, cohort, Day N) in a fixed number of queries.

        Each post has its topics in their order as `listed_topics`: dicts of name, slug and hue.
        """
        return self.defer(*UNLISTED).for_reading()

    def for_rows(self) -> models.QuerySet:
        """Fetch the same as ListedPosts, without objects, which cost a page of twenty as much as all else on it."""
        topics = models.Func(_listed_topics(), function="to_json")
        rows = self.annotate(listed_topics=Cast(topics, models.TextField())).values_list(*COLUMNS)
        rows._iterable_class = ListedRows
        return rows

    def for_reading(self) -> "PostQuerySet":
        """Fetch what `for_list` does of posts that are read whole."""
        posts = self.select_related("author", "team").annotate(listed_topics=_listed_topics())
        posts._iterable_class = ListedPosts
        return posts


def _listed_topics() -> ArraySubquery:
    links = PostTopic.objects.filter(content_object=models.OuterRef("pk")).order_by("position")
    return ArraySubquery(links.values(topic=JSONObject(name="tag__name", slug="tag__slug", hue="tag__hue")))


class Post(models.Model):
    """What a camper wrote. A journal has a study day, a free note has none; a draft is not published yet."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts")
    team = models.ForeignKey("journal.Team", models.SET_NULL, null=True, related_name="posts")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = MarkdownxField(_("text"), max_length=MAX_POST, blank=True)
    study_on = models.DateField(_("study day"), null=True, blank=True)
    cover = models.CharField(max_length=60, blank=True)  # the picture of the text that lists show; "" is the first
    # Of a hidden post this is HIDDEN, so that all that compares and counts it follows, `meant_for` its author's word.
    visibility = models.CharField(_("who may read it"), max_length=10, choices=READERS, default=Visibility.COHORT)
    meant_for = models.CharField(max_length=10, choices=Visibility, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    typed_topics = models.CharField(_("topics"), max_length=600, blank=True)  # beside those that headings give
    retagged = models.CharField(
        max_length=2000, blank=True, editable=False
    )  # by the organisers, in place of all others
    version = models.PositiveIntegerField(default=1)  # goes up with every save; finds edits that cross
    saved_by = models.UUIDField(null=True, editable=False)  # the open editor that saved it last, if it has a name
    saved_turn = models.PositiveIntegerField(default=0, editable=False)  # which of that editor's saves it was
    saved_at = models.DateTimeField(null=True, editable=False)  # of a draft
    shown_on = models.DateField(null=True, editable=False)  # the study day, or the day a note was published
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    feedback_at = models.DateTimeField(null=True, editable=False)  # when its author asked for feedback on it
    team_opened_at = models.DateTimeField(null=True, editable=False)  # when it was opened to its team, if not at first
    imported_at = models.DateTimeField(null=True, editable=False)  # its other moments are what its file says

    # Made from the body when it is saved (journal/actions/posts.py); `render_version` says by which renderer.
    html = models.TextField(blank=True, editable=False)
    toc = models.JSONField(default=list, editable=False)
    outline = models.JSONField(default=dict, editable=False)
    excerpt = models.CharField(max_length=400, blank=True, editable=False)
    retrospective = models.CharField(max_length=400, blank=True, editable=False)
    first_image = models.CharField(max_length=500, blank=True, editable=False)
    minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    has_math = models.BooleanField(default=False, editable=False)
    has_code = models.BooleanField(default=False, editable=False)
    render_version = models.PositiveSmallIntegerField(default=0, editable=False)

    # Kept equal to the rows they count, in the transaction that changes those.
    like_count = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)

    topics = TaggableManager(through=PostTopic, blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "author", "study_on"],
                condition=Q(deleted_at__isnull=True),
                name="one_journal_a_camper_and_day",
            ),
            models.CheckConstraint(condition=~Q(title="") | Q(published_at__isnull=True), name="published_has_title"),
            models.CheckConstraint(
                condition=Q(visibility=HIDDEN, hidden_at__isnull=False, published_at__isnull=False)
                & Q(meant_for__in=Visibility.values)
                | ~Q(visibility=HIDDEN) & Q(hidden_at__isnull=True, meant_for=""),
                name="hidden_is_a_class",
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "-published_at", "-id"], name="post_newest"),
            models.Index(fields=["cohort", "study_on", "-published_at"], name="post_by_day"),
            models.Index(fields=["author", "-shown_on", "-id"], name="post_of_person"),
            models.Index(
                fields=["id"],
                condition=Q(visibility=Visibility.PUBLIC, published_at__isnull=False, deleted_at__isnull=True),
                name="post_public",
            ),
            models.Index(
                fields=["cohort", "id"],
                condition=Q(visibility=Visibility.PUBLIC, published_at__isnull=False, deleted_at__isnull=True),
                name="post_public_of_cohort",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @property
    def slug(self) -> str:
        """The decoration after the id in the post's address; Hangul stays. A draft's address says nothing of it."""
        return slug_of(self.title) if self.published_at and not self.deleted_at else ""

    def get_absolute_url(self) -> str:
        return post_address(self.pk, self.title if self.slug else "")

    @property
    def thumbnail(self) -> str:
        """The address of the small picture that lists show beside it, or ""."""
        return small_address(self.cover or self.first_image)

    @property
    def is_published(self) -> bool:
        """Whether others may see it at all."""
        return self.published_at is not None

    @property
    def topic_names(self) -> list[str]:
        """The names of its topics: the organisers', where they said some, else its headings' and its author's."""
        if self.retagged:
            return split_topics(self.retagged)
        return [*self.outline.get("topics", []), *split_topics(self.typed_topics)]

    @property
    def chosen_visibility(self) -> str:
        """Who may read it by its author's choice, which a hidden post keeps."""
        return self.meant_for or self.visibility

    @property
    def working_copy(self):
        """What the author's editor holds: the PendingEdit of a published post that has one, else the post itself."""
        waiting = getattr(self, "pending_edit", None) if self.is_published else None
        return waiting or self

    @property
    def trash_days(self) -> int:
        """In how many days (30 on the first, 1 on the last) a deleted post is forgotten."""
        return TRASH_DAYS - (timezone.now() - self.deleted_at).days

    is_late = property(was_late)


class Like(models.Model):
    """One person likes one post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="like_once")]

    def __str__(self) -> str:
        return f"{self.user} ♥ {self.post}"


class StaffReadingQuerySet(models.QuerySet):
    """Readings by the site's staff."""

    def visible_to(self, user) -> "StaffReadingQuerySet":
        """Keep those of posts in cohorts that `user` organises; for staff, all."""
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(post__cohort__in=reader.organised)

    def known_to(self, user) -> "StaffReadingQuerySet":
        """Keep those of `user`'s own posts: they see who of the staff read them."""
        return self.filter(post__author_id=user.pk)


class StaffReading(models.Model):
    """One opening of a post by one of the site's staff, who could not have read it as a member."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="staff_readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    objects = StaffReadingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["post", "-read_at"], name="staff_reading_by_post"),
            models.Index(fields=["-read_at", "-id"], name="staff_reading_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.read_at}"
