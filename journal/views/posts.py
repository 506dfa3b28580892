"""Posts: reading one, writing one, the trash. Each view fetches through access.py, acts and answers."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.drafts import keep_aside, say_aside
from journal.actions.likes import like_post, unlike_post
from journal.actions.notifications import read_notifications
from journal.actions.posts import (
    DayTaken,
    StaleEdit,
    delete_post,
    note_staff_reading,
    purge_post,
    restore_post,
    save_post,
    start_post,
)
from journal.actions.revisions import keep_crossing
from journal.actions.topics import retag_post
from journal.forms.listing import NewPostForm, asked
from journal.forms.moderation import RetagForm
from journal.forms.moods import MoodForm
from journal.forms.posts import PostForm, chosen_day
from journal.forms.revisions import CrossingForm
from journal.models.posts import Post
from journal.queries.drafts import drafts_to_list, edits_to_list, trash_to_list
from journal.queries.posts import likes_it
from journal.queries.templates import last_text, opening_of, openings_of, start_of, starts_of
from journal.text.starting import caret_of, is_untouched, with_sections
from journal.text.unfinished import continued, unfinished_count
from journal.views.access import (
    cohort_to_write,
    post_to_delete,
    post_to_edit,
    post_to_like,
    post_to_read,
    post_to_restore,
    start_to_write_with,
    visitors_sign_in,
)
from journal.views.access_moderation import post_to_retag
from journal.views.holding import held_for, let_go, sign_in_first
from journal.views.reading import reading_context, sees_it

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@visitors_sign_in
def show(request, pk, slug=""):
    """A post with its outline and comments, at its one right address."""
    post = post_to_read(request.user, pk)
    if slug != post.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(post.get_absolute_url() + (f"?{query}" if query else ""))
    request.cohort = post.cohort
    note_staff_reading(user=request.user, post=post)
    if getattr(post, "has_news", False) and sees_it(request):
        read_notifications(recipient=request.user, post=post)
    return render(request, "journal/posts/show.html", reading_context(request, post))


@require_safe
@visitors_sign_in
def source(request, pk, slug=None):
    """A post's Markdown, letter for letter: any address of the post with `.md` leads here."""
    post = post_to_read(request.user, int(pk))
    address = reverse("posts.source", args=[post.pk])
    if request.path_info != address:
        return redirect(address)
    note_staff_reading(user=request.user, post=post)
    return HttpResponse(post.body, content_type="text/markdown; charset=utf-8")


@GET_OR_POST
@sign_in_first
def new(request):
    """The editor with an empty page: today's journal, or a free note where the cohort does not study."""
    asks = asked(NewPostForm, request)
    cohort = request.cohort = cohort_to_write(request.user, asks["cohort"], chosen_day(request.POST))
    publish = "publish" in request.POST
    if request.method != "POST":
        return _empty_page(request, cohort, asks["day"], asks["template"])
    form = _filled(request, cohort)
    if {"continue", "template"} & request.POST.keys():
        return _helped(request, form, cohort)
    if not form.is_valid():
        return _editor(request, form, cohort)
    try:
        how = {"key": form.key_for(request.user), "publish": publish, "hand": form.hand}
        post = start_post(author=request.user, cohort=cohort, text=form.text, **how)
    except StaleEdit as stale:
        return _crossing(request, form, stale.post)
    except DayTaken as taken:
        return _editor(request, form, cohort, taken=taken.post, status=409)
    return _after_saving(request, form, post, publish)


@GET_OR_POST
@sign_in_first
def edit(request, pk):
    """The editor with a post in it; an edit that crossed another is shown beside it, and nothing is lost."""
    post = post_to_edit(request.user, pk)
    cohort = request.cohort = post.cohort
    publish = "publish" in request.POST
    if request.method != "POST":
        form = PostForm(held_for(request), cohort=cohort, initial=PostForm.initial_of(post))
        return _editor(request, form, cohort, post=post)
    form = _filled(request, cohort)
    if {"continue", "template"} & request.POST.keys():
        return _helped(request, form, cohort, post)
    if "merge" in request.POST:
        return _merge(request, form, post)
    if not form.is_valid():
        return _editor(request, form, cohort, post=post)
    how = {"version": form.cleaned_data["version"], "publish": publish, "hand": form.hand}
    try:
        post = save_post(post=post, editor=request.user, text=form.text, **how)
    except StaleEdit as stale:
        return _crossing(request, form, stale.post)
    except DayTaken as taken:
        return _editor(request, form, cohort, post=post, taken=taken.post, status=409)
    return _after_saving(request, form, post, publish)


@GET_OR_POST
@login_required
def delete(request, pk):
    """Put a post into the trash, after asking."""
    post = post_to_delete(request.user, pk)
    request.cohort = post.cohort
    if request.method == "POST":
        delete_post(post=post)
        messages.success(request, _("The post is in the trash for 30 days."))
        return redirect("posts.trash")
    return render(request, "journal/posts/delete.html", {"post": post})


@require_POST
@login_required
def restore(request, pk):
    """Bring a post back from the trash."""
    try:
        post = restore_post(post=post_to_restore(request.user, pk))
    except DayTaken as taken:
        messages.error(request, _("Since then you have written another journal for this day. Delete that one first."))
        return redirect(taken.post)
    messages.success(request, _("The post is back."))
    return redirect(post)


@require_safe
@login_required
def trash(request):
    """One's own drafts, and what can still be brought back."""
    user = request.user
    lists = {"drafts": drafts_to_list(user), "edits": edits_to_list(user), "deleted": trash_to_list(user)}
    return render(request, "journal/posts/trash.html", lists)


@GET_OR_POST
@login_required
def purge(request, pk):
    """Forget a post of the trash for ever, after asking."""
    post = post_to_restore(request.user, pk)
    request.cohort = post.cohort
    if request.method == "POST":
        purge_post(post=post)
        messages.success(request, _("It is gone for good."))
        return redirect("posts.trash")
    return render(request, "journal/posts/purge.html", {"post": post})


@GET_OR_POST
@login_required
def retag(request, pk):
    """Give somebody's post other topics; without any it has its author's again."""
    post = post_to_retag(request.user, pk)
    request.cohort = post.cohort
    shown = post.retagged or ", ".join(topic["name"] for topic in post.listed_topics)
    form = RetagForm(request.POST if request.method == "POST" else None, initial={"topics": shown})
    if form.is_bound and form.is_valid():
        retag_post(post=post, names=form.cleaned_data["topics"], by=request.user)
        messages.success(request, _("Its topics are changed."))
        return redirect(post)
    note_staff_reading(user=request.user, post=post)
    return render(request, "journal/posts/retag.html", {"post": post, "form": form})


@require_POST
@login_required
def like(request, pk):
    """Like a post (`on` is 1 or missing), or take the like back (`on` is 0); twice is once."""
    post = post_to_like(request.user, pk)
    change = unlike_post if request.POST.get("on") == "0" else like_post
    post = change(user=request.user, post=post)
    if request.htmx:
        return render(
            request, "journal/posts/_like.html", {"post": post, "liked": likes_it(request.user, post), "may_like": True}
        )
    return redirect(post)


def _filled(request, cohort):
    """The form as it was sent; what a page opens with is no writing yet, and is not published."""
    publish = "publish" in request.POST
    openings = openings_of(request.user, cohort, chosen_day(request.POST)) if publish else ()
    form = PostForm(request.POST, request.FILES, cohort=cohort, publish=publish, openings=openings)
    form.take_pictures(owner=request.user)
    return form


def _editor(request, form, cohort, post=None, *, status=200, **notices):
    """Show the form; `notices` say more: the posts `theirs`, `taken`, `earlier`; `crossing`, `merged`; its `start`."""
    context = {"form": form, "cohort": cohort, "post": post, "today": cohort.today(), **notices}
    context["mood"] = MoodForm(form.data if form.is_bound else None, initial=MoodForm.initial_of(request.user, post))
    context["held"] = request.method != "POST" and form.is_bound
    context["curated"] = cohort.topics.filter(is_curated=True)
    context["starts"] = starts_of(request.user, cohort) if not post else []
    context["unfinished"] = _unfinished(request, form, cohort, post)
    template = "journal/posts/edit.html" if post else "journal/posts/new.html"
    return render(request, template, context, status=status)


def _crossing(request, form, post, choices=None):
    """Show what somebody sent beside what was saved meanwhile; sending it again replaces that knowingly."""
    theirs = post.working_copy
    crossing = choices or CrossingForm(mine=form, theirs=theirs)
    notices = {"theirs": theirs, "crossing": crossing}
    return _editor(request, form.at_version(post), post.cohort, post=post, status=409, **notices)


def _merge(request, form, post):
    """Show the editor with the text that the choices make of both; nothing is published or replaced by that."""
    chosen = request.POST if "block-signature" in request.POST else None  # None: they come to choose
    choices = CrossingForm(chosen, mine=form, theirs=post.working_copy)
    if form.is_valid():
        keep_crossing(post=post, text=form.text, editor=request.user)
    if not choices.is_valid():
        return _crossing(request, form, post, choices)
    together = PostForm(choices.merged_data, cohort=post.cohort)
    return _editor(request, together.at_version(post), post.cohort, post=post, merged=True)


def _unfinished(request, form, cohort, post):
    """How many open boxes of the last journal are not in the form's text; a published one takes none over."""
    study_on = chosen_day(request.POST) if form.is_bound else form.initial.get("study_on")
    if post and post.is_published:
        return 0
    return unfinished_count(form["body"].value() or "", last_text(request.user, cohort, study_on, post))


def _helped(request, form, cohort, post=None):
    """The same form with its text begun or gone on with by a button; to the editor's script the text alone."""
    if form.is_valid():
        form.with_body(_more_text(request, form.cleaned_data, cohort, post))
        form.fields["body"].widget.attrs["data-caret"] = caret_of(form.data["body"], cohort.section_names)
    if request.htmx:
        return HttpResponse(str(form["body"]), status=200 if form.is_valid() else 422)
    return _editor(request, form, cohort, post, start=request.POST.get("template"))


def _more_text(request, data, cohort, post):
    """The form's text with what the last journal left open, or with the chosen template; what is written stays."""
    user, body, study_on = request.user, data["body"], data["study_on"]
    if "continue" in request.POST:
        return continued(body, last_text(user, cohort, study_on, post), cohort.section_names)
    start = start_of(user, cohort, study_on, request.POST["template"] or "-")
    if start is None:
        return body
    begun = opening_of(cohort, study_on, start)
    if is_untouched(body, openings_of(user, cohort, study_on)):
        return begun
    return with_sections(body, begun, cohort.section_names)


def _after_saving(request, form, post, publish):
    let_go(request)
    say = say_aside if publish else keep_aside
    say(post=post, mood=MoodForm(request.POST).word, asks_feedback=form.cleaned_data["feedback"])
    if publish:
        return redirect(post)
    messages.success(request, _("The draft is saved. Only you can see it."))
    return redirect("posts.edit", post.pk)


def _empty_page(request, cohort, day, key):
    """The editor of Day `day` (else today), whose journal it names where there is one already; then a free note."""
    wanted = cohort.calendar.date_of(day) if day else cohort.today()
    mine = Post.objects.visible_to(request.user).filter(author=request.user, cohort=cohort, study_on=wanted)
    earlier = mine.only("pk", "title", "study_on").first() if wanted else None
    study_on = wanted if cohort.calendar.number_of(wanted) and not earlier else None
    start = start_to_write_with(request.user, cohort, study_on, key)
    body = opening_of(cohort, study_on, start)
    initial = {
        "study_on": study_on, "body": body, "visibility": cohort.default_visibility, "key": uuid.uuid4()
    }  # fmt: skip
    form = PostForm(held_for(request), cohort=cohort, initial=initial)
    form.fields["body"].widget.attrs["data-caret"] = caret_of(body, cohort.section_names)
    return _editor(request, form, cohort, earlier=earlier, start=start.key)
