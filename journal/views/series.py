"""Series: a person's posts in an order of their own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.series import (
    TitleTaken,
    TooMany,
    change_series,
    delete_series,
    gather_post,
    leave_series,
    move_post,
    start_series,
)
from journal.forms.listing import NewSeriesForm, asked
from journal.forms.series import TAKEN, TOO_MANY, OrderForm, PlaceForm, SeriesForm
from journal.queries.series import entries_in, own_series, place_of, posts_in, posts_to_gather
from journal.views.access import post_to_gather, series_to_edit, series_to_read, visitors_sign_in

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@visitors_sign_in
def show(request, pk, slug=""):
    """A series with its posts that the reader may read, at its one right address."""
    series = series_to_read(request.user, pk)
    if slug != series.slug:
        return redirect(series)
    posts = list(posts_in(request.user, series))
    return render(request, "journal/series/show.html", {"series": series, "posts": posts})


@GET_OR_POST
@login_required
def new(request):
    """Start a series, with a post in it where one is named."""
    pk = asked(NewSeriesForm, request)["post"]
    post = post_to_gather(request.user, pk) if pk else None
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("title", "description")}
        try:
            series = start_series(owner=request.user, key=form.key_for(request.user), post=post, **data)
            return redirect("series.edit", series.pk)
        except TitleTaken:
            form.add_error("title", TAKEN)
        except TooMany:
            form.add_error(None, TOO_MANY)
    return render(request, "journal/series/new.html", {"form": form, "post": post})


@GET_OR_POST
@login_required
def edit(request, pk):
    """Change a series' words, its posts and their order; every button keeps the words too."""
    series = series_to_edit(request.user, pk)
    initial = {"title": series.title, "description": series.description}
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_series(series=series, **initial | {name: form.cleaned_data[name] for name in initial})
            return redirect(_ordered(request, series) or series.get_absolute_url())
        except TitleTaken:
            form.add_error("title", TAKEN)
    context = {"form": form, "series": series, "entries": entries_in(request.user, series)}
    return render(request, "journal/series/edit.html", {**context, "free": posts_to_gather(request.user)})


@GET_OR_POST
@login_required
def delete(request, pk):
    """Delete a series, after asking; its posts stay."""
    series = series_to_edit(request.user, pk)
    if request.method == "POST":
        delete_series(series=series)
        messages.success(request, _("The series is deleted. Its posts are still there."))
        return redirect(request.user)
    return render(request, "journal/series/delete.html", {"series": series})


@GET_OR_POST
@login_required
def gather(request, pk):
    """Put a post of one's own into a series of one's own, or take it out."""
    post = post_to_gather(request.user, pk)
    request.cohort = post.cohort
    if request.method != "POST":
        context = {"post": post, "place": place_of(request.user, post), "series": own_series(request.user)}
        return render(request, "journal/series/gather.html", context)
    form = PlaceForm(request.POST)
    wanted = form.cleaned_data["series"] if form.is_valid() else None
    if wanted is None:
        leave_series(post=post)
    else:
        _gathered(request, series_to_edit(request.user, wanted), post)
    return redirect(post.get_absolute_url() + "#series")


def _ordered(request, series) -> str:
    """Do what a button beside the posts says; return where to go on, or "" where none was pressed."""
    form = OrderForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {}
    here = reverse("series.edit", args=[series.pk])
    if data.get("move"):
        post, to = map(int, data["move"].split("-"))
        move_post(series=series, post=post_to_gather(request.user, post), to=to)
        return f"{here}#post-{post}"
    if data.get("remove"):
        leave_series(post=post_to_gather(request.user, data["remove"]))
        return f"{here}#posts"
    if data.get("add"):
        if data["post"]:
            _gathered(request, series, post_to_gather(request.user, data["post"]))
        return f"{here}#posts"
    return ""


def _gathered(request, series, post) -> None:
    try:
        gather_post(series=series, post=post)
    except TooMany:
        messages.error(request, _("No more posts fit into this series."))
