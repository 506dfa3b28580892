"""An event's page: what everyone noted of it, and its questions, each once with all answers side by side."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

from journal.models.cohorts import Cohort
from journal.models.events import Event, EventNote
from journal.models.questions import Question
from journal.queries.parts import UNREAD, Noted, read_parts
from journal.text.event_names import read_event
from journal.text.tex_words import without_tex
from journal.text.topic_names import topic_key

LOOSE, SUGGESTED = 200, 8  # writings that are looked at, and names of them that are offered
QUESTIONS = 12  # on a page
ANSWERS = 6  # of a question on a page
MOST = 500  # characters of an answer


@dataclass(frozen=True)
class SharedQuestion:
    """A question of an event, as its first note has it, with what people noted as the answer; `count` counts them."""

    title: str
    group: str
    answers: list[Noted]
    count: int

    @property
    def words(self) -> str:
        """The title, its formulas as signs that can be read."""
        return without_tex(self.title)

    @property
    def others(self) -> int:
        """How many people more noted it."""
        return self.count - len(self.answers)


def notes_of(user, event: Event):
    """Return the notes of an event that `user` may read, each with its post as its page is: pages go by `shown_on`."""
    notes = EventNote.objects.visible_to(user).filter(event=event).select_related("post__author", "post__team")
    return notes.defer(*UNREAD)


@dataclass(frozen=True)
class Unknown:
    """What sections of a day are called that no event has: `count` of them, as far as their reader may see."""

    name: str
    on: date
    count: int

    @property
    def query(self) -> str:
        """The address's words that begin an event with it."""
        return urlencode({"name": self.name, "on": self.on.isoformat()})


def unknown_events(user, cohort: Cohort) -> list[Unknown]:
    """Return what most sections are about that are tied to no event, the most first."""
    loose = EventNote.objects.visible_to(user).filter(post__cohort=cohort, event=None, on__isnull=False).order_by()
    rows = loose.values_list("on", "title").annotate(count=Count("pk")).order_by("-count", "-on", "title")[:LOOSE]
    names: dict[tuple[date, str], str] = {}
    counts: Counter = Counter()
    for on, title, count in rows:
        read = read_event(title)
        name = read.name if read else title
        names.setdefault((on, topic_key(name)), name)
        counts[on, topic_key(name)] += count
    return [Unknown(names[key], key[0], count) for key, count in counts.most_common(SUGGESTED)]


def shared_questions(user, event: Event, after: int | None = None) -> tuple[list[SharedQuestion], int | None]:
    """Return a page of an event's questions, and the id after which the next page starts.

    Titles that fold to the same words are one question. They stand in the order in which they were first noted, so
    that whoever notes one while somebody reads moves none; of each question the newest notes are read.
    """
    noted = Question.objects.noted_at(event, by=user)
    firsts = noted.order_by().values("fold").annotate(first=Min("pk")).order_by("first")
    found = list(firsts.filter(first__gt=after or 0)[: QUESTIONS + 1])
    page = found[:QUESTIONS]
    turn = Window(RowNumber(), partition_by="fold", order_by=F("pk").desc())
    chosen = noted.filter(fold__in=[row["fold"] for row in page]).order_by().annotate(turn=turn)
    chosen = chosen.annotate(count=Window(Count("pk"), partition_by="fold")).filter(turn__lte=ANSWERS)
    counts = dict(chosen.values_list("pk", "count"))
    rows = Question.objects.visible_to(user).filter(pk__in=counts).select_related("post__author", "post__team")
    answers: dict[str, list[Question]] = defaultdict(list)
    for question in rows.defer(*UNREAD).order_by("-pk"):
        answers[question.fold].append(question)
    shared = [_shared(answers[row["fold"]], counts) for row in page if answers[row["fold"]]]
    return shared, (page[-1]["first"] if len(found) > QUESTIONS else None)


def _shared(questions: list[Question], counts: dict[int, int]) -> SharedQuestion:
    first = min(questions, key=lambda question: question.pk)
    return SharedQuestion(first.title, first.group, read_parts(questions, most=MOST), counts[questions[0].pk])
