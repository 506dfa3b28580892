"""What a learning log says without being asked: its sections, topics, lectures, assignments, links, events, questions.

Nothing is demanded of a writer. The outline is read from the headings and lists that people write anyway; a post
without any of them has empty lists. It is read from the renderer's tokens, so its anchors are those of the page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from journal.text.event_names import EventName, nearest_day, read_event
from journal.text.markdown import parse
from journal.text.outline_assignments import read_assignments
from journal.text.outline_learning import LearningReader
from journal.text.outline_questions import questions_under
from journal.text.outline_tree import Heading, Item, read_tree
from journal.text.section_names import own_names

# Bounds of what one post can hang on its page, its day and its topics; far above what people write.
MAX_SECTIONS, MAX_TOPICS, MAX_LECTURES, MAX_ASSIGNMENTS = 200, 20, 100, 50
MAX_RESOURCES, MAX_EVENTS, MAX_QUESTIONS = 200, 20, 200
MAX_TITLE = 200
EXCERPT = 140

# Which sections may open inside of which; everything else belongs to the section around it.
_OPENS_INSIDE = {
    "learning": frozenset({"assignment", "peer_session", "mentoring", "event", "retrospective", "question"}),
    "assignment": frozenset({"peer_session", "mentoring", "event", "question"}),
    "peer_session": frozenset({"mentoring", "event"}),
    "mentoring": frozenset({"peer_session", "event"}),
}


@dataclass(frozen=True)
class Section:
    """A heading's part of a post. `kind` is the first of `kinds` (see section_names.KINDS); `position` counts from 0."""

    kind: str
    kinds: list[str]
    title: str
    anchor: str
    level: int
    empty: bool
    position: int


@dataclass(frozen=True)
class LectureMention:
    """A lecture that the post is about; `topic` is the name of one of the outline's topics, or None."""

    code: str
    title: str
    topic: str | None
    anchor: str


@dataclass(frozen=True)
class Assignment:
    """An assignment that the post names; `text` is its line as typed, `done` a task's box or None."""

    title: str
    code: str | None
    text: str
    done: bool | None
    anchor: str


@dataclass(frozen=True)
class Resource:
    """An http(s) link; `title` is "" for a bare address, `section` the kind of section it stands in, or None."""

    url: str
    title: str
    anchor: str
    section: str | None


@dataclass(frozen=True)
class EventMention:
    """An event that a heading names. `on` is an ISO date, or None where no date or no year can be known."""

    title: str
    name: str
    kind: str
    month: int | None
    day: int | None
    on: str | None
    anchor: str


@dataclass(frozen=True)
class Question:
    """A question heading of a FAQ, a line under 질문, or a question block; `source` says which."""

    title: str
    anchor: str
    group: str | None
    event: str | None
    source: str


@dataclass(frozen=True)
class Outline:
    """All that `read_outline` reads; every list is in the order of the post. `to_dict()` has plain JSON values."""

    sections: list[Section] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    lectures: list[LectureMention] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    excerpt_of_retrospective: str = ""

    def to_dict(self) -> dict:
        """The outline as dicts, lists, strings, numbers, booleans and None."""
        return asdict(self)


@dataclass(eq=False)
class _Part:
    """A section being read: its heading, its kinds, its event where it is one."""

    heading: Heading
    kinds: tuple[str, ...]
    event: EventName | None = None


class _Sections:
    """Decides which headings open sections, and to which section every heading belongs."""

    def __init__(self, root: Heading):
        self.parts: list[_Part] = []
        self.owner: dict[Heading, _Part] = {}
        self.named: set[Heading] = set()
        self._mark_named(root)
        self._visit(root, None)

    def _mark_named(self, node: Heading) -> bool:
        """Remember the headings that hold a named section somewhere below them."""
        below = [self._mark_named(child) for child in node.children]
        if any(below):
            self.named.add(node)
        return any(below) or bool(node.match.kinds)

    def _visit(self, node: Heading, part: _Part | None) -> None:
        dated = [child for child in node.children if self._is_only_dated(child)]
        for child in node.children:
            opened = self._opened_by(child, part, few_dated=len(dated) <= 2 and node in self.named)
            if opened:
                self.parts.append(opened)
            inside = opened or part
            if inside:
                self.owner[child] = inside
            self._visit(child, inside)

    @staticmethod
    def _is_only_dated(node: Heading) -> bool:
        event = None if node.match.kinds else read_event(node.title)
        return bool(event and event.kind is None)

    def _opened_by(self, node: Heading, part: _Part | None, *, few_dated: bool) -> _Part | None:
        """The section that a heading opens, or None."""
        event = None if node.match.kinds and "event" not in node.match.kinds else read_event(node.title)
        if (
            event
            and event.kind is None
            and not (few_dated and part is None and node not in self.named and node.is_real)
        ):
            event = None
        kinds = node.match.kinds or (("event",) if event and node.is_real else ())
        if "event" in kinds and not event:
            event = EventName(node.title, "other")
        if part is not None:
            return _Part(node, kinds, event) if kinds and kinds[0] in _OPENS_INSIDE.get(part.kinds[0], ()) else None
        if self._is_container(node, kinds):
            return None
        if kinds:
            return _Part(node, kinds, event)
        return _Part(node, ("other",)) if node.is_real else None

    def _is_container(self, node: Heading, kinds: tuple[str, ...]) -> bool:
        """Whether a heading only stands over sections: the post's title, a day of a week's log."""
        is_alone = node.parent is not None and node.parent.level == 0 and len(node.parent.children) == 1
        if not kinds:
            return node in self.named or (is_alone and bool(node.children))
        if not (is_alone and node in self.named):
            return False
        if kinds[0] == "learning":  # "TIL 8/5" is the title of a post with a 학습 내용, and the learning of one without
            return any("learning" in child.match.kinds and child.is_real for child in node.children)
        return not node.match.is_bare


def _headings(node: Heading) -> Iterator[Heading]:
    """A heading and all below it, in the order of the post. Levels bound the depth."""
    yield node
    for child in node.children:
        yield from _headings(child)


def _cut(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


def _texts(items: list[Item]) -> Iterator[str]:
    for item in items:
        if item.text:
            yield item.text
        yield from _texts(item.items)


def _excerpt(headings: Iterator[Heading]) -> str:
    """The first words under some headings, cut at a blank where there is one."""
    words: list[str] = []
    length = 0
    for heading in headings:
        for text in _texts(heading.items):
            words.extend(text.split())
            length += len(text)
            if length > EXCERPT * 2:
                break
    text = " ".join(words)
    if len(text) <= EXCERPT:
        return text
    head = text[: EXCERPT - 1]
    return (head[: head.rfind(" ")] if " " in head[EXCERPT // 2 :] else head).rstrip() + "…"


def _event_of(part: _Part, study_on: date | None) -> EventMention:
    event = part.event
    on = None
    if event.month and event.day:
        on = nearest_day(event.month, event.day, event.year, study_on)
    return EventMention(
        title=_cut(part.heading.title),
        name=_cut(event.name),
        kind=event.kind or "other",
        month=event.month,
        day=event.day,
        on=on.isoformat() if on else None,
        anchor=part.heading.anchor,
    )


def _resources(root: Heading, owner: Mapping[Heading, _Part]) -> list[Resource]:
    found: dict[str, Resource] = {}
    for heading in _headings(root):
        part = owner.get(heading)
        for link in heading.links:
            kind = part.kinds[0] if part else None
            found.setdefault(link.url, Resource(link.url, _cut(link.title), heading.anchor, kind))
    return list(found.values())[:MAX_RESOURCES]


def _questions(root: Heading, owner: Mapping[Heading, _Part]) -> list[Question]:
    found: dict[tuple[str, str], Question] = {}
    order: dict[str, int] = {}
    for heading in _headings(root):
        order.setdefault(heading.anchor, len(order))
        part = owner.get(heading)
        event = _cut(part.heading.title) if part and "event" in part.kinds else None
        is_section = part is not None and part.heading is heading
        for line in questions_under(heading, part.kinds if part else (), is_section=is_section):
            question = Question(
                _cut(line.title), line.anchor, _cut(line.group) if line.group else None, event, line.source
            )
            found.setdefault((line.anchor, line.title), question)
    return sorted(found.values(), key=lambda question: order[question.anchor])[:MAX_QUESTIONS]


def read_outline(
    source: str,
    *,
    study_on: date | None = None,
    section_names: Mapping[str, str] | None = None,
    knows_lecture: Callable[[str, str | None], bool] | None = None,
) -> Outline:
    """The outline of a post's Markdown.

    `study_on` is the day that the post is about: the year of an event's "0805" is the one nearest to it.
    `section_names` are the cohort's own titles of sections -> kinds of section_names.KINDS; they win over the table.
    `knows_lecture(title, topic)` says whether a line without a code is the title of a lecture of the cohort's.
    Work is linear in the source; lists are cut at the bounds above. Never raises on any str.
    """
    root = read_tree(parse(source), own_names(section_names))
    sections = _Sections(root)
    learning = LearningReader(knows_lecture)
    assignments: list[Assignment] = []
    events: list[EventMention] = []
    excerpt = ""
    for part in sections.parts:

        def mine(heading: Heading, part: _Part = part) -> bool:
            return sections.owner.get(heading) is part

        if "learning" in part.kinds:
            learning.read(part.heading, mine)
        if "assignment" in part.kinds:
            assignments.extend(
                Assignment(_cut(line.title), line.code, _cut(line.text), line.done, line.anchor)
                for line in read_assignments(part.heading, mine)
            )
        if part.event:
            events.append(_event_of(part, study_on))
        if "retrospective" in part.kinds and not excerpt:
            excerpt = _excerpt(heading for heading in _headings(part.heading) if mine(heading))
    return Outline(
        sections=[
            Section(
                kind=part.kinds[0],
                kinds=list(part.kinds),
                title=_cut(part.heading.title),
                anchor=part.heading.anchor,
                level=min(part.heading.level, 6),  # a bold line is below every heading
                empty=not (part.heading.has_content or part.heading.children),
                position=position,
            )
            for position, part in enumerate(sections.parts[:MAX_SECTIONS])
        ],
        topics=list(learning.topics.values())[:MAX_TOPICS],
        lectures=[
            LectureMention(line.code, _cut(line.title), line.topic, line.anchor)
            for line in list(learning.lectures.values())[:MAX_LECTURES]
        ],
        assignments=assignments[:MAX_ASSIGNMENTS],
        resources=_resources(root, sections.owner),
        events=events[:MAX_EVENTS],
        questions=_questions(root, sections.owner),
        excerpt_of_retrospective=excerpt,
    )
