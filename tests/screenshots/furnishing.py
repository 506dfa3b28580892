"""The demo cohort with one of everything that a page can be about: what the sample alone does not hold is made here."""

import time
import uuid
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.base import ContentFile
from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import User
from accounts.newcomers import make_newcomers
from accounts.sessions import SessionStore
from journal.actions.bookmarks import change_bookmark, keep_bookmark
from journal.actions.cohorts import add_member
from journal.actions.follows import follow
from journal.actions.hidings import hide_post
from journal.actions.notes import add_note
from journal.actions.notifications import notify
from journal.actions.posts import delete_post
from journal.actions.proposals import propose_topic
from journal.actions.reports import add_report
from journal.actions.rosters import keep_roster
from journal.actions.series import gather_post, start_series
from journal.actions.templates import keep_template
from journal.actions.topic_names import rename_topic
from journal.actions.topics import find_topics
from journal.actions.transfers import keep_import
from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.exports import Export
from journal.models.people import Invitation, Membership
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.revisions import Revision
from journal.models.waiting import Dismissal
from journal.queries.invitations import claim_token
from journal.text.rosters import Entry
from journal.transfer.demo import MAIN_COHORT, load_demo
from tests.factories import make_comment, make_post

MAIL = "letter.log"
LETTER = "Content-Type: text/plain; charset=utf-8\nSubject: 서연 님이 답했어요\nTo: minji@haru.example\n\n오늘 글에 답이 달렸어요.\n"
TYPED_AHEAD = 3600  # seconds by which a password counts as typed later than now: no page asks for it meanwhile


def furnish() -> SimpleNamespace:
    """Load the demo, add what it has none of, and return all that addresses name (tests/screenshots/pages.py)."""
    load_demo()
    cohort = Cohort.objects.get(slug=MAIN_COHORT)
    people = {each.handle: each for each in User.objects.all()}
    seen = Post.objects.published().filter(cohort=cohort, visibility="cohort").order_by(Length("html").desc())
    mine = seen.filter(author__handle="minji")
    f = SimpleNamespace(
        cohort=cohort, people=people, post=mine[0], public=Post.objects.filter(visibility="public", cohort=cohort)[0],
        code=seen.filter(has_code=True)[0], maths=seen.filter(has_math=True)[0],
        table=seen.filter(html__contains="<table")[0], picture=seen.filter(html__contains="<img").first(),
        topic=cohort.topics.filter(is_curated=True)[1], team=cohort.teams.first(), event=cohort.events.first(),
        lecture=cohort.lectures.first(), announcement=Announcement.objects.filter(cohort=cohort).first(),
        question=Question.objects.exclude(state="note").filter(post__visibility="cohort")[0],
        others=Post.objects.published().filter(cohort=cohort).exclude(author__handle="minji").filter(visibility="cohort")[0],
    )  # fmt: skip
    f.member = Membership.objects.get(cohort=cohort, user=people["minji"])
    _write(f)
    _keep(f)
    _organise(f)
    _moderate(f)
    _let_in(f)
    return f


def session_of(user: User) -> str:
    """Return the key of a session in which `user` has just typed their password."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + TYPED_AHEAD, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    return session.session_key


def _write(f: SimpleNamespace) -> None:
    minji, seoyeon = f.people["minji"], f.people["seoyeon"]
    f.revision = Revision.objects.create(
        post=f.post, version=1, kind="replaced", title=f.post.title, body=f.post.body[:400]
    )
    f.trashed = delete_post(post=make_post(minji, f.cohort, title="지운 글", body="다시 쓰려고 지웠어요."))
    f.draft = make_post(minji, f.cohort, title="주말에 정리할 것", body="## 학습 내용\n\n- 역전파", publish=False)
    f.comment = Comment.objects.filter(author=minji).first() or make_comment(minji, f.post, "고마워요!")
    f.public_comment = make_comment(seoyeon, f.public, "잘 읽었어요.")
    make_comment(seoyeon, f.post, "체인 룰을 **그림으로** 그려 보세요.\n\n```python\nloss.backward()\n```")
    comment = Comment.objects.filter(post=f.post).first()
    notify(recipients=[minji], kind="comment", actor=seoyeon, post=f.post, comment=comment)
    notify(recipients=[minji], kind="checked", actor=seoyeon, post=f.post)


def _keep(f: SimpleNamespace) -> None:
    minji = f.people["minji"]
    kept = keep_bookmark(owner=minji, post=f.others)
    f.bookmark = change_bookmark(bookmark=kept, note="다시 읽기", folder=None, new_folder="복습")
    follow(follower=minji, topic=f.topic)
    follow(follower=minji, person=f.others.author)
    f.series = start_series(
        owner=minji, key=uuid.uuid4(), title="역전파 끝까지", description="손으로 미분해 봐요.", post=f.post
    )
    gather_post(series=f.series, post=Post.objects.published().filter(author=minji).exclude(pk=f.post.pk)[0])
    f.template = keep_template(owner=minji, name="짧은 하루", body="## 학습 내용\n\n## 회고", is_default=False)
    file = ContentFile("# 20일째\n\n오늘은 짧게.".encode())
    f.kept = keep_import(owner=minji, cohort=f.cohort, name="day20.md", file=file, visibility="cohort")


def _organise(f: SimpleNamespace) -> None:
    haeun, seoyeon = f.people["haeun"], f.people["seoyeon"]
    f.note = add_note(author=seoyeon, membership=f.member, body="질문을 아껴요. 먼저 물어봐 주기.", key=uuid.uuid4())
    f.dismissal = Dismissal.objects.create(post=f.post)
    entries = [Entry(1, "새 사람", "new@haru.example", (f.team.name,), "camper"), Entry(2, "", "broken", (), "camper")]
    f.roster = keep_roster(cohort=f.cohort, owner=haeun, name="roster.csv", entries=entries)
    f.export = Export(cohort=f.cohort, owner=haeun, kind="files", state="done", total=40, done=40)
    f.export.ended_at = timezone.now()
    f.export.file.save("export.zip", ContentFile(b"PK"))
    [renamed] = find_topics(cohort=f.cohort, names=["Pandas 판다스"])
    rename_topic(topic=renamed, name="판다스", actor=haeun)
    f.proposal = propose_topic(proposer=f.people["minji"], topic=f.topic, kind="alias", name="비단뱀")
    f.withdrawn = Membership.objects.get(cohort=f.cohort, user=f.people["woojin"])
    Membership.objects.filter(pk=f.withdrawn.pk).update(state="withdrawn")


def _moderate(f: SimpleNamespace) -> None:
    hushed = make_post(f.people["minji"], f.cohort, title="너무 긴 하소연", body="오늘은 힘들었어요.")
    f.hiding = hide_post(post=hushed, by=f.people["haeun"], reason="이름이 적혀 있어요.")
    f.report = add_report(
        post=f.public, comment=None, reporter=f.people["minji"], source="", reason="광고 같아요.", key=uuid.uuid4()
    )


def _let_in(f: SimpleNamespace) -> None:
    soon = timezone.now() + timedelta(days=7)
    f.invitation = Invitation.objects.create(cohort=f.cohort, expires_at=soon, places=9)
    [newcomer] = make_newcomers([("claim@haru.example", "새 사람")], language="ko", time_zone="Asia/Seoul")
    f.claim = claim_token(add_member(cohort=f.cohort, user=newcomer, role="camper", state="invited"))
    sora = f.people["sora"]
    address, _made = EmailAddress.objects.get_or_create(user=sora, email=sora.email, defaults={"primary": True})
    f.email_key = EmailConfirmationHMAC.create(address).key
    f.reset_uid, f.reset_token = user_pk_to_url_str(sora), default_token_generator.make_token(sora)
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MAIL).write_text(LETTER)
