"""The pieces around a post's text, drawn once for all who are shown the same of them (kept.py)."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import uuid4

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.posts import Post
from journal.policies import may_see_lateness
from journal.templatetags.haru import full_words, time_words
from journal.templatetags.kept import TOKEN, drawn, kept
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


class OutlineQuestion(NamedTuple):
    """A question of the text as the margin shows it; the same properties as a Question has."""

    pk: int
    anchor: str
    words: str
    state: str
    get_state_display: str
    is_asked: bool
    may_resolve: bool


class Outline(NamedTuple):
    """All that stands in a post's margin."""

    headings: tuple[OutlineEntry, ...]
    facts: ArticleFacts
    questions: tuple[OutlineQuestion, ...]


class ArticleFoot(NamedTuple):
    """What the line below a text shows of the post itself."""

    pk: int
    version: int
    like_count: int
    is_published: bool


class PostKey(NamedTuple):
    """A post of which only its address is shown."""

    pk: int


class CheckLine(NamedTuple):
    """Who has read a post, and which version of it."""

    name: str
    version: int


class Neighbour(NamedTuple):
    """A day before or after."""

    address: str
    title: str
    number: int | None


# What a reader may do and has done, by the names that the page and its templates have for them.
MAY = (
    "liked", "may_like", "bookmark", "may_check", "is_checked", "may_ask_at", "feedback", "may_edit", "may_retag",
    "may_hide", "may_report",
)  # fmt: skip


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


@register.simple_tag(takes_context=True)
def article_outline(context, post: Post) -> SafeString:
    """Show a post's margin, or nothing where it has no headings and holds nothing: headings, lectures, questions..."""
    inside, outline = context["inside"], post.outline
    may_tie = context["may_edit"] and post.is_published
    shown = Outline(
        headings=_headings(post.title, context["outline"]),
        facts=ArticleFacts(
            lectures=tuple(_lecture(post, note, inside, may_tie) for note in context["lectures"]),
            assignments=tuple(
                OutlineLink(f"#{task.get('anchor')}", task.get("text") or task.get("title") or "")
                for task in outline.get("assignments") or ()
            ),
            held=tuple(_event(post, note, inside) for note in context["events"]),
            links=tuple(
                OutlineLink(link["url"], link.get("title") or link["url"]) for link in outline.get("resources") or ()
            ),
        ),
        questions=tuple(_question(question) for question in context["questions"]),
    )
    if not (context["outline"] or shown.questions or any(shown.facts)):
        return SafeString("")
    return kept(context, "journal/posts/_outline.html", shown)


@register.simple_tag(takes_context=True)
def article_foot(context, post: Post) -> SafeString:
    """Show what a reader may do with a post, and who has read it, below its text."""
    user = context["user"]
    return kept(
        context,
        "journal/posts/_foot.html",
        None,
        post=ArticleFoot(post.pk, post.version, post.like_count, post.is_published),
        checks=tuple(CheckLine(check["name"], check["version"]) for check in context["checks"]),
        is_own=post.author_id == user.pk,
        is_signed_in=user.is_authenticated,
        **{name: context[name] for name in MAY},
    )


@register.simple_tag(takes_context=True)
def article_neighbours(context, post: Post) -> SafeString:
    """Show the ways to the same person's days before and after."""
    before, after = (near and _neighbour(context["cohort"], near) for near in (context["before"], context["after"]))
    if not (before or after):
        return SafeString("")
    whose = post.author.display_name
    return kept(context, "journal/posts/_neighbours.html", None, whose=whose, before=before, after=after)


@register.simple_tag(takes_context=True)
def hearing_button(context, post: Post) -> SafeString:
    """Show the button by which one hears of a post's comments."""
    shown = {"post": PostKey(post.pk), "is_subscribed": context["is_subscribed"]}
    return kept(context, "journal/subscriptions/_button.html", None, **shown)


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
    made = FORMS.get(key, lambda: page.render(shown))
    return mark_safe(made.replace(str(KEY), str(uuid4())).replace(TOKEN, str(context["csrf_token"])))


def _moment(moment) -> ShownMoment | None:
    if moment is None:
        return None
    return ShownMoment(*full_words(moment), time_words(moment))


def _headings(title: str, entries: Iterable[dict]) -> tuple[OutlineEntry, ...]:
    """Return a post's headings for the margin; a first one that repeats the title is left out, as is one alone."""
    rows = tuple(OutlineEntry(row["level"], row["anchor"], without_tex(row["text"]), row["count"]) for row in entries)
    if len(rows) < 2:
        return ()
    return rows[1:] if rows[0].text == without_tex(title) else rows


def _question(question) -> OutlineQuestion:
    words = str(question.get_state_display())
    states = (question.state, words, question.is_asked, question.may_resolve)
    return OutlineQuestion(question.pk, question.anchor, question.words, *states)


def _neighbour(cohort, near: Post) -> Neighbour:
    return Neighbour(near.get_absolute_url(), near.title, cohort.calendar.number_of(near.study_on))


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
