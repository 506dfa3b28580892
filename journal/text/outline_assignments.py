"""The assignments that a post names under 과제. Remarks ("너무 어려웠다!!") are none."""

import re
from dataclasses import dataclass

from journal.text.headings import plain_title, without_decoration, without_emoji
from journal.text.outline_tree import Heading, Item
from journal.text.sentences import is_remark, is_sentence

LONGEST_NAME = 80

_WHICH = "필수|선택|기본|심화|도전|추가|개인|팀"
_WORD = "과제|숙제|미션|퀴즈|assignment|homework|hw|mission|quiz|problem"
_NAMED = re.compile(
    rf"^[\[(<]?\s*(?:(?:{_WHICH})\s*(?:{_WORD})?|{_WORD})\s*[-#]?\s*(?P<code>\d{{1,3}}(?:[-.]\d{{1,3}})?)\s*번?"
    r"(?![\d가-힣])\s*[\])>]?\s*[-–—:.)]*\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CODED = re.compile(r"^[\[(]?(?P<code>\d{1,3}(?:-\d{1,3})?)\s*(?:[.):\]]|번[.):]?)\s*(?P<title>\D.*)$", re.DOTALL)
_KIND_TAG = re.compile(rf"^[\[(<](?:{_WHICH})(?:\s*과제)?[\])>]\s*")
# How it went, behind the name: "→ 제출", "(완료)", "- 하는 중"; and the lines that say there was none.
_STATUS = re.compile(
    r"\s*(?:(?:→|⇒|->|=>).*|[-–—(\[]\s*(?:제출|완료|완성|진행|하는|미완|내일|예정|보류|done|wip|submitted|todo)[^()\[\]]{0,20}[)\]]?)$",
    re.I | re.S,
)
_ONLY_STATUS = re.compile(r"(?:제출|완료|완성|진행 ?중|하는 중|done|wip)(?:함|했음)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[다요음임함])\.\s")
_NONE = re.compile(r"(?:없음|없다|안\s?함|못\s?함|패스|pass|none|보류)$", re.IGNORECASE)
# Headings inside of an assignment's write-up that name no assignment.
_PARTS = frozenset(
    """코드 풀이 결과 결과물 접근 접근법 접근방법 문제 문제설명 설명 후기 참고 참고자료 출처 링크 어려웠던점 배운점 느낀점 해결 해결방법 시도 구현 실행결과
    정답 오답 피드백 메모 요구사항 제출 기타 code result results solution reference references link links note notes feedback""".split()
)


@dataclass(frozen=True)
class AssignmentLine:
    """An assignment that a post names. `text` is the line as typed, `done` a task's box (None where there is none)."""

    title: str
    code: str | None
    text: str
    done: bool | None
    anchor: str


def _read(line: str, item: Item | None, anchor: str) -> tuple[bool, AssignmentLine] | None:
    """An assignment in a line, and whether it has a number; None for a remark, a sentence or nothing."""
    done = item.done if item else None
    text = line = line.split("\n", 1)[0].strip()
    number = item.number if item else None
    if number is not None:
        text = f"{number}. {line}"
    words = without_decoration(without_emoji(line))
    words = without_decoration(_STATUS.sub("", words)) or words
    if not words or is_remark(words) or _NONE.search(words):
        return None
    if match := _NAMED.match(words):
        title = _SENTENCE_END.split(match["title"], maxsplit=1)[0].strip()
        if _ONLY_STATUS.match(title):
            title = words[: match.start("title")].rstrip(" -–—:.)")
        elif not title or title[0] in ",·" or is_sentence(title):
            title = words[: match.start("title")].rstrip(" -–—:.)") if title and title[0] not in ",·" else words
        return True, AssignmentLine(title, match["code"], text, done, anchor)
    words = _KIND_TAG.sub("", words)
    if match := _CODED.match(words):
        number, words = match["code"], match["title"].strip()
    if not words or len(words) > LONGEST_NAME or plain_title(words).replace(" ", "").casefold() in _PARTS:
        return None
    if number is not None:
        return True, AssignmentLine(words, str(number), text, done, anchor)
    return None if is_sentence(words) else (False, AssignmentLine(words, None, text, done, anchor))


def _from_items(items: list[Item], anchor: str) -> list[tuple[bool, AssignmentLine]]:
    found = []
    for item in items:
        if not item.depth:
            continue  # a paragraph tells; it does not list
        inner = item.items[0] if not item.text and len(item.items) == 1 else item  # "- 2. x" is a list in a bullet
        if line := _read(inner.text, inner, anchor):
            found.append(line)
    return found


def _from_heading(section: Heading, mine) -> list[tuple[bool, AssignmentLine]]:
    """The assignments under a heading of assignments, numbered or not, in order."""
    found = _from_items(section.items, section.anchor)
    for child in section.children:
        if not mine(child):
            continue
        if "assignment" in child.match.kinds and not _NAMED.match(plain_title(child.title)):
            found.extend(_from_heading(child, mine))  # "필수 과제" under "과제"
        elif not child.match.kinds or "assignment" in child.match.kinds:
            if child.is_real and (line := _read(child.title, None, child.anchor)):
                found.append(line)
    return found


def read_assignments(section: Heading, mine) -> list[AssignmentLine]:
    """The assignments of one section; `mine(heading)` says whether a heading below it still belongs to it.

    If any line is numbered or called "과제 N", only such lines count; otherwise every short line that is no sentence.
    A section that is itself one ("과제 1. 숫자야구") gives that one.
    """
    if _NAMED.match(plain_title(section.title)) and (line := _read(plain_title(section.title), None, section.anchor)):
        return [line[1]]
    found = _from_heading(section, mine)
    if any(is_numbered for is_numbered, _ in found):
        found = [line for line in found if line[0]]
    return list({(line.code, line.title): line for _, line in reversed(found)}.values())[::-1]
