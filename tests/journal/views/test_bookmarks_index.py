"""One's bookmarks: all, or those of a folder; and what is not readable any more."""

import pytest

from journal.actions.bookmarks import change_bookmark, keep_bookmark, start_folder
from journal.actions.posts import delete_post, purge_post
from journal.models.bookmarks import Bookmark
from journal.models.posts import Post
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts

PATH = "/bookmarks/"


def test_bookmarks_stand_kept_last_first_with_their_notes(cast):
    for name in ("cohort", "public"):
        keep_bookmark(owner=cast.camper, post=cast.posts[name])
    change_bookmark(bookmark=Bookmark.objects.first(), note="Why?\n<b>", folder=None)
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    assert page.index("Minji public") < page.index("Minji cohort") < page.index("Why? <b>")
    assert cast.posts["cohort"].get_absolute_url() in links(answer)
    assert "You keep nothing yet." in words(browser(cast.author).get(PATH))


def test_a_folder_shows_what_is_in_it_and_none_what_is_in_no_folder(cast):
    inside, outside = (keep_bookmark(owner=cast.camper, post=cast.posts[name]) for name in ("cohort", "public"))
    folder = start_folder(owner=cast.camper, name="Later")
    change_bookmark(bookmark=inside, note="", folder=folder)
    client = browser(cast.camper)
    assert [row.pk for row in client.get(folder.get_absolute_url()).context["pager"].items] == [inside.pk]
    assert [row.pk for row in client.get(f"{PATH}?folder=none").context["pager"].items] == [outside.pk]
    assert "Later" in words(client.get(PATH))


@pytest.mark.parametrize("role", ["author", "mentor", "staff"])
def test_somebody_else_s_folder_is_not_there(cast, role):
    folder = start_folder(owner=cast.camper, name="Secretum")
    answer = browser(cast.people[role]).get(folder.get_absolute_url())
    assert answer.status_code == 404
    assert "Secretum" not in browser(cast.people[role]).get(PATH).content.decode()


def test_what_became_unreadable_keeps_its_note_and_loses_its_title(cast):
    keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    change_bookmark(bookmark=Bookmark.objects.get(), note="My words", folder=None)
    Post.objects.filter(pk=cast.posts["cohort"].pk).update(visibility="mentors")
    answer = browser(cast.camper).get(PATH)
    assert "This post is no longer readable" in words(answer) and "My words" in words(answer)
    assert "Minji" not in answer.content.decode()
    Post.objects.filter(pk=cast.posts["cohort"].pk).update(visibility="cohort")
    assert "Minji cohort" in words(browser(cast.camper).get(PATH))


def test_what_is_in_the_trash_is_unreadable_and_what_is_purged_is_gone(cast):
    post = make_post(cast.author, cast.cohort, title="Thrown away")
    keep_bookmark(owner=cast.camper, post=post)
    delete_post(post=post)
    assert "This post is no longer readable" in words(browser(cast.camper).get(PATH))
    purge_post(post=post)
    assert "You keep nothing yet." in words(browser(cast.camper).get(PATH))


def test_who_left_the_cohort_reads_no_titles_any_more(cast):
    keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])
    cast.camper.memberships.update(state="withdrawn")
    assert "Minji" not in browser(cast.camper).get(PATH).content.decode()


def test_pages_hold_each_bookmark_once_while_others_are_kept(cast):
    for post in many_posts(cast.cohort, 45):
        keep_bookmark(owner=cast.camper, post=post)
    folder = start_folder(owner=cast.camper, name="All")
    Bookmark.objects.update(folder=folder)
    expected, start = set(Bookmark.objects.values_list("pk", flat=True)), folder.get_absolute_url()
    client, path, found = browser(cast.camper), start, []
    while path:
        answer = client.get(path)
        found += [row.pk for row in answer.context["pager"].items]
        keep_bookmark(owner=cast.camper, post=make_post(cast.author, cast.cohort))
        older = [link for link in links(answer) if "before=" in link]
        assert all(f"folder={folder.pk}" in link for link in older)
        path = PATH + older[0] if older else None
    assert (len(found), set(found)) == (45, expected)


@pytest.mark.parametrize("query", ["before=x", "before=5", "folder=x", "folder=-1", "folder=999999", "folder=1%00"])
def test_address_that_no_page_has_is_not_there(cast, query):
    assert browser(cast.camper).get(f"{PATH}?{query}").status_code == 404


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)

    def add(count):
        for n, post in enumerate(many_posts(cast.cohort, count)):
            bookmark = keep_bookmark(owner=cast.camper, post=post)
            folder = start_folder(owner=cast.camper, name=f"{count} {n}")
            change_bookmark(bookmark=bookmark, note="N", folder=folder)

    add(1)
    one = query_count(client, PATH)
    add(30)
    assert query_count(client, PATH) == one <= 9
