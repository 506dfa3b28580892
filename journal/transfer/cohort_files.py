"""A cohort as files, as far as whoever asked may read it: what an organiser takes along, and the site's staff.

README.md                                 what this is
members.csv posts.csv comments.csv topics.csv questions.csv
announcements/<day-title-key>.md          what the organisers announced; front matter says by whom and for whom
posts/<handle>/<day-title-key>.md         published posts; front matter says whose, of which day, about what, for whom
posts/<handle>/<day-title-key>.comments.md    what was said under one
pictures/<id>.<kind>                      their pictures
Drafts, edits that wait and the trash are their authors' alone (journal/transfer/exports.py) and not in it.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.exports import Export
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.topics import Topic
from journal.models.uploads import Upload
from journal.queries.announcements import with_audience
from journal.text.front_matter import Plain, dump_front_matter
from journal.text.slugs import slug_of
from journal.transfer.own_files import PICTURES, POSTS, moment_words, outward
from journal.transfer.zips import MOST_BYTES, Zip, cut

AT_ONCE = 200  # posts in memory
ROWS = 2_000  # of a table
COMMENTS = ".comments.md"
ANNOUNCED = "announcements/"
_TABLES = ("members", "topics", "questions", "posts", "comments")


class CohortFiles:
    """What fills the zip of one export."""

    def __init__(self, export: Export):
        self._cohort, self._owner = export.cohort, export.owner
        self._posts = Post.objects.visible_to(export.owner).published().filter(cohort=export.cohort)
        self._comments = Comment.objects.visible_to(export.owner).filter(post__cohort=export.cohort)

    def total(self) -> int:
        """Return how many posts will be in it."""
        return self._posts.count()

    def steps(self, archive: Zip, place: dict) -> Iterator[tuple[dict, int]]:
        """Write tables, then posts; `place` is the tables that are in, the last post's key and how many posts are."""
        tables, after, done = place.get("tables", 0), place.get("after", 0), place.get("done", 0)
        if not place:
            archive.add("README.md", self._readme())
            for announcement in self._announcements():
                archive.add(_announced_at(announcement), _announced_text(announcement))
        for name in _TABLES[tables:]:
            archive.add_table(f"{name}.csv", *getattr(self, f"_{name}_table")())
            tables += 1
            yield {"tables": tables}, 0
        while posts := self._page(after):
            self._write(archive, posts)
            after, done = posts[-1].pk, done + len(posts)
            yield {"tables": tables, "after": after, "done": done}, done

    def _announcements(self) -> Iterator[Announcement]:
        seen = Announcement.objects.visible_to(self._owner).filter(cohort=self._cohort).select_related("author")
        for announcement in _by_key(seen.defer("html")):
            yield from with_audience(self._cohort, [announcement])

    def _page(self, after: int) -> list[Post]:
        posts = self._posts.filter(pk__gt=after).defer("html", "outline", "toc").order_by("pk")
        return list(posts.for_reading()[:AT_ONCE])

    def _write(self, archive: Zip, posts: list[Post]) -> None:
        said = defaultdict(list)
        for comment in self._of(posts).order_by("created_at", "pk"):
            said[comment.post_id].append(comment)
        pictures = add_pictures(archive, posts)
        for post in posts:
            path = path_of(post)
            archive.add(path, _post_text(post, outward(post.body, pictures.__contains__)))
            if said[post.pk]:
                archive.add(path.removesuffix(".md") + COMMENTS, _comments_text(post, said[post.pk]))

    def _of(self, posts: list[Post]):
        mine = self._comments.filter(post__in=[post.pk for post in posts])
        return mine.select_related("author").defer("html")

    def _readme(self) -> str:
        cohort = self._cohort
        return (
            f"# {cohort.name}\n\n"
            + _("Exported from Haru by %(name)s on %(when)s.")
            % {"name": self._owner.display_name, "when": date_format(timezone.localtime(), "DATETIME_FORMAT")}
            + "\n\n"
            + _("Each post is a Markdown file in its author's folder, its comments in a file beside it.")
            + " "
            + _("Drafts are not in it: they are their authors' own.")
            + "\n"
        )

    def _members_table(self):
        head = ("handle", "name", "email", "role", "state", "team", "mentored_teams", "joined_at")
        rows = Membership.objects.filter(cohort=self._cohort).select_related("user", "team").order_by("pk")
        return head, (
            (m.user.handle, m.user.display_name, m.user.email, m.role, m.state, m.team.name if m.team else "",
             ", ".join(sorted(team.name for team in m.mentored_teams.all())), _moment(m.joined_at))
            for m in rows.prefetch_related("mentored_teams").iterator(chunk_size=ROWS)
        )  # fmt: skip

    def _topics_table(self):
        head = ("name", "address", "curated", "other_names", "posts", "description")
        count = Count("links", filter=Q(links__content_object__in=self._posts))
        topics = Topic.objects.filter(cohort=self._cohort).annotate(number=count).prefetch_related("aliases")
        return head, (
            (t.name, t.slug, _yes(t.is_curated), ", ".join(alias.name for alias in t.aliases.all()), t.number,
             t.description)
            for t in topics.order_by("-is_curated", "position", "name", "pk")
            if t.is_curated or t.number
        )  # fmt: skip

    def _questions_table(self):
        head = ("id", "post", "asked_by", "question", "event", "state", "asked_at", "answered_at", "answered_by",
                "resolved_at")  # fmt: skip
        asked = Question.objects.visible_to(self._owner).filter(cohort=self._cohort, post__published_at__isnull=False)
        asked = asked.select_related("post__author", "comment__author", "answered_by")
        asked = asked.defer("post__body", "post__html", "post__outline", "post__toc", "comment__html")
        return head, (
            (q.pk, q.post_id, q.asker.handle, q.title, q.event, q.state, _moment(q.asked_at), _moment(q.answered_at),
             q.answered_by.handle if q.answered_by else "", _moment(q.resolved_at))
            for q in _by_key(asked)
        )  # fmt: skip

    def _posts_table(self):
        head = ("id", "file", "author", "author_name", "team", "title", "day", "study_on", "topics", "visibility",
                "hidden", "published_at", "edited_at", "comments", "likes")  # fmt: skip
        light = self._posts.defer("body", "html", "outline", "toc", "excerpt").for_reading()
        return head, (
            (p.pk, path_of(p), p.author.handle, p.author.display_name, p.team.name if p.team else "", p.title,
             self._day(p), p.study_on, ", ".join(topic["name"] for topic in p.listed_topics), p.chosen_visibility,
             _yes(p.hidden_at), _moment(p.published_at), _moment(p.edited_at), p.comment_count, p.like_count)
            for p in _by_key(light)
        )  # fmt: skip

    def _comments_table(self):
        head = ("id", "post", "author", "author_name", "by_staff", "answers", "section", "created_at", "edited_at",
                "state", "comment")  # fmt: skip
        said = self._comments.filter(post__in=self._posts).select_related("author").defer("html")
        return head, (
            (c.pk, c.post_id, c.author.handle, c.author.display_name, _yes(c.by_staff), c.parent_id, c.section_title,
             _moment(c.created_at), _moment(c.edited_at), _state(c), "" if c.deleted_at else c.body)
            for c in _by_key(said)
        )  # fmt: skip

    def _day(self, post: Post) -> int | None:
        return self._cohort.calendar.number_of(post.study_on)


def path_of(post: Post) -> str:
    """Return where a post lies in the zip: readable, of at most 200 bytes with what lies beside it, and its alone."""
    day = post.study_on or timezone.localtime(post.published_at).date()
    begin, end = f"{POSTS}{post.author.handle}/{day.isoformat()}-", f"-{post.key.hex[:12]}"
    room = MOST_BYTES - len((begin + end + COMMENTS).encode())
    return f"{begin}{cut(slug_of(post.title), room) or 'post'}{end}.md"


def _by_key(rows) -> Iterator:
    """Yield rows by their keys, a page of them in memory at a time."""
    after = 0
    while page := list(rows.filter(pk__gt=after).order_by("pk")[:ROWS]):
        yield from page
        after = page[-1].pk


def add_pictures(archive: Zip, posts: list[Post]) -> set[str]:
    """Write the pictures that these posts show and that are not in the zip yet; return the names of all of them."""
    names = set()
    for upload in Upload.objects.filter(posts__in=[post.pk for post in posts]).distinct():
        name = f"{upload.pk}.{upload.kind}"
        if PICTURES + name not in archive.names and default_storage.exists(upload.file.name):
            with upload.file.open("rb") as file:
                archive.add(PICTURES + name, file.read(), packed=False)
        if PICTURES + name in archive.names:
            names.add(name)
    return names


def _announced_at(announcement: Announcement) -> str:
    """Return where an announcement lies in the zip."""
    begin = f"{ANNOUNCED}{timezone.localtime(announcement.announced_at).date().isoformat()}-"
    end = f"-{announcement.key.hex[:12]}.md"
    room = MOST_BYTES - len((begin + end).encode())
    return f"{begin}{cut(announcement.slug, room) or 'announcement'}{end}"


def _announced_text(announcement: Announcement) -> str:
    author = announcement.author
    moments = {name: getattr(announcement, name) for name in ("announced_at", "edited_at")}
    pinned = announcement.pin_ends_on
    said = {
        "title": announcement.title, "author": author.handle if author else "",
        "author_name": author.display_name if author else "", "cohort": announcement.cohort.slug,
        "whole_cohort": Plain("true") if announcement.is_for_all else "",
        "teams": announcement.teams, "roles": list(announcement.roles),
        "on_top_until": Plain(pinned.isoformat()) if pinned else "",
        "by_mail": Plain("true") if announcement.by_mail else "",
        **{name: moment_words(moment) for name, moment in moments.items() if moment},
    }  # fmt: skip
    return dump_front_matter({name: value for name, value in said.items() if value}, announcement.body)


def _post_text(post: Post, body: str) -> str:
    number = post.cohort.calendar.number_of(post.study_on)
    moments = {name: getattr(post, name) for name in ("published_at", "edited_at", "created_at")}
    said = {
        "key": Plain(post.key), "title": post.title, "author": post.author.handle,
        "author_name": post.author.display_name, "cohort": post.cohort.slug,
        "team": post.team.name if post.team else "", "day": Plain(number) if number else "",
        "study_on": Plain(post.study_on.isoformat()) if post.study_on else "",
        "visibility": post.chosen_visibility, "hidden": Plain("true") if post.hidden_at else "",
        "topics": [topic["name"] for topic in post.listed_topics],
        **{name: moment_words(moment) for name, moment in moments.items() if moment},
    }  # fmt: skip
    return dump_front_matter({name: value for name, value in said.items() if value}, body)


def _comments_text(post: Post, comments: list[Comment]) -> str:
    """Return what was said under a post, answers behind what they answer."""
    answers = defaultdict(list)
    for comment in comments:
        answers[comment.parent_id].append(comment)
    count = sum(comment.stands for comment in comments)
    head = ngettext("%(shown)s comment", "%(shown)s comments", count) % {"shown": f"{count:,}"}
    first = [c for c in comments if c.parent_id is None or c.parent_id not in {each.pk for each in comments}]
    threads = ((_comment_text(c, "##"), *(_comment_text(a, "###") for a in answers[c.pk])) for c in first)
    return "\n\n".join([f"# {post.title}: {head}", *chain.from_iterable(threads)]) + "\n"


def _comment_text(comment: Comment, level: str) -> str:
    by = f"{comment.author.display_name} (@{comment.author.handle}), {_moment(comment.created_at)}"
    if comment.deleted_at:
        return f"{level} " + _("Deleted comment")
    about = f" · {comment.section_title}" if comment.section_title else ""
    hidden = f" · {_('Hidden comment')}" if comment.hidden_at else ""
    return f"{level} {by}{about}{hidden}\n\n{comment.body}"


def _state(comment: Comment) -> str:
    return "deleted" if comment.deleted_at else "hidden" if comment.hidden_at else ""


def _moment(moment) -> str:
    return timezone.localtime(moment).isoformat(sep=" ", timespec="minutes") if moment else ""


def _yes(value) -> str:
    return "yes" if value else ""
