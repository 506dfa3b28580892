"""Keeping posts: whatever is done twice is done once, and a folder that goes leaves its bookmarks."""

from django.contrib.auth import get_user_model
from django.db import transaction

from journal.models.bookmarks import MOST_BOOKMARKS, MOST_FOLDERS, Bookmark, BookmarkFolder
from journal.models.posts import Post


class NameTaken(Exception):
    """The owner has another folder of this name."""


class TooMany(Exception):
    """No more fit: bookmarks, or folders, of a person."""


@transaction.atomic
def keep_bookmark(*, owner, post: Post) -> Bookmark:
    """Return the owner's bookmark of a post, a new one where there is none yet. Raises TooMany."""
    _lock(owner)
    mine = Bookmark.objects.filter(owner=owner)
    known = mine.filter(post=post).first()
    if known:
        return known
    if mine.count() >= MOST_BOOKMARKS:
        raise TooMany
    return Bookmark.objects.create(owner=owner, post=post)


@transaction.atomic
def change_bookmark(*, bookmark: Bookmark, note: str, folder: BookmarkFolder | None, new_folder: str = "") -> Bookmark:
    """Return the bookmark with another note, in `folder` (None is no folder) or in the one called `new_folder`, which
    is made where the owner has none of this name. Raises TooMany."""
    _lock(bookmark.owner)
    if new_folder:
        known = BookmarkFolder.objects.filter(owner=bookmark.owner, name=new_folder).first()
        folder = known or start_folder(owner=bookmark.owner, name=new_folder)
    bookmark.note, bookmark.folder = note, folder
    bookmark.save(update_fields=["note", "folder"])
    return bookmark


@transaction.atomic
def remove_bookmark(*, bookmark: Bookmark) -> Bookmark:
    """Forget a bookmark and its note; return it, without its key."""
    bookmark.delete()
    return bookmark


@transaction.atomic
def start_folder(*, owner, name: str) -> BookmarkFolder:
    """Return a new folder. Raises NameTaken and TooMany."""
    _lock(owner)
    mine = BookmarkFolder.objects.filter(owner=owner)
    if mine.filter(name=name).exists():
        raise NameTaken
    if mine.count() >= MOST_FOLDERS:
        raise TooMany
    return BookmarkFolder.objects.create(owner=owner, name=name)


@transaction.atomic
def rename_folder(*, folder: BookmarkFolder, name: str) -> BookmarkFolder:
    """Return the folder under another name. Raises NameTaken."""
    _lock(folder.owner)
    if BookmarkFolder.objects.filter(owner=folder.owner, name=name).exclude(pk=folder.pk).exists():
        raise NameTaken
    folder.name = name
    folder.save(update_fields=["name"])
    return folder


@transaction.atomic
def delete_folder(*, folder: BookmarkFolder) -> BookmarkFolder:
    """Delete a folder; its bookmarks stay, in no folder. Return it, without its key."""
    folder.delete()
    return folder


def _lock(owner) -> None:
    """One change of a person's bookmarks at a time."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=owner.pk)
