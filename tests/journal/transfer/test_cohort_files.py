"""A cohort as files: all that whoever asked may read, under safe names, and nothing else."""

import csv
import io
import zipfile

import pytest

from journal.actions.comments import delete_comment
from journal.actions.exports import ask_for_export
from journal.actions.hidings import hide_comment, hide_post
from journal.actions.posts import delete_post
from journal.actions.uploads import add_upload
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.text.front_matter import parse_front_matter
from journal.transfer.cohort_files import COMMENTS, path_of
from journal.transfer.zips import cell_of
from tests.factories import make_announcement, make_comment, make_post
from tests.jobs import run_jobs
from tests.journal.pictures import photo


def members(cast, person) -> dict[str, bytes]:
    """Return the files of the zip that this person is given."""
    export = ask_for_export(cohort=cast.cohort, owner=person, kind="files")
    run_jobs("make_export")
    export.refresh_from_db()
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def table(files: dict[str, bytes], name: str) -> list[dict]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))


def titles(files: dict[str, bytes]) -> set[str]:
    """Return the titles of the posts."""
    posts = [name for name in files if name.startswith("posts/") and not name.endswith(COMMENTS)]
    return {parse_front_matter(files[name].decode())[0]["title"] for name in posts}


def test_a_post_is_a_file_that_says_whose_it_is_of_which_day_and_about_what(cast):
    picture = add_upload(owner=cast.author, data=photo())
    body = f"![]({picture.get_absolute_url()})\n\n본문"
    post = make_post(cast.author, cast.cohort, title="행렬: C++", body=body, day=9, topics=["AI Math"])
    answered = make_comment(cast.camper, post, body="왜요?")
    make_comment(cast.mentor, post, body="이래서요", parent=answered)
    delete_comment(comment=make_comment(cast.camper, post, body="taken back"))
    files = members(cast, cast.organiser)
    name = f"posts/minji/2021-08-12-행렬-c-{post.key.hex[:12]}.md"
    values, text = parse_front_matter(files[name].decode())
    assert {key: values[key] for key in ("title", "author", "day", "study_on", "topics", "visibility", "team")} == {
        "title": "행렬: C++", "author": "minji", "day": "9", "study_on": "2021-08-12", "topics": ["AI Math"],
        "visibility": "cohort", "team": "1조",
    }  # fmt: skip
    assert text == f"![](../../pictures/{picture.pk}.jpeg)\n\n본문"
    assert files[f"pictures/{picture.pk}.jpeg"] == picture.file.read()
    said = files[name.removesuffix(".md") + COMMENTS].decode()
    assert said.index("## Sol (@sol)") < said.index("왜요?") < said.index("### Seoyeon (@seoyeon)") < said.index("이래")
    assert "taken back" not in said and b"taken back" not in files["comments.csv"]
    row = next(row for row in table(files, "posts") if row["title"] == "행렬: C++")
    assert (row["file"], row["author_name"], row["day"], row["topics"], row["comments"]) == (
        name, "Minji", "9", "AI Math", "2"
    )  # fmt: skip
    assert {row["handle"] for row in table(files, "members")} > {"minji", "seoyeon", "wonho"}
    assert [row["comment"] for row in table(files, "comments")] == ["왜요?", "이래서요"]
    assert next(row for row in table(files, "topics") if row["name"] == "Python")["posts"] == "4"


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_in_it_is_what_they_may_read_hidden_ones_marked_and_never_a_draft(cast, role):
    hidden = make_post(cast.author, cast.cohort, title="Hidden", body="## 학습 내용", day=11)
    hide_post(post=hidden, by=cast.organiser, reason="x")
    hushed = make_comment(cast.camper, cast.posts["cohort"], body="hushed")
    hide_comment(comment=hushed, by=cast.organiser, reason="x")
    delete_post(post=make_post(cast.author, cast.cohort, title="Trashed", day=12))
    make_post(cast.stranger, cast.other, title="Elsewhere")
    files = members(cast, cast.people[role])
    assert titles(files) == {"Minji mentors", "Minji team", "Minji cohort", "Minji public", "Hidden"}
    marked = {row["title"] for row in table(files, "posts") if row["hidden"]}
    assert marked == {"Hidden"} and [row["state"] for row in table(files, "comments")] == ["hidden"]
    everything = b"".join(files.values())
    assert b"Text draft" not in everything and b"Trashed" not in everything and b"Elsewhere" not in everything


def test_what_was_announced_is_a_file_that_says_for_whom(cast):
    pin = cast.cohort.today()
    one = {"title": "../방 변경", "teams": ["1조"], "roles": ["mentor"], "pin_ends_on": pin, "by_mail": True}
    make_announcement(cast.organiser, cast.cohort, body="**Room 2**", **one)
    make_announcement(cast.staff, cast.cohort, title="🎈" * 60)
    cast.staff.delete()
    files = members(cast, cast.organiser)
    names = sorted(name for name in files if name.startswith("announcements/"))
    assert len(names) == 2 and all(len(name.encode()) <= 200 and name.count("/") == 1 for name in names)
    said = {}
    for name in names:
        front, body = parse_front_matter(files[name].decode())
        said[front["title"]] = (front, body.strip())
    front, body = said["../방 변경"]
    assert (front["author"], front["teams"], front["roles"], body) == ("haeun", ["1조"], ["mentor"], "**Room 2**")
    assert str(front["on_top_until"]) == pin.isoformat() and front["by_mail"]
    assert said["🎈" * 60][0]["whole_cohort"] and "author" not in said["🎈" * 60][0]


def test_paths_are_safe_readable_short_and_each_post_s_own(cast):
    names = [
        "../../etc/passwd",
        "한글" * 90,
        "가나다.md",
        "CON",
        "🎈" * 50,
        "a" * 200,
        "..",
        "\u202egnp.exe",
        "e\u0301",
    ]
    posts = [make_post(cast.camper, cast.cohort, title=title) for title in [*names, *names]]
    paths = [path_of(Post.objects.select_related("author").get(pk=post.pk)) for post in posts]
    assert len(set(paths)) == len(paths)
    for path in paths:
        beside = path.removesuffix(".md") + COMMENTS
        assert len(beside.encode()) <= 200 and ".." not in path and "\\" not in path and path.count("/") == 2
        assert path.isprintable()
    assert "한글한글" in paths[1]
    assert len(titles(members(cast, cast.organiser))) == len(set(names)) + 4


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])  # noqa: RUF001
def test_no_cell_is_a_formula(words):
    assert cell_of(words) == f"'{words}" and cell_of("a=1") == "a=1" and cell_of(None) == ""


def test_what_people_wrote_cannot_leave_its_cell(cast):
    make_post(cast.author, cast.cohort, title='=HYPERLINK("x")', body="x")
    comment = make_comment(cast.camper, cast.posts["cohort"], body='a","b\n=2\n')
    Comment.objects.filter(pk=comment.pk).update(body='=cmd|"/c calc"!A1')
    files = members(cast, cast.organiser)
    assert '\'=HYPERLINK("x")' in {row["title"] for row in table(files, "posts")}
    assert [row["comment"] for row in table(files, "comments")] == ['\'=cmd|"/c calc"!A1']
