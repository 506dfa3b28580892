"""What an archive would change is said row by row before it changes anything; then it does just that, once."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from journal.actions.posts import PostText, delete_post, save_post
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from journal.models.uploads import Upload
from journal.transfer import imports
from journal.transfer.archives import Refused, open_archive
from journal.transfer.exports import write_export
from journal.transfer.imports import apply_plan
from journal.transfer.plan import make_plan
from tests.factories import make_cohort, make_member, make_post
from tests.journal.pictures import encoded, halves, photo
from tests.journal.transfer.zips import zipped
from tests.world import Cast

PAGE = "0123456789abcdef0123456789abcdef"
ANOTHER = "f" * 32


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def sol(cast: Cast):
    """A camper without a post."""
    return cast.camper


def planned(files: dict, user, cohort, **how):
    with open_archive(io.BytesIO(zipped({"root.txt": "", **files})), "a.zip") as archive:
        return make_plan(archive, author=user, cohort=cohort, **how)


def taken_in(files: dict, user, cohort, **how):
    """Plan and apply; return {path: row}."""
    with open_archive(io.BytesIO(zipped({"root.txt": "", **files})), "a.zip") as archive:
        plan = make_plan(archive, author=user, cohort=cohort, **how)
        list(apply_plan(plan, archive))
        return {row.path: row for row in plan.rows}


def states(files: dict, user, cohort) -> list[str]:
    return [row.state for row in planned(files, user, cohort).rows]


def snapshot(user) -> list:
    return list(Post.objects.filter(author=user).order_by("pk").values()) + list(
        PendingEdit.objects.order_by("pk").values()
    )


def test_a_plan_changes_nothing(cast, sol):
    with CaptureQueriesContext(connection) as seen:
        plan = planned({"day4.md": "# Day 4\n\n![](a.png)", "a.png": photo(), "b.csv": ""}, sol, cast.cohort)
    assert [query["sql"] for query in seen if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    [row] = plan.rows
    assert (row.state, row.title, row.study_on, row.notes) == ("new", "Day 4", date(2021, 8, 5), [])
    assert plan.others == 2
    assert not Post.objects.filter(author=sol).exists() and not Upload.objects.exists()


def test_a_file_becomes_the_post_of_its_day_with_its_date(cast, sol):
    text = "---\ntitle: 회고\ndate: 2021-08-10T15:30:00Z\ntags: [AI Math]\n---\n# 본문\n\n![](a.png)\n\n![](https://velog.velcdn.com/b.png)"
    taken_in({"회고.md": text, "a.png": photo()}, sol, cast.cohort)
    post = Post.objects.select_related("cohort").get(author=sol)
    assert (post.title, post.typed_topics, post.visibility) == ("회고", "AI Math", "cohort")
    assert post.published_at == datetime(2021, 8, 10, 15, 30, tzinfo=UTC)
    assert post.study_on == date(2021, 8, 11)  # half past midnight in Seoul
    assert not post.is_late and post.imported_at and post.edited_at is None and post.created_at == post.published_at
    upload = Upload.objects.get(owner=sol)
    assert post.body == f"# 본문\n\n![]({upload.get_absolute_url()})\n\n![](https://velog.velcdn.com/b.png)"
    assert list(post.uploads.all()) == [upload]
    assert post.html and post.topic_links.exists() and Revision.objects.filter(post=post).count() == 1


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("a.md", "# Day 4\n", 4), ("a.md", "# 4일차\n", 4), ("2021-08-05.md", "text", 4), ("a.md", "---\ndate: 2021-08-05\n---\nx", 4),
        ("2021-08-06.md", "# Day 4\n", 4), ("a.md", "---\ndate: 2021-08-07\n---\nx", None), ("a.md", "# Day 999\n", None),
        ("a.md", "# 회고\n", None), ("2020-01-01.md", "x", None),
    ],
)  # fmt: skip
def test_which_day_it_is_about(cast, sol, name, text, day):
    [row] = planned({name: text}, sol, cast.cohort).rows
    assert cast.cohort.calendar.number_of(row.study_on) == day
    assert row.state == "new"
    assert row.notes == (["This cohort has no Day 999."] if "999" in text else [])


def test_a_day_without_a_time_is_published_in_its_evening_and_nothing_in_the_future(cast, sol):
    soon = (timezone.now() + timedelta(days=9)).date().isoformat()
    rows = taken_in(
        {"a.md": "---\ndate: 2021-08-07\n---\nx", "b.md": "# Day 4\n", "c.md": f"---\ndate: {soon}\n---\nx"},
        sol,
        cast.cohort,
    )
    found = {path: Post.objects.get(pk=row.post.pk).published_at for path, row in rows.items()}
    assert found["a.md"] == datetime(2021, 8, 7, 9, 0, tzinfo=UTC) and found["b.md"] == datetime(
        2021, 8, 5, 9, 0, tzinfo=UTC
    )
    assert abs(found["c.md"] - timezone.now()) < timedelta(minutes=1)


def test_the_same_again_changes_nothing(cast, sol):
    files = {
        "day4.md": "# Day 4\n![](p/a.png)",
        "p/a.png": photo(),
        f"Day 5 {PAGE}.md": "# Day 5\n\n본문",
        "note.md": "x",
    }
    assert states(files, sol, cast.cohort) == ["new"] * 3
    taken_in(files, sol, cast.cohort)
    before = snapshot(sol)
    assert states(files, sol, cast.cohort) == ["same"] * 3
    taken_in(files, sol, cast.cohort)
    assert snapshot(sol) == before and Upload.objects.count() == 1
    # Notion's page is found by its id, wherever it is moved to and however it is called.
    assert states({f"x/y/Other {PAGE}.md": "# Day 5\n\n본문"}, sol, cast.cohort) == ["same"]


def test_a_newer_file_changes_a_post_that_nobody_touched(cast, sol):
    taken_in({"day4.md": "# Day 4\n하나", "p.png": photo()}, sol, cast.cohort)
    first = Post.objects.get(author=sol)
    newer = {"day4.md": "# Day 4\n둘 ![](p.png)", "p.png": photo()}
    assert states(newer, sol, cast.cohort) == ["changed"]
    taken_in(newer, sol, cast.cohort)
    post = Post.objects.get(author=sol)
    assert post.pk == first.pk and "둘 ![](/uploads/" in post.body and post.published_at == first.published_at
    other = {**newer, "p.png": encoded(halves(), "PNG")}  # the same text, another picture
    assert states(other, sol, cast.cohort) == ["changed"]
    taken_in(other, sol, cast.cohort)
    assert Post.objects.get(author=sol).body != post.body


@pytest.mark.parametrize("publish", [True, False])
def test_what_was_changed_in_haru_since_is_kept(cast, sol, publish):
    """A published change, and a draft of one that waits."""
    taken_in({"day4.md": "# Day 4\n하나"}, sol, cast.cohort)
    post = Post.objects.get(author=sol)
    text = PostText("Day 4", "내가 고쳤어요", post.study_on, "team", [])
    save_post(post=post, editor=sol, text=text, version=post.version, publish=publish)
    before = snapshot(sol)
    [same] = planned({"day4.md": "# Day 4\n하나"}, sol, cast.cohort).rows
    assert same.state == "same"
    rows = taken_in({"day4.md": "# Day 4\n둘"}, sol, cast.cohort)
    assert (rows["day4.md"].state, rows["day4.md"].notes) == (
        "refused", ["You changed this post in Haru since. Your text in Haru stays as it is."],
    )  # fmt: skip
    assert snapshot(sol) == before


def test_what_is_in_the_trash_stays_there(cast, sol):
    taken_in({"day4.md": "# Day 4\n하나"}, sol, cast.cohort)
    delete_post(post=Post.objects.get(author=sol))
    assert states({"day4.md": "# Day 4\n하나"}, sol, cast.cohort) == ["same"]
    [row] = planned({"day4.md": "# Day 4\n둘"}, sol, cast.cohort).rows
    assert row.state == "refused" and "trash" in row.notes[0]
    Post.objects.filter(author=sol).delete()
    assert states({"day4.md": "# Day 4\n둘"}, sol, cast.cohort) == ["new"]


def test_a_taken_day_makes_a_free_note_and_says_so(cast, sol):
    make_post(sol, cast.cohort, day=4)
    rows = taken_in(
        {"a.md": "# Day 4\n", "b.md": "---\ndate: 2021-08-06\n---\nx", "c.md": "# Day 5\n"}, sol, cast.cohort
    )
    note = "Day {} has a journal already, so this becomes a free note."
    assert (rows["a.md"].study_on, rows["a.md"].notes) == (None, [note.format(4)])
    assert (rows["b.md"].study_on, rows["b.md"].notes) == (
        None,
        [note.format(5)],
    )  # c.md says its day, b.md has a date only
    assert rows["c.md"].study_on == date(2021, 8, 6) and {row.state for row in rows.values()} == {"done"}
    assert states({"a.md": "# Day 4\n"}, sol, cast.cohort) == ["same"]


def test_a_day_that_is_taken_between_looking_and_doing_is_refused(cast, sol):
    with open_archive(io.BytesIO(zipped({"a.md": "# Day 4\n", "b.md": "x"})), "a.zip") as archive:
        plan = make_plan(archive, author=sol, cohort=cast.cohort)
        make_post(sol, cast.cohort, day=4)
        assert [(row.state, row.notes) for row in apply_plan(plan, archive)] == [
            ("refused", ["Its day got another journal in the meantime."]), ("done", []),
        ]  # fmt: skip


@pytest.mark.parametrize("publish", [True, False])
def test_what_is_typed_between_looking_and_doing_is_kept(cast, sol, publish):
    taken_in({"a.md": "# Day 4\n하나"}, sol, cast.cohort)
    with open_archive(io.BytesIO(zipped({"a.md": "# Day 4\n둘"})), "a.zip") as archive:
        plan = make_plan(archive, author=sol, cohort=cast.cohort)
        post = Post.objects.get(author=sol)
        text = PostText("Day 4", "지금 쓰는 글", post.study_on, "cohort", [])
        save_post(post=post, editor=sol, text=text, version=post.version, publish=publish)
        before = snapshot(sol)
        assert [row.state for row in apply_plan(plan, archive)] == ["refused"]
    assert snapshot(sol) == before


def test_files_that_cannot_be_kept_are_refused_in_words_and_the_others_are_not(cast, sol):
    rows = taken_in(
        {"a.md": b"\xff\xff\x80", "b.md": "x\x00y", "c.md": "긴" * 100_001, "d.md": " \n", "e.md": "---\na: &x [*x]\n---\n", "f.md": "좋아요"},
        sol, cast.cohort,
    )  # fmt: skip
    assert {path: row.state for path, row in rows.items()} == {
        **dict.fromkeys(["a.md", "b.md", "c.md", "d.md", "e.md"], "refused"),
        "f.md": "done",
    }
    assert all(len(row.notes) == 1 for path, row in rows.items() if path != "f.md")
    assert Post.objects.filter(author=sol).count() == 1


def test_a_picture_that_cannot_be_kept_leaves_its_post_alone(cast, sol):
    rows = taken_in(
        {"a.md": "![](bad.png) ![](good.png)", "bad.png": b"no picture", "good.png": photo()}, sol, cast.cohort
    )
    assert (rows["a.md"].state, rows["a.md"].notes) == ("done", ["A picture could not be taken in: bad.png"])
    assert Post.objects.get(author=sol).body.startswith("![](bad.png) ![](/uploads/")
    [row] = planned(
        {"a.md": "![](bad.png) ![](good.png)", "bad.png": b"no picture", "good.png": photo()}, sol, cast.cohort
    ).rows
    assert (row.state, row.notes) == ("same", ["A picture could not be taken in: bad.png"])  # it is said for as long


def test_two_files_of_one_page(cast, sol):
    rows = planned(
        {f"a {PAGE}.md": "# a\n\nx", f"b {PAGE}.md": "# b\n\ny", f"c {ANOTHER}.md": "z"}, sol, cast.cohort
    ).rows
    assert [row.state for row in rows] == ["new", "refused", "new"]


def test_an_archive_without_texts_is_refused(cast, sol):
    with pytest.raises(Refused, match="no Markdown file"):
        planned({"a.html": "<p>", "b.png": photo()}, sol, cast.cohort)


def test_drafts_and_who_may_read(cast, sol):
    files = {"a.md": "x", "b.md": "---\ndraft: true\n---\ny"}
    taken_in(files, sol, cast.cohort, visibility="team")
    posts = Post.objects.filter(author=sol)
    assert {(post.visibility, post.is_published) for post in posts} == {("team", True), ("team", False)}
    other = make_member(cast.cohort)
    taken_in(files, other, cast.cohort, visibility="draft")
    assert set(Post.objects.filter(author=other).values_list("visibility", "published_at")) == {("cohort", None)}


def test_a_post_of_another_cohort_of_mine_is_left_for_it(cast, sol):
    second = make_cohort("second")
    second.memberships.create(user=sol, role="camper")
    own = "---\nharu: 1\nkey: 6f1f0a5d-7c21-4b3e-8d3f-9b7a4a2e3c1c\ntitle: 둘째\ncohort: {}\n---\n\nx"
    [row] = planned({"posts/second/a.md": own.format("second")}, sol, cast.cohort).rows
    assert row.state == "refused" and "second" in row.notes[0]
    assert states({"posts/gone/a.md": own.format("gone")}, sol, cast.cohort) == ["new"]
    assert states({"posts/second/a.md": own.format("second")}, sol, second) == ["new"]


@pytest.mark.parametrize(
    "said",
    ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2021-08-05T00:00:00", "soon", "2021-13-01T00:00:00Z"],
)
def test_a_moment_that_nobody_lived_is_now(cast, sol, said):
    lines = "\n".join(f"{name}: {said}" for name in ("published_at", "edited_at", "created_at", "date"))
    own = f"---\nharu: 1\nkey: 6f1f0a5d-7c21-4b3e-8d3f-9b7a4a2e3c1c\ntitle: 하나\n{lines}\n---\n\nx"
    rows = taken_in({"posts/a/a.md": own, "b.md": own.replace("haru: 1", "")}, sol, cast.cohort)
    for row in rows.values():
        post = Post.objects.get(pk=row.post.pk)
        if said != "2021-08-05T00:00:00" or row.document.is_own:
            assert abs(post.published_at - timezone.now()) < timedelta(minutes=1), row.path
        assert post.edited_at is None


def went_out(user) -> dict[str, bytes]:
    """Return the files of a person's export."""
    file = io.BytesIO()
    write_export(user, file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_exported_post_that_was_edited_outside_comes_back(cast, end):
    post = cast.posts["cohort"]
    files = went_out(cast.author)
    name = next(name for name in files if post.key.hex[:12] in name)
    windows = {**files, name: files[name].replace(b"\n", end)}
    assert set(states(windows, cast.author, cast.cohort)) == {"same"}  # only its line ends are others
    edited = {**windows, name: windows[name].replace(b"Text cohort.", "밖에서 고쳤어요.".encode())}
    rows = taken_in(edited, cast.author, cast.cohort)
    assert sorted(row.state for row in rows.values()) == ["done", "same", "same", "same", "same"]
    post.refresh_from_db()
    assert post.body == "## 학습 내용\n\n### Python\n\n밖에서 고쳤어요." and post.version > 1
    assert post.edited_at and post.imported_at is None  # a late one does not become timely by a way out and in
    assert set(states(edited, cast.author, cast.cohort)) == {"same"}


@pytest.mark.parametrize("publish", [True, False])
def test_an_exported_post_that_was_edited_inside_stays(cast, publish):
    post = cast.posts["cohort"]
    files = went_out(cast.author)
    text = PostText(post.title, "안에서 고쳤어요.", post.study_on, "cohort", [])
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=publish)
    before = snapshot(cast.author)
    edited = {
        name: data.replace(b"Text", "밖에서".encode()) for name, data in files.items() if post.key.hex[:12] in name
    }
    [row] = taken_in(edited, cast.author, cast.cohort).values()
    assert (row.state, row.notes) == (
        "refused",
        ["This post is in Haru with another text. Your text in Haru stays as it is."],
    )
    assert snapshot(cast.author) == before


def test_when_it_is_killed_it_goes_on_where_it_was(cast, sol, monkeypatch):
    files = {f"{n}.md": f"# Day {n}\n본문 {n}" for n in range(1, 6)}
    whole, calls = imports.import_post, []

    def dying(**words):
        calls.append(words)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(**words)

    monkeypatch.setattr(imports, "import_post", dying)
    with pytest.raises(KeyboardInterrupt):
        taken_in(files, sol, cast.cohort)
    monkeypatch.undo()
    assert sorted(states(files, sol, cast.cohort)) == ["new"] * 3 + ["same"] * 2
    taken_in(files, sol, cast.cohort)
    assert sorted(Post.objects.filter(author=sol).values_list("title", flat=True)) == [f"Day {n}" for n in range(1, 6)]


def test_two_at_once_make_one_post_each(cast, sol):
    data = zipped({"a.md": "# Day 4\n", "b.md": "x"})
    with open_archive(io.BytesIO(data), "a.zip") as one, open_archive(io.BytesIO(data), "a.zip") as two:
        plans = [make_plan(archive, author=sol, cohort=cast.cohort) for archive in (one, two)]
        for plan, archive in zip(plans, (one, two), strict=True):
            assert [row.state for row in apply_plan(plan, archive)] == ["done", "done"]
    assert Post.objects.filter(author=sol).count() == 2


def test_the_same_file_of_two_people_is_two_posts(cast, sol):
    for user in (sol, cast.team_mate):
        taken_in({"day4.md": "# Day 4\n"}, user, cast.cohort)
    assert Post.objects.filter(title="Day 4").count() == 2


def test_planning_asks_the_database_as_often_for_one_file_as_for_many(cast, sol):
    def cost(count: int) -> int:
        files = {f"{n}.md": f"# Day {n}" for n in range(1, count + 1)}
        taken_in(files, sol, cast.cohort)
        with CaptureQueriesContext(connection) as seen:
            planned(files, sol, cast.cohort)
        return len(seen)

    assert cost(2) == cost(30) <= 8
