"""What a page of search results shows of each: whose it is, where it leads, and the piece of text that was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.models.search import SearchEntry
from journal.text.snippets import marked, snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A post or a comment that was found. `title` and `snippet` are safe HTML with what was looked for in <mark>."""

    href: str
    title: SafeString  # of the post
    snippet: SafeString
    author: User
    post: Post
    written_at: datetime
    is_comment: bool
    day: int | None  # Day N, in the page's cohort
    study_on: date | None
    cohort: Cohort | None  # of the post, where it is another than the page's


def hits_of(user, cohort: Cohort, ids: Iterable[int], terms: tuple[str, ...]) -> list[Hit]:
    """Return these entries in their order, as far as `user` may see them, with `terms` marked."""
    rows = SearchEntry.objects.visible_to(user).filter(pk__in=ids).select_related("author", "post__cohort")
    entries = {row.pk: row for row in rows.only(*_SHOWN)}
    return [_hit(entries[pk], cohort, terms) for pk in ids if pk in entries]


_PERSON = ("handle", "display_name", "display_key", "picture")
_POST = ("title", "published_at", "deleted_at", "study_on", "visibility")
_SHOWN = (
    "text", "written_at", "comment_id", *(f"author__{name}" for name in _PERSON), *(f"post__{name}" for name in _POST),
    "post__cohort__name", "post__cohort__slug",
)  # fmt: skip


def _hit(entry: SearchEntry, cohort: Cohort, terms: tuple[str, ...]) -> Hit:
    post, is_comment = entry.post, entry.comment_id is not None
    is_here = post.cohort_id == cohort.pk
    href = post.get_absolute_url() + (f"#comment-{entry.comment_id}" if is_comment else "")
    return Hit(
        href, mark_safe(marked(post.title, terms)), mark_safe(snippet(entry.text, terms)), entry.author, post,
        entry.written_at, is_comment, cohort.calendar.number_of(post.study_on) if is_here else None, post.study_on,
        None if is_here else post.cohort,
    )  # fmt: skip
