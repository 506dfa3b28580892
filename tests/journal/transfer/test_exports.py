"""Everything that one person wrote goes out as plain files: the same things as the same bytes, and nobody else's."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage

from journal.actions.comments import delete_comment
from journal.actions.posts import PostText, delete_post, save_post
from journal.actions.uploads import add_upload
from journal.models.posts import Post
from journal.models.uploads import Upload
from journal.text.front_matter import parse_front_matter
from journal.transfer.exports import write_export
from tests.factories import make_comment, make_post
from tests.guards import query_budget
from tests.journal.pictures import photo


def exported(user) -> bytes:
    file = io.BytesIO()
    write_export(user, file)
    return file.getvalue()


def members(user) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(exported(user))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def texts(user, folder="posts/") -> dict[str, tuple[dict, str]]:
    """Return (front matter, body) of the Markdown files in a folder, by title."""
    found = (parse_front_matter(data.decode()) for name, data in members(user).items() if name.startswith(folder))
    return {values["title"]: (values, body) for values, body in found}


def test_a_post_is_a_file_that_says_what_it_is(cast):
    post = make_post(
        cast.author, cast.cohort, title="행렬: C++", body="---\na: b\n---\n\n본문", day=9, topics=["AI Math", "C++"]
    )
    moment = datetime(2021, 8, 12, 10, 0, 0, 123456, UTC)
    Post.objects.filter(pk=post.pk).update(published_at=moment, edited_at=moment, created_at=moment)
    name = f"posts/ai-tech/2021-08-12-행렬-c-{post.key.hex[:12]}.md"
    assert members(cast.author)[name].decode() == (
        f"---\nharu: 1\nkey: {post.key}\ntitle: '행렬: C++'\ncohort: ai-tech\nstudy_on: 2021-08-12\n"
        "visibility: cohort\ntopics:\n  - AI Math\n  - C++\npublished_at: 2021-08-12T10:00:00.123456+00:00\n"
        "edited_at: 2021-08-12T10:00:00.123456+00:00\ncreated_at: 2021-08-12T10:00:00.123456+00:00\n---\n\n"
        "---\na: b\n---\n\n본문"
    )


def test_all_of_ones_own_is_in_it_and_nothing_else(cast):
    make_post(cast.camper, cast.cohort, title="Sol's", day=1)
    make_post(cast.camper, cast.cohort, title="", body="untitled", publish=False)
    assert set(texts(cast.author)) == {post.title for post in cast.posts.values()}
    assert texts(cast.author)["Minji draft"][0]["draft"] == "true"
    assert "draft" not in texts(cast.author)["Minji public"][0]
    assert set(texts(cast.camper)) == {"Sol's", ""}
    assert [name for name in members(cast.mentor) if name.endswith(".md")] == []


def test_the_trash_is_not_in_it_nor_what_was_said_there(cast):
    make_comment(cast.camper, cast.posts["cohort"], body="under the trashed")
    delete_post(post=cast.posts["cohort"])
    assert "Minji cohort" not in texts(cast.author)
    assert b"under the trashed" not in members(cast.author)["comments.json"]


def test_an_edit_that_waits_lies_beside_its_post(cast):
    post = cast.posts["cohort"]
    text = PostText("Later", "Not yet.", None, "team", ["Python"])
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=False)
    values, body = texts(cast.author, "edits/")["Later"]
    assert (values["waits_for"], values["visibility"], values["topics"], body) == (
        str(post.key),
        "team",
        ["Python"],
        "Not yet.",
    )
    assert texts(cast.author)["Minji cohort"][1] == post.body
    names = set(members(cast.author))
    assert {name.replace("edits/", "posts/") for name in names if name.startswith("edits/")} < names


def test_pictures_come_along_as_they_are_stored(cast):
    mine, unused = (add_upload(owner=cast.author, data=photo(turned)) for turned in (1, 3))
    sol = add_upload(owner=cast.camper, data=photo())
    address = mine.get_absolute_url()
    body = (
        f"![]({address}) <img src='{address}?size=small'> https://haru.example{address} ![]({sol.get_absolute_url()})"
    )
    make_post(cast.author, cast.cohort, title="Pictures", body=body)
    found = members(cast.author)
    name = f"pictures/{mine.pk}.jpeg"
    assert found[name] == mine.file.read()
    assert {name for name in found if name.startswith("pictures/")} == {name}
    assert unused.pk
    assert texts(cast.author)["Pictures"][1] == (
        f"![](../../{name}) <img src='../../{name}?size=small'> https://haru.example{address} ![]({sol.get_absolute_url()})"
    )


def test_a_picture_whose_file_is_gone_stays_an_address(cast):
    upload = add_upload(owner=cast.author, data=photo())
    make_post(cast.author, cast.cohort, title="Gone", body=f"![]({upload.get_absolute_url()})")
    default_storage.delete(Upload.objects.get().file.name)
    assert texts(cast.author)["Gone"][1] == f"![]({upload.get_absolute_url()})"


def test_comments_are_ones_own_and_those_under_ones_own_posts(cast):
    post = cast.posts["cohort"]
    first = make_comment(cast.camper, post, body="Sol asks")
    answer = make_comment(cast.author, post, body="Minji answers", parent=first)
    elsewhere = make_comment(cast.author, make_post(cast.camper, cast.cohort, title="Sol's"), body="Minji visits")
    make_comment(cast.camper, make_post(cast.camper, cast.cohort), body="between others")
    delete_comment(comment=make_comment(cast.author, post, body="taken back"))
    records = json.loads(members(cast.author)["comments.json"])
    assert [record["body"] for record in records] == ["Sol asks", "Minji answers", "Minji visits"]
    assert records[1]["parent"] == str(first.key) and records[1]["key"] == str(answer.key)
    assert records[0]["author"] == "sol" and records[0]["post"] == str(post.key)
    assert (records[2]["key"], records[2]["post_title"], records[2]["post_author"]) == (
        str(elsewhere.key),
        "Sol's",
        "sol",
    )


def test_a_comment_says_nothing_of_a_post_that_one_may_not_read_any_more(cast):
    theirs = make_post(cast.team_mate, cast.cohort, title="Secret plan", visibility="team")
    make_comment(cast.author, theirs, body="Minji was here")
    cast.author.memberships.update(state="withdrawn")
    [record] = json.loads(members(cast.fresh("author"))["comments.json"])
    assert record["body"] == "Minji was here"
    assert not any(record[name] for name in ("post", "post_title", "post_author", "parent", "section", "section_title"))


def test_the_same_things_give_the_same_bytes(cast):
    make_comment(cast.camper, cast.posts["cohort"])
    assert exported(cast.author) == exported(cast.author)
    before = exported(cast.author)
    make_comment(cast.camper, cast.posts["cohort"], body="one more")
    assert exported(cast.author) != before


@pytest.mark.parametrize("count", [1, 40])
def test_costs_the_same_for_one_post_and_for_many(cast, count):
    for at in range(count):
        make_comment(cast.camper, make_post(cast.author, cast.cohort, title=f"Post {at}"))
    with query_budget(9):
        exported(cast.fresh("author"))
