"""Who waits for an answer, slowly: read anew from everything that was asked and said on a post.

Waiting means that nobody of the staff has answered since the camper's last word (PRODUCT.md). Exactly:

A **word** is a comment that was not deleted and is not hidden, or the asking itself. It is the staff's when its writer
was an active mentor or organiser of the cohort as they said it (`Comment.by_staff`): an answer stays one when its
mentor leaves. Only campers wait, and only while the cohort is open to them: what a withdrawn camper asked waits no
more. Only on published posts somebody waits, not in the trash, and not while they are hidden. An item waits since the
first word that was not answered, so that asking again does not put anybody at the end of the line. What was asked
before a post was brought in from elsewhere was asked there.

A **question** (not one that is only noted) has a place: that of the text has the comments at its heading, or on the
whole post where it stands under none; one that a comment asks has that comment's thread, which then is no other
question's place. A word of the asker in its place asks again; a word of the staff in its place, after it was asked,
answers everything before. A question that has an answer is answered, also while its asker's next words wait for
another, else open; resolved is what somebody said. It waits while something was asked that is neither answered nor
dismissed, unless it is resolved, or joined to the same question of somebody else that still stands: that one waits for
both.

A **reply** is a camper's word in a thread, after a word of the staff in it. A thread waits once, since the first such
word after the staff's last. The asker's words in the place of a question are that question's, as long as it is neither
resolved nor joined; and while a question waits, no thread of its place waits beside it. What was said before a
question was resolved, joined or dismissed is settled in its threads as well.

A **request for feedback** waits until the staff say anything on the post after it. A word of the post's author that is
in no question's place and in no thread in which the staff took part before asks for it again.

So every word makes one item wait at most, and no thread waits both as a question and as a reply.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

NOTE, OPEN, ANSWERED, RESOLVED = "note", "open", "answered", "resolved"  # journal/models/questions.py


@dataclass(frozen=True)
class Said:
    """A comment that stands: `thread` is the key of the one that its thread hangs on, its own where it begins one."""

    pk: int
    thread: int
    section: str
    author: int
    by_staff: bool
    said_at: datetime


@dataclass(frozen=True)
class Asked:
    """A question that is asked, not noted; `is_joined` where the same question of somebody else stands for it."""

    pk: int
    asker: int
    title: str
    anchor: str
    thread: int | None  # of the comment that asks
    state: str
    asked_at: datetime
    resolved_at: datetime | None
    joined_at: datetime | None
    is_joined: bool


@dataclass(frozen=True)
class Dismissed:
    """What needs no answer: a question, a thread, or (neither) the request for feedback."""

    question: int | None
    thread: int | None
    dismissed_at: datetime


@dataclass(frozen=True)
class Conversation:
    """A post and all that was asked and said on it. `campers` are the keys of those who may wait."""

    author: int
    title: str
    is_there: bool  # published, not in the trash, not hidden
    feedback_at: datetime | None
    imported_at: datetime | None
    asked: list[Asked] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)  # in the order it was said
    dismissed: list[Dismissed] = field(default_factory=list)
    campers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Item:
    """One that waits, as the table keeps it; a reply's words are those of its comment."""

    kind: str
    asker: int
    asked_at: datetime
    question: int | None = None
    thread: int | None = None
    comment: int | None = None
    section: str = ""
    words: str = ""


@dataclass(frozen=True)
class Answer:
    """A question's state, and by whom and when it was answered, first since the last asking that has an answer."""

    state: str
    answered_at: datetime | None = None
    answered_by: int | None = None


@dataclass(frozen=True)
class Found:
    """What waits on a post, and how its questions stand (by their keys)."""

    items: list[Item]
    answers: Mapping[int, Answer]


def read_conversation(talk: Conversation) -> Found:
    """Return what waits on a post, and how its questions stand, as the top of this file defines it."""
    places = {question.pk: _place(talk, question) for question in talk.asked}
    walks = {question.pk: _walk(talk, question, places[question.pk]) for question in talk.asked}
    items = [
        Item("question", question.asker, pending_at, question=question.pk, section=_section(question, places),
             words=question.title)
        for question in talk.asked
        if (pending_at := walks[question.pk][0]) and question.state != RESOLVED and not question.is_joined
        and question.asker in talk.campers
    ]  # fmt: skip
    waiting = {item.question for item in items}
    items += _replies(talk, places, waiting)
    items += _feedback(talk, places)
    return Found(items if talk.is_there else [], {pk: answer for pk, (_pending_at, answer) in walks.items()})


def _place(talk: Conversation, question: Asked) -> list[Said]:
    """The words in a question's place, after it was asked."""
    if question.thread:
        here = [said for said in talk.said if said.thread == question.thread]
    else:
        taken = {other.thread for other in talk.asked}
        here = [said for said in talk.said if said.section == question.anchor and said.thread not in taken]
    return here


def _section(question: Asked, places: Mapping[int, list[Said]]) -> str:
    return question.anchor if question.thread is None else next((s.section for s in places[question.pk]), "")


def _walk(talk: Conversation, question: Asked, place: list[Said]) -> tuple[datetime | None, Answer]:
    """Return since when a question is unanswered (None: it is not), and how it stands."""
    settled_at = _latest(talk.imported_at, *(d.dismissed_at for d in talk.dismissed if d.question == question.pk))
    pending_at = question.asked_at if _is_after(question.asked_at, settled_at) else None
    answer, asked_again = None, False
    for said in place:
        if said.said_at <= question.asked_at:
            continue
        if said.by_staff:
            answer = said if answer is None or asked_again else answer
            pending_at, asked_again = None, False
        elif said.author == question.asker and _is_after(said.said_at, settled_at):
            pending_at, asked_again = pending_at or said.said_at, True
    if answer is None:
        return pending_at, Answer(question.state if question.state == RESOLVED else OPEN)
    return pending_at, Answer(question.state if question.state == RESOLVED else ANSWERED, answer.said_at, answer.author)


def _replies(talk: Conversation, places: Mapping[int, list[Said]], waiting: set[int | None]) -> Iterable[Item]:
    threads: dict[int, list[Said]] = {}
    for said in talk.said:
        threads.setdefault(said.thread, []).append(said)
    around: dict[int, list[Asked]] = {}
    for question in talk.asked:
        for thread in {said.thread for said in places[question.pk]}:
            around.setdefault(thread, []).append(question)
    for thread, words in threads.items():
        questions = around.get(thread, [])
        if waiting.isdisjoint(question.pk for question in questions):
            pending = _pending_reply(talk, thread, words, questions)
            if pending:
                yield Item("reply", pending.author, pending.said_at, thread=thread, comment=pending.pk,
                           section=pending.section)  # fmt: skip


def _pending_reply(talk: Conversation, thread: int, words: list[Said], questions: list[Asked]) -> Said | None:
    """The first word of a camper in a thread that the staff, who took part in it, have not answered."""
    keys = {question.pk for question in questions}
    settled_at = _latest(
        *(d.dismissed_at for d in talk.dismissed if d.thread == thread or d.question in keys),
        *(question.resolved_at for question in questions if question.state == RESOLVED),
        *(question.joined_at for question in questions if question.is_joined),
    )
    askers = {question.asker for question in questions if question.state != RESOLVED and not question.is_joined}
    took_part, pending = False, None
    for said in words:
        if said.by_staff:
            took_part, pending = True, None
        elif took_part and said.author in talk.campers - askers and _is_after(said.said_at, settled_at):
            pending = pending or said
    return pending


def _feedback(talk: Conversation, places: Mapping[int, list[Said]]) -> Iterable[Item]:
    if talk.feedback_at is None or talk.author not in talk.campers:
        return
    settled_at = _latest(*(d.dismissed_at for d in talk.dismissed if d.question is None and d.thread is None))
    elsewhere = {said.thread for place in places.values() for said in place}  # threads that are a question's
    pending_at = talk.feedback_at if _is_after(talk.feedback_at, settled_at) else None
    for said in talk.said:
        if said.by_staff:
            elsewhere.add(said.thread)  # what is said in it from now on is a reply
        if said.said_at <= talk.feedback_at:
            continue
        if said.by_staff:
            pending_at = None
        elif said.author == talk.author and said.thread not in elsewhere and _is_after(said.said_at, settled_at):
            pending_at = pending_at or said.said_at
    if pending_at:
        yield Item("feedback", talk.author, pending_at, words=talk.title)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _is_after(moment: datetime, settled_at: datetime | None) -> bool:
    return settled_at is None or moment > settled_at
