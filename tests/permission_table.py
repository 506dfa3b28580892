"""Who gets which answer at which address: PRODUCT.md's "Who may do what", a row for each address.

A row says for GET and for POST what every role of tests/cast.py is answered: a status, or SIGN_IN for the way to the
sign-in page that comes back here. 302 is a redirect to a page of ours. The truth is PRODUCT.md's table, not the code.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models.posts import Post
from tests.cast import ROLES, VISIBILITIES
from tests.world import PUBLISHED, SIGN_IN, World, picture_bytes, post_data

Answers = dict[str, int | str]

# Who reads a post of Minji's (team 1), by its visibility.
READS = {
    "draft": {"author"},
    "mentors": {"author", "mentor", "organiser", "staff"},
    "team": {"author", "team_mate", "mentor", "organiser", "staff", "on_leave", "graduated"},
    "cohort": {
        "author", "team_mate", "camper", "mentor", "other_mentor", "organiser", "on_leave", "graduated", "staff",
    },
    "public": set(ROLES),
}  # fmt: skip
WRITERS = ("author", "team_mate", "camper", "mentor", "other_mentor", "organiser")  # active members of the open cohort


@dataclass(frozen=True)
class Row:
    """An address (made out of the world), and who is answered what there."""

    name: str  # of the URL
    where: Callable[[World], str]
    get: Answers
    post: Answers
    data: Callable[[World, str], dict] = lambda world, role: {}
    label: str = ""
    about: str = ""  # what the state of the cohort changes: its "pages", or a "post" in it
    writes: bool = False  # an open cohort is needed
    missing: str = field(default="", compare=False)  # the same address of something that does not exist

    def __str__(self) -> str:
        return f"{self.name} {self.label}".strip()


def answers(default: int | str, **others: int | str) -> Answers:
    """Return the answer of every role: `default`, but for those named."""
    return {role: others.get(role, default) for role in ROLES}


def members(answer: int, **others: int | str) -> Answers:
    """Return `answer` for whom the cohort's pages open; they do not exist for the others."""
    return answers(answer, **{"visitor": SIGN_IN, "withdrawn": 404, "stranger": 404, **others})


def readers(visibility: str, answer: int, **others: int | str) -> Answers:
    """Return `answer` (or that of `others`) for who may read such a post; for the rest it is not there."""
    unseen = {role: SIGN_IN if role == "visitor" else 404 for role in ROLES}
    seen = {role: others.get(role, answer) for role in READS[visibility]}
    return unseen | seen


def doers(visibility: str, *roles: str, answer: int = 302) -> Answers:
    """Return `answer` for these roles as far as they may read the post; other readers are refused in words."""
    return readers(visibility, 403, **dict.fromkeys(roles, answer), visitor=SIGN_IN)


def at(url_name: str, /, **words) -> Callable[[World], str]:
    """Return what makes an address; words that are functions are asked for the world's own."""
    return lambda world: reverse(
        url_name, kwargs={k: word(world) if callable(word) else word for k, word in words.items()}
    )


EVERYBODY, WRONG = answers(200), answers(405)
SIGNED_IN = answers(200, visitor=SIGN_IN)
MISSING = answers(404, visitor=SIGN_IN)
COHORT = {"cohort": "ai-tech"}
NOBODY = 987_654_321  # the key of nothing


def site_rows() -> list[Row]:
    """The front door."""
    return [
        Row("site.home", at("site.home"), EVERYBODY, WRONG),
        # What is no report is a bad request, whoever sends it; no session is asked, and no token.
        Row("site.refused", at("site.refused"), WRONG, answers(400)),
        Row("site.offline", at("site.offline"), EVERYBODY, WRONG),
        Row("site.shortcuts", at("site.shortcuts"), EVERYBODY, WRONG),
        Row("gallery.show", at("gallery.show"), EVERYBODY, WRONG),  # on a development machine
        Row("site.manifest", at("site.manifest"), EVERYBODY, WRONG),
        Row("site.worker", at("site.worker"), EVERYBODY, WRONG),
        Row("site.healthz", at("site.healthz"), EVERYBODY, WRONG),
        Row("site.readyz", at("site.readyz"), EVERYBODY, WRONG),
        Row("site.metrics", at("site.metrics"), answers(404), WRONG),  # where no token is set
        Row("jobs.index", at("jobs.index"), answers(403, visitor=SIGN_IN, organiser=200, staff=200), WRONG),
    ]


def cohort_rows() -> list[Row]:
    """A cohort's own pages, and the people in it."""
    pages = members(200)
    bora = members(200, withdrawn=404, stranger=404)
    open_join = answers(302, visitor=200)
    return [
        Row("cohorts.show", at("cohorts.show", **COHORT), pages, WRONG, about="pages", missing="/c/none/"),
        Row("cohorts.day", at("cohorts.day", **COHORT, number=4), pages, WRONG, about="pages",
            missing="/c/none/days/4/"),
        Row("cohorts.day", at("cohorts.day", **COHORT, number=9999), MISSING, WRONG, label="of no day"),
        Row("cohorts.day", at("cohorts.day", **COHORT, number=0), MISSING, WRONG, label="before the first"),
        Row("topics.index", at("topics.index", **COHORT), pages, WRONG, about="pages", missing="/c/none/topics/"),
        Row("topics.suggest", at("topics.suggest", **COHORT), pages, WRONG, about="pages",
            missing="/c/none/topics/suggest/"),
        Row("topics.show", at("topics.show", **COHORT, slug="python"), pages, WRONG, missing="/c/ai-tech/topics/none/"),
        Row("topics.show", at("topics.show", **COHORT, slug="none"), MISSING, WRONG, label="of no topic"),
        Row(
            "topics.show", at("topics.show", **COHORT, slug=lambda world: world.mentors_topic),
            readers("mentors", 200), WRONG, label="only in a mentors' post", missing="/c/ai-tech/topics/none/",
        ),
        Row("questions.faq", at("questions.faq", **COHORT), pages, WRONG, about="pages", missing="/c/none/faq/"),
        Row("people.index", at("people.index", **COHORT), pages, WRONG, about="pages", missing="/c/none/people/"),
        Row("people.suggest", at("people.suggest", **COHORT), pages, WRONG, about="pages",
            missing="/c/none/people/suggest/"),
        Row("curriculum.suggest", at("curriculum.suggest", **COHORT), pages, WRONG, about="pages",
            missing="/c/none/lectures/suggest/"),
        Row("people.show", at("people.show", handle="minji"), EVERYBODY, WRONG, label="who wrote a public post"),
        Row("people.show", at("people.show", handle="bora"), bora, WRONG, label="of the cohort", missing="/@nobody/"),
        Row("people.show", at("people.show", handle="nobody"), MISSING, WRONG, label="who is nobody"),
        Row("people.privacy", at("people.privacy"), SIGNED_IN, WRONG),
        Row("people.close", at("people.close"), SIGNED_IN, SIGNED_IN, data=lambda world, role: {"posts": "keep", "password": "x"}),
        Row("people.join", at("people.join", token=_token("good")), EVERYBODY, open_join),
        Row("people.join", at("people.join", token=_token("spent")), answers(404), answers(404), label="spent",
            missing="/join/none/"),
    ]  # fmt: skip


def _token(kind: str) -> Callable[[World], str]:
    return lambda world: world.invitations[kind].token


def writing_rows() -> list[Row]:
    """Writing: the editor, its helpers, the trash."""
    new = answers(403, visitor=SIGN_IN, author=200, team_mate=200, camper=200, stranger=200)
    made = answers(403, visitor=SIGN_IN, author=302, team_mate=302, camper=302, stranger=302)
    trashed = answers(404, visitor=SIGN_IN)
    pk = {"pk": lambda world: world.trashed.pk}
    return [
        Row("posts.new", at("posts.new"), new, made, data=lambda world, role: post_data()),
        Row(
            "posts.new", lambda world: reverse("posts.new") + "?cohort=ai-tech",
            {**new, "stranger": 404, "withdrawn": 404},
            {**made, "stranger": 404, "withdrawn": 404}, data=lambda world, role: post_data(), label="in a cohort",
            about="pages", writes=True, missing="/posts/new/?cohort=none",
        ),
        Row("posts.trash", at("posts.trash"), SIGNED_IN, WRONG),
        Row("transfers.new", at("transfers.new"), new, made, data=_zip_data),
        Row("transfers.apply", at("transfers.apply", key=lambda world: world.kept.key), {**trashed, "author": 200},
            {**trashed, "author": 302}, writes=True, about="post", missing=f"/import/{uuid.UUID(int=1)}/"),
        Row("transfers.export", at("transfers.export"), SIGNED_IN, SIGNED_IN),
        # What the editor's script asks: there is no page to come back to, so a visitor is refused in words.
        Row("markdownx_markdownify", at("markdownx_markdownify"), answers(405, visitor=403), answers(200, visitor=403),
            data=lambda world, role: {"content": "**bold**"}),
        Row("markdownx_upload", at("markdownx_upload"), answers(405, visitor=403), answers(200, visitor=403),
            data=lambda world, role: {"image": SimpleUploadedFile("a.png", picture_bytes())}),
        Row("drafts.save", at("drafts.save"), WRONG, answers(403, visitor=401, author=200, team_mate=200, camper=200,
            stranger=200), data=_draft_data),
        *template_rows(),
        Row("series.new", at("series.new"), SIGNED_IN, answers(302, visitor=SIGN_IN),
            data=lambda world, role: {"title": "One more"}),
        Row("posts.restore", at("posts.restore", **pk), WRONG, {**trashed, "author": 302}, label="trashed", writes=True,
            about="post", missing=f"/posts/{NOBODY}/restore/"),
        Row("posts.purge", at("posts.purge", **pk), {**trashed, "author": 200}, {**trashed, "author": 302}, label="trashed",
            writes=True, about="post", missing=f"/posts/{NOBODY}/purge/"),
        *(
            Row(name, at(name, **pk), WRONG if name in ("posts.like", "comments.add") else trashed,
                WRONG if name in ("posts.show", "posts.source") else trashed, data=_comment_data, label="trashed", missing=_missing(name))
            for name in ("posts.show", "posts.source", "posts.edit", "posts.delete", "posts.like", "comments.add")
        ),
    ]  # fmt: skip


def template_rows() -> list[Row]:
    """Templates: those of one's own, which nobody else sees, and the cohort's."""
    own = {"pk": lambda world: world.template.pk}
    mine, changed = answers(404, visitor=SIGN_IN, author=200), answers(404, visitor=SIGN_IN, author=302)
    sent = lambda world, role: {"name": "Mine", "body": "## Text"}  # noqa: E731
    cohort_s = members(403, organiser=200, staff=200)
    return [
        Row("templates.index", at("templates.index"), SIGNED_IN, WRONG),
        Row("templates.new", at("templates.new"), SIGNED_IN, answers(302, visitor=SIGN_IN), data=sent),
        Row("templates.edit", at("templates.edit", **own), mine, changed, data=sent, missing=_missing("templates.edit")),
        Row("templates.delete", at("templates.delete", **own), mine, changed, missing=_missing("templates.delete")),
        Row("cohorts.template", at("cohorts.template", **COHORT), cohort_s,
            members(403, organiser=302, staff=302), data=sent, missing="/c/none/template/"),
    ]  # fmt: skip


def _zip_data(world: World, role: str) -> dict:
    return {"files": SimpleUploadedFile("day5.md", b"# Day 5")}


def _missing(name: str) -> str:
    return reverse(name, kwargs={"pk": NOBODY})


def _draft_data(world: World, role: str, post: Post | None = None) -> dict:
    writer = world.cast.people[role]
    sent = {"client": uuid.uuid4(), "turn": 1, "writer": writer.pk if writer else 1, "body": "A draft."}
    return {**sent, "post": post.pk, "version": post.version} if post else {**sent, "key": uuid.uuid4()}


def _comment_data(world: World, role: str) -> dict:
    return {"body": "A comment."}


def post_rows(visibility: str) -> list[Row]:
    """A post of this visibility, and what can be done to it."""

    def row(name: str, get: Answers, post: Answers, **more) -> Row:
        return Row(
            name,
            at(name, pk=_pk(visibility)),
            get,
            post,
            label=visibility,
            about="post",
            missing=_missing(name),
            **more,
        )

    shown = Row(
        "posts.show", lambda world: world.cast.posts[visibility].get_absolute_url(), readers(visibility, 200), WRONG,
        label=f"{visibility}, at its address", about="post", missing=f"/posts/{NOBODY}/none/",
    )  # fmt: skip
    own_page, own = doers(visibility, "author", answer=200), doers(visibility, "author")
    may_comment = () if visibility == "draft" else WRITERS
    edited = lambda world, role: post_data(world.cast.posts[visibility])  # noqa: E731
    kept = lambda name: at(name, pk=_pk(visibility), revision=lambda world: world.revisions[visibility].pk)  # noqa: E731
    return [
        shown,
        Row(
            "posts.source", lambda world: world.cast.posts[visibility].get_absolute_url() + ".md",
            readers(visibility, 302), WRONG, label=f"{visibility}, beside its address", about="post",
            missing=f"/posts/{NOBODY}/none/.md",
        ),
        row("posts.show", readers(visibility, 200 if visibility == "draft" else 302), WRONG),  # a draft has no slug
        row("posts.source", readers(visibility, 200), WRONG),
        row("posts.edit", own_page, own, data=edited, writes=True),
        Row("drafts.save", at("drafts.save"), WRONG, {**doers(visibility, "author", answer=200), "visitor": 401},
            data=lambda world, role: _draft_data(world, role, world.cast.posts[visibility]), label=f"of a {visibility} post",
            about="post", writes=True),
        row("posts.delete", own_page, own, writes=True),
        row("posts.restore", WRONG, MISSING, writes=True),
        row("posts.purge", MISSING, MISSING, writes=True),
        row("drafts.discard", WRONG, own, data=lambda world, role: {"version": 1}, writes=True),
        row("revisions.index", own_page, WRONG),
        Row("revisions.show", kept("revisions.show"), own_page, WRONG, label=visibility, about="post",
            missing=f"/posts/{NOBODY}/history/1/"),
        Row("revisions.restore", kept("revisions.restore"), WRONG, own, label=visibility, about="post", writes=True,
            data=lambda world, role: {"version": 1}, missing=f"/posts/{NOBODY}/history/1/restore/"),
        row("posts.like", WRONG, doers(visibility, *may_comment), writes=True),
        row("comments.add", WRONG, doers(visibility, *may_comment), data=_comment_data, writes=True),
        Row(
            "uploads.show", lambda world: world.uploads[visibility].get_absolute_url(),
            {**readers(visibility, 200), "visitor": 200 if visibility == "public" else 404}, WRONG, label=visibility,
            missing="/uploads/00000000-0000-4000-8000-000000000000.png",
        ),
    ]  # fmt: skip


def _pk(visibility: str) -> Callable[[World], int]:
    return lambda world: world.cast.posts[visibility].pk


def series_rows(visibility: str) -> list[Row]:
    """A series of Minji's that holds her post of this visibility: it is there for whom that post is."""
    pk = {"pk": lambda world: world.series[visibility].pk}
    own_page, own = doers(visibility, "author", answer=200), doers(visibility, "author")
    words = lambda world, role: {"title": f"Series {visibility}"}  # noqa: E731
    into = lambda world, role: {"series": world.series[visibility].pk}  # noqa: E731

    def row(name: str, get: Answers, post: Answers, where=None, **more) -> Row:
        label = more.pop("label", visibility)
        missing = more.pop("missing", _missing(name))
        return Row(name, where or at(name, **pk), get, post, label=label, about="post", missing=missing, **more)

    return [
        row("series.show", readers(visibility, 200), WRONG, lambda world: world.series[visibility].get_absolute_url(),
            label=f"{visibility}, at its address", missing=f"/series/{NOBODY}/none/"),
        row("series.show", readers(visibility, 302), WRONG),
        row("series.edit", own_page, own, data=words),
        row("series.delete", own_page, own),
        row("series.gather", own_page, own, at("series.gather", pk=_pk(visibility)), data=into),
    ]  # fmt: skip


def beside_rows(visibility: str) -> list[Row]:
    """What stands beside a published post: Minji's own comment, and her question."""
    comment = {"pk": lambda world: world.comments[visibility].pk}
    question = {"pk": lambda world: world.questions[visibility].pk}
    own_page, own = doers(visibility, "author", answer=200), doers(visibility, "author")
    resolves = doers(visibility, "author", "mentor", "organiser", "staff")

    def row(name: str, words: dict, get: Answers, post: Answers, **more) -> Row:
        return Row(
            name,
            at(name, **words),
            get,
            post,
            label=visibility,
            about="post",
            writes=True,
            missing=_missing(name),
            **more,
        )

    return [
        row("comments.edit", comment, own_page, own, data=_comment_data),
        row("comments.delete", comment, own_page, own),
        row("questions.resolve", question, WRONG, resolves),
    ]


def other_rows() -> list[Row]:
    """A comment of somebody else's than the post's author; a question that is only a note."""
    comment = {"pk": lambda world: world.camper_comment.pk}
    page, done = doers("cohort", "camper", answer=200), doers("cohort", "camper")
    note = at("questions.resolve", pk=lambda world: world.note.pk)
    return [
        Row(
            "comments.edit",
            at("comments.edit", **comment),
            page,
            done,
            data=_comment_data,
            label="of another camper",
            writes=True,
        ),
        Row("comments.delete", at("comments.delete", **comment), page, done, label="of another camper", writes=True),
        Row("questions.resolve", note, WRONG, doers("cohort"), label="only noted"),
    ]


JOURNAL = [
    *site_rows(),
    *cohort_rows(),
    *writing_rows(),
    *(row for visibility in VISIBILITIES for row in post_rows(visibility)),
    *(row for visibility in PUBLISHED for row in beside_rows(visibility)),
    *(row for visibility in VISIBILITIES for row in series_rows(visibility)),
    *other_rows(),
]


def in_closed_cohort(row: Row, expected: Answers) -> Answers:
    """Return a row's answers once the cohort ended or is archived: it reads as before, and is written to no more."""
    closed = {role: 403 if said in (200, 302) else said for role, said in expected.items()}
    return closed if row.writes else expected


def in_preparation(row: Row, expected: Answers) -> Answers:
    """Return a row's answers while the cohort is prepared: it is there for its organisers and the staff, and one's own
    posts for oneself; nobody writes."""
    sees = {"organiser", "staff"} | ({"author"} if row.about == "post" else set())
    there = in_closed_cohort(row, expected)
    return {role: said if role in sees or said in (405, SIGN_IN) else SIGN_IN if role == "visitor" else 404
            for role, said in there.items()}  # fmt: skip
