"""The curriculum as posts meet it: which lecture a noted code or title means, or the first letters of it."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.prepared import Prepared, number
from journal.models.topics import TopicAlias
from journal.text.chosung import best_match
from journal.text.lectures import natural_key
from journal.text.near_titles import fold_title, is_near, words_of
from journal.text.topic_names import topic_key

SUGGESTIONS = 8
KEPT = 8  # curricula of a process: about 1 MB each with 500 lectures


class Known(NamedTuple):
    """A lecture as it is compared with what somebody noted; `keys` are the folded names of its topic."""

    pk: int
    code: str
    code_key: str
    title: str
    topic_id: int
    keys: tuple[str, ...]


class Curriculum:
    """A cohort's lectures, and what a noted code or title means among them."""

    def __init__(self, lectures: tuple[Known, ...]):
        self.lectures = lectures
        self._by_code: dict[tuple[str, str], Known] = {}
        self._by_title: dict[str, list[Known]] = defaultdict(list)
        self._by_start: dict[tuple[str, int], list[Known]] = defaultdict(list)
        self._topics: dict[str, int] = {}
        self._words: dict[int, set[str]] = {}
        for lecture in lectures:
            for key in lecture.keys:
                self._by_code[key, lecture.code_key] = lecture
                self._topics[key] = lecture.topic_id
            if title := fold_title(lecture.title):
                self._by_title[title].append(lecture)
                self._by_start[title[0], len(title)].append(lecture)
            self._words[lecture.pk] = words_of(lecture.title)

    def means(self, code: str, title: str, topic: str) -> Known | None:
        """Return the lecture that a note of this code and title under this topic means, or None.

        A code counts within its topic, unless the title is another lecture's there. Without such a code it is the
        lecture of that title, or of nearly that title (journal/text/near_titles); then the only lecture of that code
        whose title holds the words.
        """
        topic_id = self._topics.get(topic_key(topic))
        titled = self._titled(title, topic_id)
        coded = self._by_code.get((topic_key(topic), natural_key(code)))
        if coded and titled and titled.topic_id == coded.topic_id:
            return titled
        return coded or titled or self._near(title, topic_id) or self._only(code, title)

    def knows(self, title: str, topic: str | None) -> bool:
        """Return whether a line without a code is the title of a lecture."""
        topic_id = self._topics.get(topic_key(topic or ""))
        return bool(self._titled(title, topic_id) or self._near(title, topic_id))

    def _titled(self, title: str, topic_id: int | None) -> Known | None:
        """The lecture of this title: of the topic, else the only one."""
        alike = self._by_title.get(fold_title(title), [])
        here = [lecture for lecture in alike if lecture.topic_id == topic_id]
        return here[0] if here else alike[0] if len(alike) == 1 else None

    def _near(self, title: str, topic_id: int | None) -> Known | None:
        """The only lecture whose title this is but for a slip; of the topic, where the curriculum has it."""
        typed = fold_title(title)
        if not typed:
            return None
        lengths = range(len(typed) - 2, len(typed) + 3)
        near = [
            lecture
            for length in lengths
            for lecture in self._by_start.get((typed[0], length), ())
            if topic_id in (None, lecture.topic_id) and is_near(title, lecture.title, self._words_beside(lecture))
        ]
        return near[0] if len(near) == 1 else None

    def _words_beside(self, lecture: Known) -> set[str]:
        return set().union(*(words for pk, words in self._words.items() if pk != lecture.pk)) - self._words[lecture.pk]

    def _only(self, code: str, title: str) -> Known | None:
        words = topic_key(title)
        alike = [
            lecture
            for lecture in self.lectures
            if lecture.code_key == natural_key(code) and words and words in topic_key(lecture.title)
        ]
        return alike[0] if len(alike) == 1 else None


def curriculum_of(cohort: Cohort) -> Curriculum:
    """Return a cohort's curriculum as it is now (one query); what was made of the same lectures before is kept."""
    rows = LECTURES.tuples(cohort=cohort.pk)
    return _kept(tuple(Known(*row, (key, *aliases)) for *row, key, aliases in rows))


_kept = lru_cache(KEPT)(Curriculum)


def _lectures():
    aliases = TopicAlias.objects.filter(topic=OuterRef("topic")).order_by("pk").values("key")
    lectures = Lecture.objects.filter(cohort=number("cohort")).order_by("topic__position", "code_key", "pk")
    names = ("pk", "code", "code_key", "title", "topic_id", "topic__key")
    return lectures.annotate(aliases=ArraySubquery(aliases)).values_list(*names, "aliases")


LECTURES = Prepared(_lectures)


def suggest_lectures(cohort: Cohort, query: str) -> list[Lecture]:
    """Return at most eight lectures whose code, title or topic fits what was typed; for nothing typed, today's.

    Of those that fit as well as each other the one comes first whose study day is nearest to today.
    """
    today = cohort.today()
    lectures = Lecture.objects.filter(cohort=cohort).select_related("topic")
    if not topic_key(query):
        return list(lectures.filter(study_on=today).order_by("topic__position", "code_key")[:SUGGESTIONS])
    rows = []
    for lecture in lectures:
        names = (lecture.title, f"{lecture.code} {lecture.title}", f"{lecture.topic.name} {lecture.code}")
        if (rank := best_match(names, query)) is not None:
            away = abs((lecture.study_on - today).days) if lecture.study_on else 10_000
            rows.append((rank, away, lecture.topic.position, lecture.code_key, lecture.pk, lecture))
    return [row[-1] for row in sorted(rows)[:SUGGESTIONS]]
