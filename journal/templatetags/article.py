"""The pieces around a post's text, drawn once for all who are shown the same of them (kept.py)."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import uuid4

from django import template
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.posts import Post
from journal.policies import may_see_lateness
from journal.templatetags.haru import time_words
from journal.templatetags.kept import TOKEN, drawn
from journal.templatetags.rows import RowAuthor, RowTopic, author_of
from journal.text.shelves import Shelf
from journal.text.tex_words import without_tex

register = template.Library()
KEY = uuid4()  # what stands in a kept form until it is shown with a key of its own
FORMS = Shelf(1_000_000)


class ShownMoment(NamedTuple):
    """A moment as an article says it."""

    iso: str
    words: str  # in full
    ago: str


class ArticleHead(NamedTuple):
    """All that stands above a post's text."""

    number: int | None
    on: object
    title: str
    author: RowAuthor
    team: str
    published: ShownMoment | None
    edited: ShownMoment | None
    is_late: bool
    minutes: int
    visibility: str  # in words; "" for the cohort's
    topics: tuple[RowTopic, ...]
    cohort: str  # whose pages are open to the reader; ""
    draft: int  # its key, of a draft


class OutlineEntry(NamedTuple):
    """A heading in the margin, and how many comments are about its section."""

    level: int
    anchor: str
    text: str
    count: int


class OutlineLecture(NamedTuple):
    """A lecture that the post notes, where everyone's notes of it are, and where it is untied or tied again."""

    code: str
    anchor: str
    title: str
    notes: str = ""
    tie: str = ""
    is_untied: bool = False
    label: str = ""


class OutlineLink(NamedTuple):
    """An assignment, event or link of the post: where it stands or leads, and for an event where its notes are."""

    address: str
    words: str
    notes: str = ""


class ArticleFacts(NamedTuple):
    """What a post holds, beside its questions."""

    lectures: tuple[OutlineLecture, ...]
    assignments: tuple[OutlineLink, ...]
    held: tuple[OutlineLink, ...]  # events
    links: tuple[OutlineLink, ...]


@register.simple_tag(takes_context=True)
def article_head(context, post: Post) -> SafeString:
    """Show a post's stamp, title, author, moments and topics."""
    cohort = post.cohort.slug if context["inside"] else ""
    head = ArticleHead(
        number=post.cohort.calendar.number_of(post.study_on),
        on=post.study_on,
        title=str(post),
        author=author_of(post.author),
        team=post.team.name if post.team else "",
        published=_moment(post.published_at),
        edited=_moment(post.edited_at),
        is_late=post.is_late and may_see_lateness(context["user"], post),
        minutes=post.minutes,
        visibility="" if post.visibility == "cohort" else str(post.get_visibility_display()),
        topics=tuple(RowTopic(**topic) for topic in post.listed_topics),
        cohort=cohort,
        draft=0 if post.is_published else post.pk,
    )
    return drawn("journal/posts/_head.html", get_language() or "", head)


@register.simple_tag
def outline_entries(title: str, entries: Iterable[dict]) -> SafeString:
    """Show a post's headings in the margin; a first one that repeats the title is left out."""
    rows = tuple(OutlineEntry(row["level"], row["anchor"], without_tex(row["text"]), row["count"]) for row in entries)
    if len(rows) < 2:
        return SafeString("")
    rows = rows[1:] if rows[0].text == without_tex(title) else rows
    return drawn("journal/posts/_headings.html", get_language() or "", rows)


@register.simple_tag(takes_context=True)
def article_facts(context, post: Post) -> SafeString:
    """Show what a post holds: lectures, assignments, events, links."""
    inside, outline = context["inside"], post.outline
    may_tie = context["may_edit"] and post.is_published
    facts = ArticleFacts(
        lectures=tuple(_lecture(post, note, inside, may_tie) for note in context["lectures"]),
        assignments=tuple(
            OutlineLink(f"#{task.get('anchor')}", task.get("text") or task.get("title") or "")
            for task in outline.get("assignments") or ()
        ),
        held=tuple(_event(post, note, inside) for note in context["events"]),
        links=tuple(
            OutlineLink(link["url"], link.get("title") or link["url"]) for link in outline.get("resources") or ()
        ),
    )
    if not any(facts):
        return SafeString("")
    kept = drawn("journal/posts/_facts.html", get_language() or "", facts)
    return mark_safe(kept.replace(TOKEN, get_token(context["request"]))) if may_tie else kept


@register.simple_tag(takes_context=True)
def comment_form(context) -> SafeString:
    """Show the form for a comment, or for an answer where the context has `reply_to`."""
    form, post, reply_to = context["form"], context["post"], context.get("reply_to")
    page = get_template("journal/comments/_form.html")
    if form.is_bound:
        return mark_safe(page.template.render(context))
    shown = {"post": post, "reply_to": reply_to, "form": form, "csrf_token": TOKEN}
    said = reply_to and (reply_to.pk, reply_to.author.display_name)
    choices = tuple((str(value), str(label)) for value, label in form.fields["section"].choices)
    initial = tuple(sorted((name, str(value)) for name, value in form.initial.items()))
    key = (get_language(), post.pk, post.get_absolute_url(), tuple(form.fields), choices, initial, said)
    form.initial["key"] = KEY
    kept = FORMS.get(key, lambda: page.render(shown))
    return mark_safe(kept.replace(str(KEY), str(uuid4())).replace(TOKEN, get_token(context["request"])))


def _moment(moment) -> ShownMoment | None:
    if moment is None:
        return None
    local = timezone.localtime(moment)
    return ShownMoment(local.isoformat(), date_format(local, "DATETIME_FORMAT"), time_words(moment))


def _lecture(post: Post, note, inside: bool, may_tie: bool) -> OutlineLecture:
    lecture = note.lecture if inside else None
    untied = note.untied if may_tie and not lecture else None
    row = OutlineLecture(note.code, note.anchor, note.lecture.title if note.lecture else note.title)
    if lecture:
        lecture.cohort = post.cohort
        tie = reverse("curriculum.untie", args=[post.pk, lecture.pk]) if may_tie else ""
        return row._replace(notes=lecture.get_absolute_url(), tie=tie, label=str(lecture) if tie else "")
    if untied:
        tie = reverse("curriculum.tie", args=[post.pk, untied.pk])
        return row._replace(tie=tie, is_untied=True, label=str(untied))
    return row


def _event(post: Post, note, inside: bool) -> OutlineLink:
    known = inside and note.event_id
    address = reverse("events.show", args=[post.cohort.slug, note.event_id]) if known else ""
    return OutlineLink(f"#{note.anchor}", note.title, address)
