"""A row for each file before anything changes; then it changes just that, once, also when it takes long."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from journal.actions.transfers import clean_imports, keep_import
from journal.models.posts import Post
from journal.models.transfers import Import
from journal.views import transfers
from tests.factories import make_post
from tests.journal.transfer.zips import zipped
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

FILES = {
    "day4.md": "# <b>Day 4</b>",
    "day5.md": "# Day 5",
    "empty.md": "",
    "draft.md": "---\ndraft: true\n---\n초안",
    "a.csv": "x",
}


def kept(cast, files=FILES, owner=None, **columns) -> str:
    """Keep an archive of Sol's and return its address."""
    columns = {"name": "til.zip", "visibility": "cohort", **columns}
    made = keep_import(owner=owner or cast.camper, cohort=cast.cohort, file=ContentFile(zipped(files)), **columns)
    return reverse("transfers.apply", args=[made.key])


def test_every_row_is_shown_and_nothing_is_changed(cast):
    make_post(cast.camper, cast.cohort, day=5)
    answer = browser(cast.camper).get(kept(cast))
    page = words(answer)
    assert "3 new 0 changed 0 the same 1 left out" in page and "1 other file in it is not needed." in page
    assert "<b>Day 4</b> Day 4 Aug 5" in page and "day4.md" in page
    assert "Day 5 has a journal already, so this becomes a free note." in page
    assert "There is nothing in this file." in page and "Take 3 posts in" in page and "Draft" in page
    assert "&lt;b&gt;Day 4" in answer.content.decode()
    assert Post.objects.filter(author=cast.camper).count() == 1


def test_a_press_takes_them_in_and_a_second_one_changes_nothing(cast):
    client, path = browser(cast.camper), kept(cast, visibility="team")
    page = client.post(path, follow=True).content.decode()
    assert "3 posts of it are in Haru now." in page and "This is in Haru" in page
    posts = list(Post.objects.filter(author=cast.camper).order_by("pk").values())
    assert sorted((post["title"], post["visibility"], bool(post["published_at"])) for post in posts) == [
        ("<b>Day 4</b>", "team", True), ("Day 5", "team", True), ("draft", "team", False),
    ]  # fmt: skip
    for _ in range(2):
        assert "Everything is in Haru already." in client.post(path, follow=True).content.decode()
    assert list(Post.objects.filter(author=cast.camper).order_by("pk").values()) == posts
    page = words(client.get(path))
    assert "0 new 0 changed 3 the same 1 left out" in page and "Take" not in page


def test_long_work_says_how_far_it_is_and_goes_on(cast, monkeypatch):
    monkeypatch.setattr(transfers, "STEP", -1)
    client, path = browser(cast.camper), kept(cast, {f"{n}.md": f"# Day {n}" for n in range(1, 4)})
    for done in (1, 2):
        answer = client.post(path)
        assert answer.status_code == 200 and f"{done} of 3 posts are in." in words(answer)
        assert "<haru-onward>" in answer.content.decode() and "Go on" in words(answer)
        assert Post.objects.filter(author=cast.camper).count() == done
    assert client.post(path).status_code == 302
    assert Post.objects.filter(author=cast.camper).count() == 3


def test_work_that_gets_nowhere_does_not_go_on_for_ever(cast, monkeypatch):
    monkeypatch.setattr(transfers, "STEP", -1)
    monkeypatch.setattr("journal.transfer.imports.import_post", refusing)
    assert browser(cast.camper).post(kept(cast)).status_code == 302


def refusing(**words):
    raise transfers.Refused("no")


def test_comments_that_come_along_are_announced(cast):
    record = dict.fromkeys(("edited_at", "parent", "post", "post_author", "post_title"))
    record |= {
        "author": "x",
        "author_name": "X",
        "body": "좋아요",
        "created_at": "2021-08-05T00:00:00+00:00",
        "section": "",
        "section_title": "",
    }
    record["key"] = "6f1f0a5d-7c21-4b3e-8d3f-9b7a4a2e3c1c"
    files = {"a.md": "x", "comments.json": str([record]).replace("'", '"').replace("None", "null")}
    client, path = browser(cast.camper), kept(cast, files)
    assert "1 comment comes along. Only you will see it." in words(client.get(path))
    client.post(path)
    assert cast.camper.imported_comments.get().record == record


@pytest.mark.parametrize("role", ["team_mate", "author", "mentor", "organiser", "staff", "stranger"])
def test_nobody_else_knows_of_it(cast, role):
    path = kept(cast)
    assert statuses(browser(cast.people[role]), path, "get", "post") == {404}
    assert not Post.objects.filter(title="Day 5").exists()


def test_who_may_not_write_any_more_is_refused(cast):
    path = kept(cast)
    cast.camper.memberships.update(state="on_leave")
    assert statuses(browser(cast.camper), path, "get", "post") == {403}


def test_what_was_forgotten_is_not_there(cast, django_capture_on_commit_callbacks):
    path = kept(cast)
    name = Import.objects.get().file.name
    Import.objects.update(created_at=Import.objects.get().created_at - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert clean_imports() == 1
    assert not default_storage.exists(name)
    assert browser(cast.camper).get(path).status_code == 404
    path = kept(cast)
    default_storage.delete(Import.objects.get().file.name)
    assert browser(cast.camper).get(path).status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    path = kept(cast)
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_its_methods_only(cast):
    assert statuses(browser(cast.camper), kept(cast), "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_file_and_for_thirty(cast):
    client = browser(cast.camper)

    def cost(count: int) -> int:
        path = kept(cast, {f"{n}.md": f"# Day {n}" for n in range(1, count + 1)})
        looked = query_count(client, path)
        client.post(path)
        client.get(path)  # the message is read
        return looked + query_count(client, path)

    cost(1)  # from here on some are known already
    assert cost(3) == cost(30)
