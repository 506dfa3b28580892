"""What a post's page is composed of; posts.show prints it, comments.add prints it again around its errors."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from journal import policies
from journal.forms.comments import CommentForm
from journal.forms.listing import SectionForm, asked
from journal.models.posts import Post
from journal.queries.posts import likes_it, neighbours_of, section_counts, threads_of, with_section_marks
from journal.text.markdown import render as render_markdown


def reading_context(request, post: Post, form: CommentForm | None = None) -> dict:
    """Return the context of journal/posts/show.html for a post that the request's user may read."""
    user = request.user
    may_comment = policies.may_comment(user, post)
    threads = threads_of(user, post)
    counts = section_counts(threads)
    html = post.html if post.is_published else render_markdown(post.body).html
    asks = asked(SectionForm, request)
    if form is None and may_comment:
        form = CommentForm(post=post, initial={"section": asks["section"], "parent": asks["reply"]})
    before, after = neighbours_of(user, post)
    return {
        "post": post,
        "cohort": post.cohort,
        "page": mark_safe(with_section_marks(html, counts, _("Comments {count}")) if may_comment or counts else html),
        "outline": [{**entry, "count": counts.get(entry["anchor"], 0)} for entry in post.toc],
        "topics": post.topic_links.select_related("tag").order_by("position"),
        "lectures": post.lecture_notes.select_related("lecture__topic") if post.outline.get("lectures") else [],
        "questions": _questions(user, post),
        "threads": threads,
        "form": form,
        "replying_to": asks["reply"],
        "may_edit": policies.may_edit_post(user, post),
        "may_like": policies.may_like(user, post),
        "liked": likes_it(user, post),
        "before": before,
        "after": after,
    }


def _questions(user, post: Post) -> list:
    questions = list(post.questions.all()) if post.outline.get("questions") else []
    for question in questions:
        question.post = post
        question.may_resolve = policies.may_resolve_question(user, question)
    return questions
