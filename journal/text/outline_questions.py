"""The questions of a post: headings of its FAQ groups, lists under 질문, and ``> [!QUESTION]`` blocks."""

import re
from dataclasses import dataclass

from journal.text.headings import plain_title
from journal.text.outline_tree import Heading
from journal.text.sentences import is_question

_ASKED = re.compile(r"^(?:Q\s?\d{0,3}\s?[.):]|\[Q\d*\]|질문\s?\d*\s?[.):])", re.IGNORECASE)
_ANSWER = re.compile(r"^(?:A\s?\d{0,3}\s?[.):]|\[A\d*\]|답변?\s?\d*\s?[.):])", re.IGNORECASE)
# Parts of a day where people ask: a group of headings there is a FAQ when most of its headings are questions.
_WHERE_PEOPLE_ASK = frozenset({"event", "mentoring", "peer_session"})


@dataclass(frozen=True)
class QuestionLine:
    """A question. `group` is the heading it stands under, `source` "heading", "item" or "callout"."""

    title: str
    anchor: str
    group: str | None
    source: str


def _asks(title: str) -> bool:
    return is_question(title) or bool(_ASKED.match(title.strip()))


def _mostly_questions(headings: list[Heading]) -> bool:
    return bool(headings) and sum(_asks(heading.title) for heading in headings) * 2 >= len(headings)


def _in_group(group: Heading, *, all_of_them: bool) -> list[QuestionLine]:
    """The questions among the headings of a group."""
    found = []
    for child in group.children:
        if _ANSWER.match(plain_title(child.title)) or (child.match.kinds and not _asks(child.title)):
            continue
        has_own = not _asks(child.title) and _mostly_questions(child.children)
        if _asks(child.title) or (all_of_them and child.is_real and not has_own):
            found.append(QuestionLine(child.title, child.anchor, group.title or None, "heading"))
    return found


def _is_faq(heading: Heading | None) -> bool:
    """Whether a heading is a FAQ, or a group of questions inside of one ("수학" under "FAQ")."""
    while heading is not None:
        if "question" in heading.match.kinds:
            return True
        if _asks(heading.title) or not _mostly_questions(heading.children):
            return False
        heading = heading.parent
    return False


def questions_under(heading: Heading, section_kinds: tuple[str, ...], *, is_section: bool) -> list[QuestionLine]:
    """The questions directly under one heading of a post.

    `section_kinds` are the kinds of the section it belongs to, `is_section` says whether it opens that section.
    Under a FAQ every heading is a question; under a heading of an event, of mentoring or of a peer session, most of
    whose headings ask, every one is, too; elsewhere those that begin with "Q.".
    """
    asked = [
        QuestionLine(title, heading.anchor, heading.title or None, "callout") for title in heading.callouts if title
    ]
    if _is_faq(heading):
        found = _in_group(heading, all_of_them=True)
        if not heading.children:
            for item in heading.items:
                line = item.text.split("\n", 1)[0].strip()
                if _asks(line):
                    found.append(QuestionLine(line, heading.anchor, heading.title, "item"))
        return found + asked
    if _WHERE_PEOPLE_ASK & set(section_kinds):
        real = [child for child in heading.children if child.is_real and not child.match.kinds]
        return _in_group(heading, all_of_them=not is_section and _mostly_questions(real)) + asked
    marked = [child for child in heading.children if _ASKED.match(plain_title(child.title))]
    return [QuestionLine(child.title, child.anchor, heading.title or None, "heading") for child in marked] + asked
