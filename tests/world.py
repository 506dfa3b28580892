"""The world of the tests about doors: the cast, one of everything that hangs on Minji's posts, a browser for each role.

It is made once for a module of tests; whatever a request changes in it is taken back after the answer.
"""

import io
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.newcomers import make_newcomers
from accounts.pictures import store_picture
from journal.actions.bookmarks import change_bookmark, keep_bookmark
from journal.actions.cohorts import add_member
from journal.actions.feeds import renew_token
from journal.actions.hidings import hide_post
from journal.actions.notes import add_note
from journal.actions.notifications import notify
from journal.actions.posts import delete_post
from journal.actions.proposals import propose_topic
from journal.actions.questions import ask_by_comment
from journal.actions.reports import add_report
from journal.actions.rosters import keep_roster
from journal.actions.series import start_series
from journal.actions.templates import keep_template
from journal.actions.topic_names import rename_topic
from journal.actions.topics import find_topics
from journal.actions.transfers import keep_import
from journal.actions.uploads import add_upload
from journal.actions.waiting import keep_waiting
from journal.models.announcements import Announcement
from journal.models.bookmarks import Bookmark
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.exports import Export
from journal.models.moderation import Hiding, Report
from journal.models.notes import Note
from journal.models.notifications import Notification
from journal.models.people import Invitation, Membership
from journal.models.posts import Post
from journal.models.proposals import TopicProposal
from journal.models.questions import Question
from journal.models.revisions import Revision
from journal.models.rosters import Roster
from journal.models.series import Series
from journal.models.templates import SectionTemplate
from journal.models.topics import TopicChange
from journal.models.transfers import Import
from journal.models.uploads import Upload
from journal.models.waiting import Dismissal, Waiting
from journal.queries.invitations import claim_token
from journal.text.rosters import Entry
from tests.cast import ROLES, VISIBILITIES, Cast, cast_again
from tests.factories import make_announcement, make_comment, make_post

PUBLISHED = tuple(visibility for visibility in VISIBILITIES if visibility != "draft")
SIGN_IN = "sign-in"  # the answer that sends somebody to the sign-in page, and back afterwards
PASSWORD = "haru-backpropagation"


@dataclass
class World:
    """The cast, and what the addresses of the table name."""

    cast: Cast
    media: Path
    comments: dict[str, Comment] = field(default_factory=dict)  # Minji's own, on her post of each visibility
    revisions: dict[str, Revision] = field(default_factory=dict)  # kept of her post of each visibility
    questions: dict[str, Question] = field(default_factory=dict)  # open, in her post of each visibility
    uploads: dict[str, Upload] = field(default_factory=dict)  # in her post of each visibility
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    camper_comment: Comment | None = None
    note: Question | None = None
    trashed: Post | None = None
    asked: dict[str, Question] = field(default_factory=dict)  # by her comment on her post of each visibility
    waiting: dict[str, Waiting] = field(default_factory=dict)  # for an answer to her question in it
    dismissals: dict[str, Dismissal] = field(default_factory=dict)  # of what was asked on it
    series: dict[str, Series] = field(default_factory=dict)  # Minji's, with her post of each visibility
    template: SectionTemplate | None = None  # Minji's own
    kept: Import | None = None  # that Minji uploaded and did not take in yet
    export: Export | None = None  # a finished one of the organiser's
    roster: Roster | None = None  # that an organiser uploaded and did not apply yet
    lecture: Lecture | None = None
    tokens: dict[str, str] = field(default_factory=dict)  # of feeds, by whose they are
    event: Event | None = None
    told: Notification | None = None  # what Minji was told
    mentor_note: Note | None = None  # the mentor's own, on Minji
    bookmark: Bookmark | None = None  # Minji's own, in a folder of hers
    proposal: TopicProposal | None = None  # Minji's own
    topic_change: TopicChange | None = None  # a rename
    hiding: Hiding | None = None  # of a post of Minji's
    report: Report | None = None  # of her public post
    mentors_topic: str = ""
    announcements: dict[str, Announcement] = field(default_factory=dict)  # by whom they are for
    invitations: dict[str, Invitation] = field(default_factory=dict)
    claim: str = ""  # the word of an invitation that was mailed
    picture: str = ""
    email_key: str = ""
    reset_key: str = ""

    def ask(self, role: str, method: str, url: str, data=None, *, check_csrf: bool = False, **extra):
        """Return the answer to a request of this role, whole; what it changed is changed back."""
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role].output(header="", sep=";"))
        client.handler.enforce_csrf_checks = check_csrf
        with transaction.atomic():
            if method in ("GET", "POST") and not isinstance(data, str):
                response = getattr(client, method.lower())(url, data, **extra)
            else:
                response = client.generic(method, url, data or "", **extra)
            response.whole = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return response


def answer(response) -> int | str:
    """Return an answer as the table writes it: its status, or SIGN_IN when it asks to sign in and come back here."""
    if response.status_code != 302:
        return response.status_code
    where = urlsplit(response.headers["Location"])
    back = parse_qs(where.query).get("next", [])
    here = response.wsgi_request.get_full_path()
    return SIGN_IN if where.path == reverse("account_login") and back == [here] else 302


def picture_bytes() -> bytes:
    """Return a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "teal").save(out, "PNG")
    return out.getvalue()


def make_world(media: Path) -> World:
    """Return a new world whose pictures lie in `media` (which MEDIA_ROOT must name)."""
    cache.clear()
    world = World(cast_again(), media)
    cast, author = world.cast, world.cast.author
    for at, visibility in enumerate(VISIBILITIES):
        post = cast.posts[visibility]
        if visibility in PUBLISHED:
            world.comments[visibility] = make_comment(author, post)
            world.questions[visibility] = Question.objects.create(
                post=post, cohort=cast.cohort, key=f"q{at}", title="Why?", anchor="s-학습-내용", state="open"
            )
            world.asked[visibility] = ask_by_comment(comment=world.comments[visibility])
            keep_waiting(posts=[post.pk])
            world.waiting[visibility] = Waiting.objects.get(question=world.questions[visibility])
            world.dismissals[visibility] = Dismissal.objects.create(post=post)
        world.revisions[visibility] = Revision.objects.create(post=post, version=1, kind="replaced", body="Before.")
        world.uploads[visibility] = add_upload(owner=author, data=picture_bytes())
        world.uploads[visibility].posts.add(post)
        world.series[visibility] = start_series(owner=author, key=uuid.uuid4(), title=f"Series {visibility}", post=post)
    world.note = Question.objects.create(post=cast.posts["cohort"], cohort=cast.cohort, key="n", title="How?")
    world.camper_comment = make_comment(cast.camper, cast.posts["cohort"])
    (told,) = notify(recipients=[author], kind="checked", actor=cast.mentor, post=cast.posts["team"])
    world.told = Notification.objects.get(pk=told)
    member = Membership.objects.get(cohort=cast.cohort, user=author)
    world.mentor_note = add_note(author=cast.mentor, membership=member, body="A note.", key=uuid.uuid4())
    kept = keep_bookmark(owner=author, post=cast.posts["team"])
    world.bookmark = change_bookmark(bookmark=kept, note="Kept.", folder=None, new_folder="Folder")
    for role in ROLES[1:]:
        world.tokens[role] = renew_token(owner=cast.people[role], key=uuid.uuid4())
    python = cast.cohort.topics.get(slug="python")
    day_4 = cast.cohort.calendar.date_of(4)
    world.event = Event.objects.create(cohort=cast.cohort, name="Master Class", on=day_4)
    world.lecture = Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-1", title="Objects")
    [renamed] = find_topics(cohort=cast.cohort, names=["Pandas"])
    rename_topic(topic=renamed, name="pandas", actor=cast.organiser)
    world.topic_change = renamed.changes.get()
    world.proposal = propose_topic(proposer=author, topic=python, kind="alias", name="파이썬")
    hushed = make_post(author, cast.cohort, title="Hushed", day=12)
    world.hiding = hide_post(post=hushed, by=cast.organiser, reason="Not for others.")
    world.report = add_report(
        post=cast.posts["public"], comment=None, reporter=cast.stranger, source="", reason="Rude.", key=uuid.uuid4()
    )
    for whom, columns in {"everybody": {}, "team": {"teams": ["1조"]}, "mentors": {"roles": ["mentor"]}}.items():
        world.announcements[whom] = make_announcement(cast.organiser, cast.cohort, title=f"To {whom}", **columns)
    world.mentors_topic = "only-mentors"
    make_post(author, cast.cohort, title="Mentors", visibility="mentors", topics=["Only Mentors"])
    file = ContentFile(b"# Day 20")
    world.kept = keep_import(owner=author, cohort=cast.cohort, name="day20.md", file=file, visibility="cohort")
    person = Entry(1, "New", "new@test.example", ("1조",), "camper")
    world.export = Export(cohort=cast.cohort, owner=cast.organiser, kind="files", state="done", total=4)
    world.export.ended_at = timezone.now()
    world.export.file.save("export.zip", ContentFile(b"PK"))
    world.roster = keep_roster(cohort=cast.cohort, owner=cast.organiser, name="r.csv", entries=[person])
    [newcomer] = make_newcomers([("claim@test.example", "Newcomer")], language="ko", time_zone="Asia/Seoul")
    world.claim = claim_token(add_member(cohort=cast.cohort, user=newcomer, role="camper", state="invited"))
    world.trashed = delete_post(post=make_post(author, cast.cohort, title="Trashed", day=10))
    world.template = keep_template(owner=author, name="Mine", body="## Text", is_default=False)
    soon = timezone.now() + timedelta(days=1)
    world.invitations["good"] = Invitation.objects.create(cohort=cast.cohort, expires_at=soon, places=9)
    world.invitations["spent"] = Invitation.objects.create(cohort=cast.cohort, expires_at=soon, places=1, taken=1)
    world.picture = store_picture(picture_bytes())
    cast.team_mate.set_password(PASSWORD)
    cast.team_mate.save()
    for role in ROLES:
        _let_in(world, role)
    _make_keys(world)  # a sign-in spends the key of an earlier moment
    return world


@contextmanager
def lasting(blocker, media: Path, settings) -> Iterator[World]:
    """Keep one world for a whole module of tests, in a transaction that is rolled back at its end."""
    before = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = media
    with blocker.unblock(), transaction.atomic():
        yield make_world(media)
        settings.MEDIA_ROOT = before
        transaction.set_rollback(True)


def set_state(cohort: Cohort, state: str) -> None:
    """Put the world's cohort into another state, for as long as the test lasts."""
    Cohort.objects.filter(pk=cohort.pk).update(state=state)


def post_data(post: Post | None = None, **fields) -> dict:
    """Return what the editor sends for a post that can be published."""
    version = {"version": post.version} if post else {"key": uuid.uuid4()}
    return {"title": "A title", "body": "A body.", "publish": "", **version, **fields}


def _make_keys(world: World) -> None:
    bora = world.cast.fresh("team_mate")
    address = EmailAddress.objects.create(user=bora, email=bora.email, primary=True, verified=False)
    world.email_key = EmailConfirmationHMAC.create(address).key
    world.reset_key = f"{user_pk_to_url_str(bora)}-{default_token_generator.make_token(bora)}"


def _let_in(world: World, role: str) -> None:
    client = Client(raise_request_exception=False)
    if user := world.cast.people[role]:
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    world.clients[role], world.cookies[role] = client, client.cookies
