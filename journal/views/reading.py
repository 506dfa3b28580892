"""What a post's page is composed of; posts.show prints it, comments.add prints it again around its errors."""

from functools import partial
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import policies
from journal.forms.comments import CommentForm
from journal.forms.listing import SectionForm, asked
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.models.waiting import Waiting
from journal.queries.hidings import hidings_on
from journal.queries.posts import (
    events_in,
    lectures_in,
    neighbours_of,
    questions_in,
    section_counts,
    threads_of,
    with_section_marks,
)
from journal.queries.series import place_of
from journal.queries.transfers import comments_that_came
from journal.text.markdown import render as render_markdown
from journal.text.quotes import quoted
from journal.text.reading import with_heading_links, with_picture_links

ASKED_WORDS = {
    "open": gettext_lazy("Question: open"),
    "answered": gettext_lazy("Question: answered"),
    "resolved": gettext_lazy("Question: resolved"),
}
BUTTON = (
    '<button class="section-mark linklike" type="submit" form="ask" name="anchor" value="{}" data-count="0">{}</button>'
)


def reading_context(request, post: Post, form: CommentForm | None = None) -> dict:
    """Return the context of journal/posts/show.html for a post that the request's user may read."""
    user, asks = request.user, asked(SectionForm, request)
    threads = threads_of(user, post)
    counts = section_counts(threads)
    form = form or _comment_form(user, post, asks, threads)
    asking = _asking(user, post)
    before, after = neighbours_of(user, post)
    return {
        "post": post,
        "cohort": post.cohort,
        "inside": post.cohort_id in reader_of(user).cohorts or reader_of(user).is_staff,
        "page": _page(post, counts, with_marks=bool(form or counts), **asking),
        "outline": [{**entry, "count": counts.get(entry["anchor"], 0)} for entry in post.toc],
        "threads": threads,
        "form": form,
        "replying_to": asks["reply"],
        "came": comments_that_came(user, post),
        "before": before,
        "after": after,
        "place": place_of(user, post),
        **asking,
        **_tied(user, post),
        **_moderated(user, post, threads),
    }


def _comment_form(user, post: Post, asks: dict, threads: list) -> CommentForm | None:
    if not policies.may_comment(user, post):
        return None
    may_ask, place = policies.may_ask_by_comment(user, post), {"section": asks["section"], "parent": asks["reply"]}
    every = (said for thread in threads for said in (thread.comment, *thread.replies))
    said = next((each for each in every if each.pk == asks["quote"] and each.stands), None)
    if said:
        place["body"] = quoted(said.author.display_name, said.body)
    return CommentForm(post=post, may_ask=may_ask, initial=place)


def _page(post: Post, counts, *, questions: list, may_ask_at: bool, with_marks: bool) -> str:
    asked = {question.anchor: question for question in reversed(questions) if question.is_asked}
    beside = partial(_question_mark, asked, _("Ask here") if may_ask_at else "")
    html = post.html if post.is_published else render_markdown(post.body).html
    html = with_picture_links(with_heading_links(html, _("Link to this section")))
    with_marks = with_marks or asked or may_ask_at
    return mark_safe(with_section_marks(html, counts, _("Comments {count}"), beside) if with_marks else html)


def _tied(user, post: Post) -> dict:
    """Return the topics and lectures of a post, and what its reader may do with it."""
    may_edit = policies.may_edit_post(user, post)
    return {
        "lectures": lectures_in(post) if post.outline.get("lectures") else [],
        "events": events_in(post) if post.outline.get("events") else [],
        "may_edit": may_edit,
        "may_gather": policies.may_gather_post(user, post),
        "feedback": _feedback(user, post),
        "may_subscribe": policies.may_subscribe(user, post),
        "is_subscribed": _is_subscribed(user, post),
        "may_like": policies.may_like(user, post),
        "checks": getattr(post, "checked_by", []),
        "may_check": policies.may_check_post(user, post),
        "is_checked": any(check["by"] == user.pk for check in getattr(post, "checked_by", [])),
        "liked": getattr(post, "is_liked", False),
        "bookmark": getattr(post, "bookmarked_as", None),
    }


def _moderated(user, post: Post, threads: list) -> dict:
    """Return what hides a post and its comments, and what its reader may report, hide and change."""
    hidings = hidings_on(user, post, threads)
    return {
        "hidings": hidings,
        "hiding": hidings.get(None),
        "may_report": policies.may_report(user, post),
        "may_moderate": policies.may_run_cohort(user, post.cohort),
        "may_hide": post.hidden_at is None and policies.may_moderate(user, post),
        "may_retag": policies.may_retag_post(user, post),
    }


def _is_subscribed(user, post: Post) -> bool:
    said = getattr(post, "is_wanted", None)
    return post.author_id == user.pk if said is None else said


def sees_it(request) -> bool:
    """Return whether somebody looks at the answer: a browser that fetches a page ahead says so."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in ahead


def _question_mark(asked: dict, word: str, anchor: str) -> str:
    """What stands behind a heading: the question that is asked there, or the button (its `word`) that makes it one."""
    question = asked.get(anchor)
    if question:
        return (
            f'<a class="section-mark state state--{question.state}" href="{question.page}">'
            f"{escape(ASKED_WORDS[question.state])}</a>"
        )
    return BUTTON.format(escape(anchor), escape(word)) if word else ""


def _feedback(user, post: Post) -> str:
    """Return how a request for feedback stands, for who may ask for it or answer it: "waiting", "answered" or ""."""
    seen = policies.may_ask_at_heading(user, post) or policies.may_answer(user, post)
    if not (post.feedback_at and seen):
        return ""
    return "waiting" if Waiting.objects.filter(post=post, kind=Waiting.Kind.FEEDBACK).exists() else "answered"


def _asking(user, post: Post) -> dict:
    """Return the questions of a post's text, and whether its reader may let a heading ask."""
    questions = questions_in(post) if post.has_questions else []
    for question in questions:
        question.may_resolve = policies.may_resolve_question(user, question)
    return {"questions": questions, "may_ask_at": policies.may_ask_at_heading(user, post)}
