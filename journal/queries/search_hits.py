"""What a page of search results shows of each: whose it is, where it leads, and the piece of text that was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from journal.models.cohorts import READERS, Cohort, Visibility
from journal.models.listed import post_address
from journal.text.snippets import marked, snippet

KEPT = 1_000  # pieces of a process, each with the text that it is cut out of: about 5 MB


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote it, as a list shows them (the names are those of accounts.models.User)."""

    handle: str
    display_name: str
    initial: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class FoundPost:
    """The post that was found, or that the comment is on."""

    pk: int
    title: str
    visibility: str
    is_published: bool = True  # search knows no other


@dataclass(frozen=True, slots=True)
class Hit:
    """A post or a comment that was found. `title` and `snippet` are safe HTML with what was looked for in <mark>."""

    href: str
    title: SafeString  # of the post
    snippet: SafeString
    author: Writer
    post: FoundPost
    written_at: datetime
    is_comment: bool
    day: int | None  # Day N, in the page's cohort
    study_on: date | None
    readers: str  # in words, where they are others than the cohort
    cohort_name: str  # of the post's cohort, where it is another than the page's


def hits_of(rows: Iterable[dict], cohort: Cohort, terms: tuple[str, ...]) -> list[Hit]:
    """Return the hits of rows that the statement of search has found, with `terms` marked."""
    return [_hit(row, cohort, terms) for row in rows]


def _hit(row: dict, cohort: Cohort, terms: tuple[str, ...]) -> Hit:
    post = FoundPost(row["post_id"], row["title"], row["visibility"])
    study_on = date.fromisoformat(row["study_on"]) if row["study_on"] else None
    is_here, comment = row["cohort_id"] == cohort.pk, row["comment_id"]
    href = post_address(post.pk, post.title)
    return Hit(
        href=f"{href}#comment-{comment}" if comment else href,
        title=_marked(post.title, terms),
        snippet=_piece(row["text"], terms),
        author=_writer(row),
        post=post,
        written_at=datetime.fromisoformat(row["written_at"]),
        is_comment=bool(comment),
        day=cohort.calendar.number_of(study_on) if is_here else None,
        study_on=study_on,
        readers="" if post.visibility == Visibility.COHORT else str(READERS[post.visibility]),
        cohort_name="" if is_here else row["cohort_name"],
    )


@lru_cache(KEPT)
def _marked(title: str, terms: tuple[str, ...]) -> SafeString:
    return mark_safe(marked(title, terms))


@lru_cache(KEPT)
def _piece(text: str, terms: tuple[str, ...]) -> SafeString:
    return mark_safe(snippet(text, terms))


def _writer(row: dict) -> Writer:
    picture = reverse("accounts.picture", args=[row["picture"]]) if row["picture"] else ""
    initial = row["display_key"][:1].upper() or row["handle"][:1].upper()
    return Writer(row["handle"], row["display_name"], initial, picture)
