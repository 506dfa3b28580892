"""Keeping posts: once is once, also for eight hands at once; folders come and go, and bookmarks stay."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from journal.actions import bookmarks as actions
from journal.actions.bookmarks import (
    NameTaken,
    TooMany,
    change_bookmark,
    delete_folder,
    keep_bookmark,
    rename_folder,
    start_folder,
)
from journal.models.bookmarks import Bookmark, BookmarkFolder
from tests.cast import make_cast


def test_keeping_twice_is_keeping_once_with_the_note_it_has(cast):
    one = keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    change_bookmark(bookmark=one, note="Read again", folder=None)
    assert keep_bookmark(owner=cast.camper, post=cast.posts["cohort"]).note == "Read again"
    with pytest.raises(IntegrityError), transaction.atomic():
        Bookmark.objects.create(owner=cast.camper, post=cast.posts["cohort"])


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one():
    cast, failed = make_cast(), []

    def press():
        try:
            keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
        except Exception as error:  # noqa: BLE001 (whatever it is, a person would have seen it)
            failed.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=press) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert (failed, Bookmark.objects.count()) == ([], 1)


def test_a_new_folder_is_made_once_and_found_by_its_name(cast):
    bookmarks = [keep_bookmark(owner=cast.camper, post=cast.posts[name]) for name in ("cohort", "public")]
    for bookmark in bookmarks:
        change_bookmark(bookmark=bookmark, note="", folder=None, new_folder="Later")
    assert BookmarkFolder.objects.get().bookmarks.count() == 2


def test_a_folder_that_goes_leaves_its_bookmarks(cast):
    folder = start_folder(owner=cast.camper, name="Later")
    bookmark = keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    change_bookmark(bookmark=bookmark, note="N", folder=folder)
    delete_folder(folder=folder)
    bookmark.refresh_from_db()
    assert (bookmark.folder, bookmark.note) == (None, "N")


def test_names_of_folders_are_a_person_s_own_and_there_once(cast):
    one, other = start_folder(owner=cast.camper, name="One"), start_folder(owner=cast.camper, name="Other")
    start_folder(owner=cast.mentor, name="One")
    with pytest.raises(NameTaken):
        start_folder(owner=cast.camper, name="One")
    with pytest.raises(NameTaken):
        rename_folder(folder=other, name="One")
    assert rename_folder(folder=one, name="One").name == "One"


def test_no_more_than_fit(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_BOOKMARKS", 1)
    monkeypatch.setattr(actions, "MOST_FOLDERS", 1)
    bookmark = keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    with pytest.raises(TooMany):
        keep_bookmark(owner=cast.camper, post=cast.posts["public"])
    start_folder(owner=cast.camper, name="One")
    with pytest.raises(TooMany):
        change_bookmark(bookmark=bookmark, note="Not kept", folder=None, new_folder="Two")
    bookmark.refresh_from_db()
    assert bookmark.note == ""
