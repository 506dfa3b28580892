"""A curriculum's pages: its lectures with how many notes the reader may see, and what everyone noted about one."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Sum, When
from django.utils import timezone

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.curriculum import AnyLecture, Lecture, LectureCount, LectureNote, lecture_address
from journal.models.follows import Follow
from journal.models.posts import Post
from journal.models.prepared import Prepared, number
from journal.models.questions import Question
from journal.models.readers import rows_for
from journal.queries.paging import PreparedList, is_among
from journal.queries.parts import NAMES, OF_POST, POST, UNREAD
from journal.queries.resources import BroughtLink, resources_in
from journal.text.slugs import slug_of

NOTES, ASKED = 10, 30  # notes and questions on a page
ASKED_COLUMNS = (
    *("title", "anchor", "state", "post", "comment__author"), *(f"post__{name}" for name in POST),
    *(f"{whose}__{name}" for whose in ("post__author", "comment__author") for name in NAMES),
)  # fmt: skip
WRITERS = 200  # notes that are looked at for who wrote them


def note_counts(user, cohort: Cohort) -> dict[int, int]:
    """Return how many notes of each lecture (by its id) `user` may read; from the counts, not from the notes.

    Notes are looked at only in posts that one reads by a right of one's own: those one wrote, also where their readers
    are mentors only, and those of a team one was in.
    """
    counts = LectureCount.objects.visible_to(user).filter(lecture__cohort=cohort).order_by()
    found = Counter(dict(counts.values_list("lecture").annotate(Sum("notes"))))
    own = Post.objects.visible_to(user).by_right_of(user).filter(cohort=cohort)
    beside = LectureNote.objects.filter(post__in=own, lecture__isnull=False).values_list("lecture", flat=True)
    return found + Counter(beside)


class ShelfTopic(NamedTuple):
    """A topic as the curriculum shows it."""

    pk: int
    name: str
    slug: str
    hue: int


class ShelfLecture(NamedTuple):
    """A lecture as the curriculum shows it; `noted` is how many notes the reader may see."""

    pk: int
    code: str
    title: str
    on: date | None
    topic: ShelfTopic
    noted: int

    @property
    def slug(self) -> str:
        """The decoration in its address, or ""."""
        return slug_of(f"{self.code} {self.title}")


class ShelfEvent(NamedTuple):
    """An event as the curriculum shows it."""

    name: str
    speaker: str
    address: str


class Shelf(NamedTuple):
    """Lectures that stand together: those of one study day (`number` is its N, or None), or of one topic.

    `events` are the day's. All that is shown of it but the cohort's address, so that it can be kept; the year is there
    because a day of another one is told with its own.
    """

    lectures: tuple[ShelfLecture, ...]
    year: int
    number: int | None = None
    on: date | None = None
    topic: ShelfTopic | None = None
    events: tuple[ShelfEvent, ...] = ()


def shelves_by_day(user, cohort: Cohort) -> list[Shelf]:
    """Return a cohort's lectures and events by study day, then the lectures that have none yet."""
    days: dict[date | None, list[ShelfLecture]] = defaultdict(list)
    events: dict[date, list[ShelfEvent]] = defaultdict(list)
    for lecture in _lectures(user, cohort):
        days[lecture.on].append(lecture)
    for event in cohort.events.order_by("on", "pk"):
        event.cohort = cohort
        events[event.on].append(ShelfEvent(event.name, event.speaker, event.get_absolute_url()))
    dated, year = sorted(filter(None, {*days, *events})), timezone.localdate().year
    number_of = cohort.calendar.number_of
    shelves = [Shelf(tuple(days[on]), year, number_of(on), on, events=tuple(events[on])) for on in dated]
    return [*shelves, Shelf(tuple(days[None]), year)] if days[None] else shelves


def shelves_by_topic(user, cohort: Cohort) -> list[Shelf]:
    """Return a cohort's lectures by topic, in the curriculum's order."""
    topics: dict[ShelfTopic, list[ShelfLecture]] = defaultdict(list)
    for lecture in _lectures(user, cohort):
        topics[lecture.topic].append(lecture)
    year = timezone.localdate().year
    return [Shelf(tuple(lectures), year, topic=topic) for topic, lectures in topics.items()]


def _lectures(user, cohort: Cohort) -> list[ShelfLecture]:
    counts, topics = note_counts(user, cohort), {}
    lectures = []
    for pk, code, title, on, *of_topic in SHELVED.tuples(cohort=cohort.pk):
        topic = topics.get(of_topic[0]) or topics.setdefault(of_topic[0], ShelfTopic(*of_topic))
        lectures.append(ShelfLecture(pk, code, title, on, topic, counts.get(pk, 0)))
    return lectures


def _shelved():
    lectures = Lecture.objects.filter(cohort=number("cohort")).order_by("topic__position", "topic", "code_key", "pk")
    topic = ("topic_id", "topic__name", "topic__slug", "topic__hue")
    return lectures.values_list("pk", "code", "title", "study_on", *topic)


SHELVED = Prepared(_shelved)


def lecture_seen_by(user, cohort: Cohort, pk: int) -> Lecture | None:
    """Return a lecture of a cohort that `user` may open, with its topic; `is_followed` says whether they do."""
    found = rows_for(user, READ, lecture=pk, cohort=cohort.pk)
    if found:
        found[0].cohort = found[0].topic.cohort = cohort
    return found[0] if found else None


def _read(reader):
    follows = Exists(Follow.objects.filter(follower=number("me"), lecture=OuterRef("pk")))
    lectures = Lecture.objects.filter(pk=number("lecture"), cohort=number("cohort")).select_related("topic")
    return lectures.annotate(is_followed=follows)


READ = Prepared(_read)


class NextLecture(NamedTuple):
    """A lecture as a link to it shows it."""

    name: str
    address: str


def lectures_beside(lecture: Lecture) -> tuple[NextLecture | None, NextLecture | None]:
    """Return the lectures of the same topic before and after one, as people count their codes."""
    rows = BESIDE.tuples(topic=lecture.topic_id)
    at = next(place for place, row in enumerate(rows) if row[0] == lecture.pk)
    before, after = rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None
    return _beside(lecture, before), _beside(lecture, after)


def _beside(lecture: Lecture, row: tuple | None) -> NextLecture | None:
    return row and NextLecture(f"{row[1]} {row[2]}", lecture_address(lecture.cohort.slug, *row))


def notes_of(user, lecture: Lecture):
    """Return the notes of a lecture that `user` may read, each with its post as its page is: pages go by `shown_on`."""
    notes = LectureNote.objects.visible_to(user).filter(lecture=lecture).select_related("post__author", "post__team")
    return notes.only("code", "title", "anchor", "shown_on", *OF_POST)


class AskedThere(NamedTuple):
    """A question as a line shows it."""

    title: str
    address: str
    state: str
    state_words: str  # in the language that is spoken
    who: str


class Beside(NamedTuple):
    """What stands beside a lecture's notes."""

    questions: tuple[AskedThere, ...]
    resources: tuple[BroughtLink, ...]


def beside_of(user, lecture: Lecture) -> Beside:
    """Return the questions that campers ask where they note a lecture, and the links that they note there."""
    asked = tuple(_asked(question) for question in questions_at(user, lecture))
    return Beside(asked, tuple(resources_in(user, lecture=lecture)))


def _asked(question: Question) -> AskedThere:
    who, state = question.asker.display_name, str(question.get_state_display())
    return AskedThere(question.words, question.get_absolute_url(), question.state, state, who)


def questions_at(user, lecture: Lecture) -> list[Question]:
    """Return what campers ask where they note a lecture: open ones first, the newest first within each state."""
    asked = rows_for(user, QUESTIONS, lecture=lecture.pk, cohort=lecture.cohort_id)
    return list(dict.fromkeys(asked))  # two notes of the lecture above it give a question twice


def _questions_at(reader):
    lecture = AnyLecture()
    order = Case(When(state="open", then=0), When(state="answered", then=1), default=2, output_field=IntegerField())
    here = {"post__lecture_notes__lecture": lecture, "places__contains": [F("post__lecture_notes__anchor")]}
    asked = (
        Question.objects.visible_to(reader).exclude(state=Question.State.NOTE).filter(cohort=lecture.cohort_id, **here)
    )
    # Said once more, by key: of the join alone the planner may read every cohort's questions.
    noting = LectureNote.objects.visible_to(reader).filter(lecture=lecture).values("post_id")
    asked = asked.filter(is_among("post_id", noting))
    asked = asked.select_related("post__author", "comment__author").only(*ASKED_COLUMNS)
    return asked.order_by(order, "-pk")[:ASKED]


def writers_on(user, lecture: Lecture) -> list[tuple[User, Post]]:
    """Return who noted a lecture, each with their newest post that `user` may read; at most 200, the newest first."""
    notes = LectureNote.objects.visible_to(user).filter(lecture=lecture).select_related("post__author")
    found: dict[int, Post] = {}
    for note in notes.defer(*UNREAD, "post__html").order_by("-shown_on", "-pk")[:WRITERS]:
        note.post.noted = note
        found.setdefault(note.post.author_id, note.post)
    return [(post.author, post) for post in found.values()]


BESIDE = Prepared(
    lambda: Lecture.objects.filter(topic=number("topic")).order_by("code_key", "pk").values_list("pk", "code", "title")
)
NOTES_OF = PreparedList(lambda reader: notes_of(reader, AnyLecture()), by="shown_on", size=NOTES)
QUESTIONS = Prepared(_questions_at)
