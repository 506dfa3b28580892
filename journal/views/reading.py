"""What a post's page is composed of; posts.show prints it, comments.add prints it again around its errors."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from journal import policies
from journal.forms.comments import CommentForm
from journal.forms.listing import SectionForm, asked
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.queries.posts import events_in, lectures_in, neighbours_of, section_counts, threads_of, with_section_marks
from journal.queries.series import place_of
from journal.queries.transfers import comments_that_came
from journal.text.markdown import render as render_markdown
from journal.text.reading import with_heading_links, with_picture_links


def reading_context(request, post: Post, form: CommentForm | None = None) -> dict:
    """Return the context of journal/posts/show.html for a post that the request's user may read."""
    user, asks = request.user, asked(SectionForm, request)
    threads = threads_of(user, post)
    counts = section_counts(threads)
    if form is None and policies.may_comment(user, post):
        form = CommentForm(post=post, initial={"section": asks["section"], "parent": asks["reply"]})
    before, after = neighbours_of(user, post)
    return {
        "post": post,
        "cohort": post.cohort,
        "inside": post.cohort_id in reader_of(user).cohorts or reader_of(user).is_staff,
        "page": _page(post, counts, with_marks=bool(form or counts)),
        "outline": [{**entry, "count": counts.get(entry["anchor"], 0)} for entry in post.toc],
        "questions": _questions(user, post),
        "threads": threads,
        "form": form,
        "replying_to": asks["reply"],
        "came": comments_that_came(user, post),
        "before": before,
        "after": after,
        "place": place_of(user, post),
        "may_gather": policies.may_gather_post(user, post),
        **_tied(user, post),
    }


def _page(post: Post, counts, with_marks: bool) -> str:
    html = post.html if post.is_published else render_markdown(post.body).html
    html = with_picture_links(with_heading_links(html, _("Link to this section")))
    return mark_safe(with_section_marks(html, counts, _("Comments {count}")) if with_marks else html)


def _tied(user, post: Post) -> dict:
    """Return the topics and lectures of a post, and what its reader may do with it."""
    may_edit = policies.may_edit_post(user, post)
    return {
        "lectures": lectures_in(post) if post.outline.get("lectures") else [],
        "events": events_in(post) if post.outline.get("events") else [],
        "may_edit": may_edit,
        "may_subscribe": policies.may_subscribe(user, post),
        "is_subscribed": _is_subscribed(user, post),
        "may_like": policies.may_like(user, post),
        "liked": getattr(post, "is_liked", False),
        "bookmark": getattr(post, "bookmarked_as", None),
    }


def _is_subscribed(user, post: Post) -> bool:
    said = getattr(post, "is_wanted", None)
    return post.author_id == user.pk if said is None else said


def sees_it(request) -> bool:
    """Return whether somebody looks at the answer: a browser that fetches a page ahead says so."""
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in ahead


def _questions(user, post: Post) -> list:
    questions = list(post.questions.all()) if post.outline.get("questions") else []
    for question in questions:
        question.post = post
        question.may_resolve = policies.may_resolve_question(user, question)
    return questions
