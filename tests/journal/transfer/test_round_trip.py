"""What goes out and comes into an empty Haru goes out again as the same bytes."""

import io
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from journal.actions.posts import PostText, save_post
from journal.actions.series import gather_post, move_post, start_series
from journal.actions.uploads import add_upload
from journal.models.cohorts import Cohort, Visibility
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.models.series import Series, SeriesEntry
from journal.models.transfers import ImportedComment
from journal.models.uploads import Upload
from journal.transfer.archives import open_archive
from journal.transfer.exports import write_export
from journal.transfer.imports import apply_plan
from journal.transfer.plan import make_plan
from tests.factories import make_comment, make_member, make_post
from tests.journal.pictures import animation, encoded, halves, photo

PICTURES = [photo(), encoded(halves(), "PNG"), animation(), encoded(halves(), "WEBP")]
NFD = "\u1112\u1161\u1105\u116e"
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
LINES = st.sampled_from(
    ["본문", "---", "---\ntitle: no\n---\n", "haru: 1", "\r\n", "\n\n", NFD, "😀🏳️‍🌈", "# 제목", "![](PICTURE0)", "<img src='PICTURE1?size=small'>",
     "https://haru.example PICTURE2", "https://haru.example" + "PICTURE2", "```\nPICTURE3\n```", "../../pictures/x.png", "[a](../../pictures/)",
     "/uploads/00000000-0000-4000-8000-000000000000.png", "a  \nb\t", "\ufeff", "\x85\u2028", "$x^2$", "| a |\n|---|", "> [!NOTE]"]
)  # fmt: skip
BODIES = st.lists(LINES | WORDS, max_size=5).map("\n".join)
TITLES = (
    st.sampled_from(
        ["", "[TIL] Day 4: '행렬' \"C++\"", "---", "yes", "2021-08-05", NFD, "😀", "../x", "a/b\\c", "null", "key: x"]
    )
    | WORDS
)
TOPICS = st.lists(
    st.sampled_from(["AI Math", "C++", "C#", '"quoted"', "it's", "#해시", "회고", "yes", "1:30", "🤖", NFD]),
    unique=True,
    max_size=4,
)
MOMENTS = st.datetimes(datetime(2021, 8, 1), datetime(2026, 1, 1), timezones=st.just(UTC))


@dataclass
class Sketch:
    """A post to be: what it says, where it stands, and what hangs on it."""

    title: str = "제목"
    body: str = "본문"
    day: int | None = None
    visibility: str = "cohort"
    topics: list = field(default_factory=list)
    moments: tuple = (datetime(2021, 8, 5, tzinfo=UTC), datetime(2021, 8, 6, tzinfo=UTC), None)
    is_draft: bool = False
    edit: tuple | None = None  # title, body, topics
    comments: int = 0
    cover: int | None = None  # one of PICTURES, where the text shows it
    series: str = ""


SKETCHES = st.builds(
    Sketch, title=TITLES, body=BODIES, day=st.none() | st.integers(1, 9), visibility=st.sampled_from(Visibility.values),
    topics=TOPICS, moments=st.tuples(MOMENTS, MOMENTS, st.none() | MOMENTS), is_draft=st.booleans(),
    edit=st.none() | st.tuples(TITLES, BODIES, TOPICS), comments=st.integers(0, 2), cover=st.none() | st.integers(0, 3),
    series=st.sampled_from(["", "선형대수 'C++'", "😀"]),
)  # fmt: skip


def write(user, cohort: Cohort, sketches: list[Sketch], other) -> None:
    """Make what was sketched, straight as the tables may hold it."""
    addresses = [add_upload(owner=user, data=data).get_absolute_url() for data in PICTURES]

    def shown(body: str) -> str:
        for at, address in enumerate(addresses):
            body = body.replace(f"PICTURE{at}", address)
        return body

    def cover_in(sketch: Sketch, body: str) -> str:
        chosen = "" if sketch.cover is None else addresses[sketch.cover]
        return chosen if chosen in shown(body) else ""

    days = set()
    for sketch in sketches:
        day = None if sketch.day in days else sketch.day
        days.add(day)
        title = (" ".join(sketch.title.split()) or "제목") if not sketch.is_draft else sketch.title
        post = make_post(user, cohort, title=title[:200], body=shown(sketch.body), day=day, visibility=sketch.visibility,
                         topics=sketch.topics, publish=not sketch.is_draft)  # fmt: skip
        Post.objects.filter(pk=post.pk).update(cover=cover_in(sketch, sketch.body))
        post.refresh_from_db()
        created, published, edited = sketch.moments
        if not sketch.is_draft:
            Post.objects.filter(pk=post.pk).update(created_at=created, published_at=published, edited_at=edited)
            post.refresh_from_db()
            if sketch.edit:
                text = PostText(
                    sketch.edit[0],
                    shown(sketch.edit[1]),
                    None,
                    "team",
                    sketch.edit[2],
                    cover_in(sketch, sketch.edit[1]),
                )
                save_post(post=post, editor=user, text=text, version=post.version, publish=False)
            for _ in range(sketch.comments):
                first = make_comment(other, post, body='물어요 😀\r\n"따옴표"')
                make_comment(user, post, body="답해요", parent=first)
        else:
            Post.objects.filter(pk=post.pk).update(created_at=created)
        if sketch.series:
            series = Series.objects.filter(owner=user, title=sketch.series).first()
            series = series or start_series(owner=user, key=uuid.uuid4(), title=sketch.series, description="차례\n둘")
            gather_post(series=series, post=post)
            move_post(series=series, post=post, to=0)
    start_series(owner=user, key=uuid.uuid4(), title="빈 시리즈")
    theirs = make_post(other, cohort, title="남의 글")
    make_comment(user, theirs, body="잘 읽었어요")


def exported(user) -> bytes:
    file = io.BytesIO()
    write_export(user, file)
    return file.getvalue()


def import_into(data: bytes, user, cohort) -> dict[str, int]:
    """Take an archive in; return how many rows were in each state before."""
    with open_archive(io.BytesIO(data), "haru.zip") as archive:
        plan = make_plan(archive, author=user, cohort=cohort)
        counts = plan.counts()
        notes = [row.notes for row in apply_plan(plan, archive)]
        assert notes == [[]] * len(notes)
        return counts


def empty() -> None:
    """Leave the people and the cohort, and nothing that anybody wrote."""
    for table in (ImportedComment, Series, Comment, PendingEdit, Upload, Post):
        table.objects.all().delete()


@pytest.fixture
def people(cast):
    empty()
    return cast.author, cast.camper, cast.cohort


@settings(
    max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(SKETCHES, max_size=4))
@example([])
@example(
    [Sketch(title="", body="", is_draft=True), Sketch(edit=("", "---\na: b\n---\n![](PICTURE0)", ["C++"]), comments=2)]
)
@example([Sketch(body="\r\n---\r\n" + NFD), Sketch(title=NFD, day=3, body="![](PICTURE0)![](PICTURE0)")])
@example([Sketch(body="![](PICTURE0)![](PICTURE2)", cover=2, edit=("", "![](PICTURE0)![](PICTURE2)", []))])
def test_out_and_in_and_out_again_is_the_same(people, sketches):
    user, other, cohort = people
    with transaction.atomic():
        write(user, cohort, sketches, other)
        before = exported(user)
        assert import_into(before, user, cohort) == {"new": 0, "changed": 0, "same": len(sketches), "refused": 0}
        assert exported(user) == before  # it was all here
        empty()
        assert import_into(before, user, cohort) == {"new": len(sketches), "changed": 0, "same": 0, "refused": 0}
        after = exported(user)
        assert differences(before, after) == {}
        assert after == before
        assert import_into(after, user, cohort) == {"new": 0, "changed": 0, "same": len(sketches), "refused": 0}
        transaction.set_rollback(True)


def differences(before: bytes, after: bytes) -> dict:
    """Return what differs between two zips, by name, so that a failure can be read."""
    one, two = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    names = {*one.namelist(), *two.namelist()}
    found = {name: tuple(z.read(name) if name in z.namelist() else None for z in (one, two)) for name in sorted(names)}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def test_comments_come_back_for_their_owner_only(people):
    user, other, cohort = people
    write(user, cohort, [Sketch(comments=1)], other)
    data = exported(user)
    empty()
    import_into(data, user, cohort)
    post = Post.objects.get()
    assert Comment.objects.count() == 0
    seen = ImportedComment.objects.visible_to(user)
    assert sorted(each.record["body"] for each in seen.filter(post=post)) == ["답해요", '물어요 😀\r\n"따옴표"']
    assert [each.record["post_title"] for each in seen.filter(post=None)] == ["남의 글"]
    assert not ImportedComment.objects.visible_to(other).exists()


def test_series_come_back_in_order_and_stay_as_they_are_here(people):
    user, other, cohort = people
    write(user, cohort, [Sketch(title=title, series="선형대수") for title in ("하나", "둘", "셋")], other)
    data = exported(user)
    empty()
    import_into(data, user, cohort)
    entries = SeriesEntry.objects.filter(series__owner=user).order_by("position")
    assert list(entries.values_list("post__title", flat=True)) == ["셋", "둘", "하나"]
    entries.first().delete()
    Series.objects.filter(title="선형대수").update(title="행렬")
    import_into(data, user, cohort)
    assert Series.objects.filter(owner=user).count() == 2  # with the empty one
    assert list(entries.values_list("post__title", flat=True)) == ["둘", "하나"]


def test_somebody_else_s_archive_takes_nothing_of_theirs(people):
    """Keys and pictures' ids of another person's posts are in it: the thief gets copies, and the owner loses nothing."""
    user, other, cohort = people
    write(user, cohort, [Sketch(body="![](PICTURE0)", day=4, comments=1)], other)
    data, before = exported(user), exported(user)
    thief = make_member(cohort, handle="thief")
    import_into(data, thief, cohort)
    copy = Post.objects.get(author=thief)
    assert copy.key != Post.objects.filter(author=user).get(title="제목").key
    assert copy.uploads.get().owner == thief
    assert exported(user) == before
    assert import_into(data, thief, cohort)["same"] == 1


def test_what_was_written_elsewhere_is_not_late(people):
    user, other, cohort = people
    moment = datetime(2021, 8, 20, 3, 4, 5, 678901, UTC)
    write(user, cohort, [Sketch(day=4, moments=(moment, moment, moment + timedelta(days=1)))], other)
    data = exported(user)
    empty()
    import_into(data, user, cohort)
    post = Post.objects.select_related("cohort").get()
    assert (post.created_at, post.published_at, post.edited_at) == (moment, moment, moment + timedelta(days=1))
    assert not post.is_late and post.shown_on == post.study_on == cohort.calendar.date_of(4)
