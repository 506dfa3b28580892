"""How a day's page begins: the section template, with the day's lectures as boxes to tick where they are learned.

`{{lectures}}` on a line of its own says where they stand; without it they stand in the section of what was learned,
each under its topic. `{{day}}` and `{{date}}` become Day N's number and its date.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from journal.text.markdown import parse
from journal.text.outline_learning import topics_in
from journal.text.outline_tree import Heading, read_tree
from journal.text.section_names import match_section, name_key, own_names
from journal.text.topic_names import topic_key

DEEPEST = 6  # a heading's level in Markdown
_PLACE = re.compile(r"[ \t]*\{\{\s*(?:lectures|강의)\s*\}\}[ \t]*", re.IGNORECASE)
_WORDS = re.compile(r"\{\{\s*(day|date|날짜)\s*\}\}", re.IGNORECASE)
# What would be a mark in a title: always these, and an underscore or a tilde at a word's edge.
_MARKS = re.compile(r"[\\*`$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|~(?=~)|\](?=\()|&(?=#?\w+;)")


@dataclass(frozen=True)
class DayLecture:
    """A lecture of the day: its code, its title, its topic's name."""

    code: str
    title: str
    topic: str


def opening(
    template: str,
    lectures: Iterable[DayLecture] = (),
    *,
    number: int | None = None,
    on: date | None = None,
    section_names: Mapping[str, str] | None = None,
    learning: str = "학습 내용",
) -> str:
    """The text that a new page begins with.

    `number` and `on` are the Day and its date, None for a free note. `section_names` are the cohort's own titles of
    sections; `learning` is the title of the section that is made for lectures where the template has none for them.
    """
    words = {"day": str(number or ""), "date": on.isoformat() if on else ""}
    template = _WORDS.sub(lambda match: words["day" if match[1].lower() == "day" else "date"], template)
    lectures, own = list(lectures), own_names(section_names)
    lines = template.split("\n")
    if (place := _place_in(template)) is not None:
        return _at_place(lines, place, lectures, own)
    if not lectures:
        return template
    section = next(_learning_sections(read_tree(parse(template), own)), None)
    if section is None:
        lines = [f"## {learning}", "", *(["", *lines] if template.strip() else [])]
        section = read_tree(parse(lines[0]), {}).children[0]
    return _in_section(lines, section, lectures, own)


def is_untouched(text: str, openings: Iterable[str]) -> bool:
    """Whether a text says no more than one of the openings: nothing was written, no box ticked."""
    said = text.split()
    return any(said == opening.split() for opening in openings)


def with_sections(text: str, start: str, section_names: Mapping[str, str] | None = None) -> str:
    """A text that was begun already, with the sections of another opening that it has not, behind all that is there."""
    own = own_names(section_names)
    there = {name for heading in _headings(read_tree(parse(text), own)) for name in _names(heading)}
    root = read_tree(parse(start), own)
    alone = root.children[0] if len(root.children) == 1 else root
    sections, lines = (alone if alone.children else root).children, start.split("\n")
    if not sections:
        return text if start.strip() in text else f"{text.rstrip()}\n\n{start}"
    ends = [*(section.lines[0] for section in sections[1:]), len(lines)]
    missing = [
        "\n".join(lines[section.lines[0] : end]).strip("\n")
        for section, end in zip(sections, ends, strict=True)
        if not there & _names(section)
    ]
    return "\n\n".join([text.rstrip("\n"), *missing]) + "\n" if missing else text


def _names(heading: Heading) -> set[str]:
    return {name_key(heading.title), *heading.match.kinds[:1]}


def caret_of(text: str, section_names: Mapping[str, str] | None = None) -> int:
    """Where one goes on writing in a new page, counted in UTF-16 units: an empty line of what was learned, else of the
    first section, else the end."""
    root = read_tree(parse(text), own_names(section_names))
    section = next(_learning_sections(root), None) or next(iter(root.children), None)
    lines = text.split("\n")
    at = len(lines) - 1
    if section is not None:
        heads = [heading for heading in _headings(root) if heading.lines[0] >= section.lines[1]]
        end = next((head.lines[0] for head in heads if head.level <= section.level), len(lines))
        last = max(at for at in range(section.lines[0], end) if lines[at].strip())
        is_head = any(head.lines[0] <= last < head.lines[1] for head in [section, *heads])
        at = last + (1 if is_head else 2)
        at = at if at < len(lines) and not lines[at].strip() else last
    return _units("\n".join(lines[: at + 1]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _headings(node: Heading) -> Iterator[Heading]:
    for child in node.children:
        yield child
        yield from _headings(child)


def _learning_sections(node: Heading) -> Iterator[Heading]:
    """The headings of what was learned, without those that only stand over another one (a day's title)."""
    for child in node.children:
        inner = list(_learning_sections(child))
        if inner and any(heading.is_real for heading in inner):
            yield from inner
        elif "learning" in child.match.kinds:
            yield child
        else:
            yield from inner


def _place_in(template: str) -> int | None:
    """The line on which the lectures are asked for, outside of code."""
    if "{{" not in template:
        return None
    code = [token.map for token in parse(template) if token.type in ("fence", "code_block") and token.map]
    found = (at for at, line in enumerate(template.split("\n")) if _PLACE.fullmatch(line))
    return next((at for at in found if not any(start <= at < end for start, end in code)), None)


def _at_place(lines: list[str], at: int, lectures: list[DayLecture], own: Mapping[str, str]) -> str:
    before, behind = lines[:at], lines[at + 1 :]
    if not lectures:
        if before and not before[-1].strip() and behind and not behind[0].strip():
            behind = behind[1:]  # one empty line is enough where the lectures are not
        return "\n".join([*before, *behind])
    above = [h for h in _headings(read_tree(parse("\n".join(before)), own)) if h.is_real]
    listed = _listed(lectures, (above[-1].level if above else 1) + 1, own)
    gap = [""] if before and before[-1].strip() else []
    return "\n".join([*before, *gap, *listed, *_room(behind), *behind])


def _in_section(lines: list[str], section: Heading, lectures: list[DayLecture], own: Mapping[str, str]) -> str:
    """The lectures at the end of the section's own words, those of a topic that it names already under that one."""
    root = read_tree(parse("\n".join(lines)), own)
    heads = [heading.lines[0] for heading in _headings(root)]
    named = {topic_key(child.title): child for child in section.children if child.is_real}
    unnamed = [lecture for lecture in lectures if topic_key(lecture.topic) not in named]
    level = section.level + 1 if section.is_real else DEEPEST + 1
    places = [(section.lines[1], _listed(unnamed, level, own))] if unnamed else []
    for key, heading in named.items():
        boxes = [_box(lecture) for lecture in lectures if topic_key(lecture.topic) == key]
        places += [(heading.lines[1], boxes)] if boxes else []
    for is_last, (start, listed) in zip((True, *[False] * len(places)), sorted(places, reverse=True), strict=False):
        at = min((head for head in heads if head >= start), default=len(lines))
        before, behind = lines[:at], lines[at:]
        while not before[-1].strip():
            before.pop()
        lines = [*before, "", *listed, *(_room(behind) if is_last else [""]), *behind]
    return "\n".join(lines)


def _room(behind: list[str]) -> list[str]:
    """Empty lines behind a list, so that one can write between it and what follows without going on in the list."""
    rest = [line for line in behind if line.strip()]
    have = next((at for at, line in enumerate(behind) if line.strip()), len(behind))
    return [""] * max(0, (3 if rest else 2) - have)


def _by_topic(lectures: Iterable[DayLecture]) -> dict[str, list[DayLecture]]:
    topics: dict[str, list[DayLecture]] = {}
    for lecture in lectures:
        topics.setdefault(" ".join(lecture.topic.split()), []).append(lecture)
    return topics


def _listed(lectures: Iterable[DayLecture], level: int, own: Mapping[str, str]) -> list[str]:
    """The lectures by topic: under headings of `level`, or where that is too deep in lists.

    A topic that a heading would not make known as one ("회고", a long name) stands in brackets before its lectures.
    """
    blocks, bare = [], []
    for topic, group in _by_topic(lectures).items():
        if not _is_heard(topic, own):
            bare += [_box(lecture, f"[{topic}] " if topic else "") for lecture in group]
        elif level > DEEPEST:
            blocks.append([f"- {_plain(topic)}", *("  " + _box(lecture) for lecture in group)])
        else:
            blocks.append([f"{'#' * level} {_plain(topic)}", "", *map(_box, group)])
    every = [bare, *blocks] if bare else blocks
    return [line for block in every for line in (*block, "")][:-1]


def _is_heard(topic: str, own: Mapping[str, str]) -> bool:
    names = topics_in(topic)
    return len(names) == 1 and topic_key(names[0]) == topic_key(topic) and not match_section(topic, own).kinds


def _box(lecture: DayLecture, before: str = "") -> str:
    return f"- [ ] {before}{_plain(f'{lecture.code} {lecture.title}')}"


def _plain(words: str) -> str:
    """Words on one line that Markdown leaves as they are."""
    return _MARKS.sub(r"\\\g<0>", " ".join(words.split()))
