"""Bookmarks: kept by one tap on a post's page; the note and the folder may follow."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.bookmarks import TooMany, change_bookmark, keep_bookmark, remove_bookmark
from journal.forms.bookmarks import TOO_MANY, BookmarkForm
from journal.forms.listing import BookmarksForm, asked
from journal.queries.bookmarks import bookmarks_of, folders_of, with_posts
from journal.views.access import bookmark_to_edit, folder_to_edit, page_to_read, post_to_read


@require_safe
@login_required
def index(request):
    """One's bookmarks, kept last first: all of them, or those of a folder."""
    user, asks = request.user, asked(BookmarksForm, request)
    folder = folder_to_edit(user, int(asks["folder"])) if asks["folder"].isdigit() else None
    page = page_to_read(bookmarks_of(user, asks["folder"]), asks["before"], by="kept_at")
    context = {"pager": with_posts(user, page), "folders": folders_of(user), "folder": folder, "shown": asks["folder"]}
    return render(request, "journal/bookmarks/index.html", context)


@require_POST
@login_required
def add(request, pk):
    """Keep a post; twice is once."""
    post = post_to_read(request.user, pk)
    try:
        bookmark, full = keep_bookmark(owner=request.user, post=post), False
    except TooMany:
        bookmark, full = None, True
    if request.htmx:
        context = {"post": post, "bookmark": bookmark and bookmark.pk, "full": full}
        return render(request, "journal/bookmarks/_button.html", context)
    if full:
        messages.error(request, _("No more bookmarks fit. Remove one first."))
    return redirect(post.get_absolute_url() + "#bookmark")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, pk):
    """The note and the folder of a bookmark; also of one whose post one may not read any more."""
    bookmark = bookmark_to_edit(request.user, pk)
    initial = {"note": bookmark.note, "folder": bookmark.folder_id}
    form = BookmarkForm(request.POST if request.method == "POST" else None, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change_bookmark(bookmark=bookmark, **form.cleaned_data)
            return redirect(bookmark.folder or "bookmarks.index")
        except TooMany:
            form.add_error("new_folder", TOO_MANY)
    return render(request, "journal/bookmarks/edit.html", {"bookmark": bookmark, "form": form})


@require_POST
@login_required
def remove(request, pk):
    """Forget a bookmark; the post stays as it is."""
    bookmark = bookmark_to_edit(request.user, pk)
    folder = bookmark.folder
    remove_bookmark(bookmark=bookmark)
    messages.success(request, _("The bookmark is gone."))
    return redirect(folder or "bookmarks.index")
