"""Topics and lectures under a post's 학습 내용: from headings, from lists, from lists in lists."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from journal.text.event_names import split_date
from journal.text.headings import plain_title
from journal.text.lectures import LectureCode, read_lecture
from journal.text.outline_tree import BOLD_LINE, Heading, Item
from journal.text.sentences import is_question, is_remark, is_sentence
from journal.text.topic_names import TopicNameError, split_topics, topic_key

LONGEST_TOPIC = 30
MOST_WORDS_OF_TOPIC = 4
LONGEST_LECTURE = 100

# Parts of any write-up, which are no topics.
_PARTS = frozenset(
    """정리 요약 개요 소개 서론 본론 결론 목차 실습 예제 예시 코드 결과 결과물 풀이 문제 문제풀이 참고 참고자료 참고문헌 출처 링크 기타 추가 보충 메모 정의 개념 특징 장점 단점
    장단점 사용법 방법 이유 목적 목표 배경 의미 종류 용어 들어가며 시작하며 마무리 오늘 내일 이번주 일정 오늘일정 계획 할일 필수 선택 복습 예습 완료 진행중 필독 공통
    introduction intro overview summary conclusion example examples code result results reference references link
    links etc todo note notes memo goal goals plan plans usage definition optional required done toc contents
    tableofcontents keyword keywords 키워드 이론 학습목표 오늘의목표 학습계획 트러블슈팅 troubleshooting 에러 오류 error""".split()
)
_DAY_NAME = re.compile(
    r"^(?:day|week|일차|주차)?\s*-?\s*\d+\s*(?:일차|주차|일|주)?$|^(?:day|week)\s*\d*\b.{0,12}$|^[월화수목금토일]요일$",
    re.I,
)
# Words that make a phrase of a name: "Git에서 알게 된 것", "소프트맥스의 미분", "let과 const", "1단계. 정의".
_PHRASE = re.compile(
    r"(?:[가-힣](?:에서|으로|에게|까지|부터|을|를|은|는)|[가-힣]{2}의|[A-Za-z0-9)\]](?:은|는|이|가|을|를|과|와|의|로|에|에서|으로))\s"
    r"|(?:^|\s)(?:내가|나의|내|우리|아직|무엇|뭐가|왜|어떻게|언제|어디|얼마나|이번|다음|그리고|하지만|첫|두|세|네|\d+단계|첫째|둘째)(?:\s|번째|$)"
    r"|(?:것|것들|거|점|줄|때|까|법|[하되보쓰읽찾풀들나짓주오]기)$|\s(?:만들기|다루기|정리|요약|이유|문제|비교|차이|후기|과정)$"
)
# "1 텐서 / 2 Autograd": several lectures on one line.
_ON_ONE_LINE = re.compile(r"\s+[/|,]\s+")
_SAYS_LECTURES = re.compile(r"강의|수강|lectures?\b", re.I)


@dataclass(frozen=True)
class LectureLine:
    """A lecture that a post notes: `topic` is the heading's words it stands under, or None."""

    code: str
    title: str
    topic: str | None
    anchor: str


def topics_in(title: str) -> list[str]:
    """The topics that a short heading names: most often one, several where commas part them, none where it is
    a sentence or a phrase ("Git에서 알게 된 것"), a part of any write-up ("예제"), a day, or long."""
    name, on = split_date(title)
    name = name if on else plain_title(title)
    if not name or len(name) > LONGEST_TOPIC or len(name.split()) > MOST_WORDS_OF_TOPIC or ":" in name or "=" in name:
        return []
    if (
        not any(char.isalpha() for char in name)
        or topic_key(name) in _PARTS
        or _DAY_NAME.match(name)
        or is_sentence(name)
    ):
        return []
    if len(name) > 4 and _PHRASE.search(name):
        return []
    try:
        return [topic for topic in split_topics(name) if topic_key(topic) not in _PARTS]
    except TopicNameError:
        return []


def _first_line(item: Item) -> str:
    return item.text.split("\n", 1)[0].strip()


def _numbered(item: Item) -> tuple[int, int, Item] | None:
    """An item's ordinal, its list's first number, and who has the words: "1. x", and "- 2. x", a list in a bullet."""
    if item.number is not None:
        return item.number, item.starts_at or 0, item
    if not item.text and len(item.items) == 1 and item.items[0].number is not None:
        inner = item.items[0]
        return inner.number, inner.starts_at or 0, inner
    return None


def _code_of(item: Item) -> LectureCode | None:
    """The lecture code of a list's item: in its words, else its ordinal, which is not sure."""
    line = _first_line(item)
    found = read_lecture(plain_title_start(line))
    numbered = _numbered(item)
    if numbered is None:
        return found
    line = _first_line(numbered[2])
    found = read_lecture(line)
    if found and found.is_sure:
        return found
    return LectureCode(str(numbered[0]), line, None, False) if line else None


def _is_box(item: Item, code: LectureCode) -> bool:
    """Whether an item is a box whose words may ask: "[ ] 1 벡터가 뭐예요?" is a lecture's title, and no remark."""
    return item.done is not None and is_question(code.title)


def plain_title_start(line: str) -> str:
    """A line without ornaments before its words ("✅ 4-1 OOP")."""
    return line.lstrip("✅☑✔️🔥📌💡🌟⭐️•·▶►■□●○- \t") or line  # noqa: B005 (any of these)


class LearningReader:
    """Gathers the topics and lectures of a post's learning sections, in order, each once.

    `knows(title, topic)` says whether a line without a code is the title of a lecture.
    """

    def __init__(self, knows: Callable[[str, str | None], bool] | None = None) -> None:
        self.knows = knows or (lambda title, topic: False)
        self.topics: dict[str, str] = {}
        self.lectures: dict[tuple[str, str], LectureLine] = {}
        self.says_lectures = False

    def read(self, section: Heading, mine) -> None:
        """Read one learning section; `mine(heading)` says whether a heading below it still belongs to it."""
        self.says_lectures = bool(_SAYS_LECTURES.search(section.title))
        self._read_under(section, None, mine)

    def _add_topic(self, name: str) -> None:
        self.topics.setdefault(topic_key(name), name)

    def _add_lecture(self, found: LectureCode, topic: str | None, anchor: str) -> None:
        if topic is None and found.topic:
            names = topics_in(found.topic)
            if names:
                topic = names[0]
                self._add_topic(topic)
        topic = self.topics.get(topic_key(topic), topic) if topic else None
        self.lectures.setdefault(
            (topic_key(topic or ""), found.code), LectureLine(found.code, found.title, topic, anchor)
        )

    def _add_known(self, line: str, topic: str | None, anchor: str) -> bool:
        """Add a lecture that is named by its title alone; say whether the line is one's."""
        title = plain_title(line)
        if not title or len(title) > LONGEST_LECTURE or not self.knows(title, topic):
            return False
        topic = self.topics.get(topic_key(topic), topic) if topic else None
        self.lectures.setdefault(
            (topic_key(topic or ""), f" {topic_key(title)}"), LectureLine("", title, topic, anchor)
        )
        return True

    def _read_under(self, node: Heading, topic: str | None, mine) -> None:
        """The items and the headings under a learning section, a transparent heading or a topic."""
        self._read_items(node.items, node.anchor, topic)
        children = [child for child in node.children if mine(child)]
        codes = [read_lecture(plain_title_start(child.title)) for child in children]
        # A bare number before a heading is a code where most headings have one and they do not count from 1.
        unsure = [found.code for found in codes if found and not found.is_sure]
        numbers_count = not unsure or unsure[0] in ("0", "1") or len(unsure) * 2 <= len(children)
        has_real = any(child.is_real for child in children)
        for child, found in zip(children, codes, strict=True):
            if found and (found.is_sure or not numbers_count) and not is_remark(found.title):
                self._add_lecture(found, topic, child.anchor)
            elif self._add_known(found.title if found else child.title, topic, child.anchor):
                continue
            elif "learning" in child.match.kinds:
                self._read_under(child, topic, mine)
            elif topic is None and _DAY_NAME.match(plain_title(child.title)):
                self._read_under(child, topic, mine)
            elif topic is None and not (child.level == BOLD_LINE and has_real):
                self._read_topic(child, mine)

    def _read_topic(self, heading: Heading, mine) -> None:
        names = topics_in(heading.title)
        for name in names:
            self._add_topic(name)
        if names:
            self._read_under(heading, names[0], mine)

    def _read_items(self, items: list[Item], anchor: str, topic: str | None) -> None:
        """The lectures among a heading's direct items, list by list."""
        if topic and items and not items[0].depth:
            self._take_first_line(_first_line(items[0]), anchor, topic)
        lists: dict[int, list[Item]] = {}
        for item in items:
            lists.setdefault(item.list_id, []).append(item)
        for list_id, members in lists.items():
            found = [_code_of(item) for item in members]
            self._take(found, members, anchor, topic, in_paragraph=not list_id)
            if topic is None and list_id:
                self._read_item_topics(members, found, anchor)

    def _take_first_line(self, line: str, anchor: str, topic: str) -> None:
        """The lectures that the first line under a topic names in passing: "3 최적화", "1 텐서 / 2 Autograd"."""
        found = [read_lecture(plain_title_start(part)) for part in _ON_ONE_LINE.split(line)]
        if all(
            code and code.title and len(code.title) <= LONGEST_TOPIC and not is_sentence(code.title) for code in found
        ):
            for code in found:
                self._add_lecture(code, topic, anchor)

    def _take(self, found, members, anchor: str, topic: str | None, *, in_paragraph: bool) -> bool:
        """Add the codes of one list that are lectures; say whether any was."""
        named = [
            (code, _is_box(item, code))
            for code, item in zip(found, members, strict=True)
            if code and len(code.title) <= LONGEST_LECTURE and (_is_box(item, code) or not is_remark(code.title))
        ]
        if in_paragraph:
            named = [
                each for each in named if not (each[0].topic or "=" in each[0].title or is_sentence(each[0].title))
            ]
        unsure_too = not in_paragraph and self._are_codes(found, members, topic)
        taken = [
            code for code, is_box in named if code.is_sure or (unsure_too and (is_box or not is_sentence(code.title)))
        ]
        for code in taken:
            self._add_lecture(code, topic, anchor)
        others = [
            code.title if code else _first_line(item)
            for code, item in zip(found, members, strict=True)
            if code is None or code not in taken
        ]
        known = [self._add_known(line, topic, anchor) for line in others]
        return bool(taken) or any(known)

    def _are_codes(self, found, members, topic: str | None) -> bool:
        """Whether the bare numbers of a list are codes: at least half of its items have one and none is a sentence.

        A list that counts from 1 most often just counts. Its numbers are codes where they were typed into bullets
        under a topic ("- 1 벡터"), or where the section is called one of lectures (들은 강의).
        """
        numbered = [code for code in found if code]
        unsure = [code for code in numbered if not code.is_sure]
        told = [code for code, item in zip(found, members, strict=True) if code in unsure and not _is_box(item, code)]
        if not unsure or len(numbered) * 2 < len(members) or any(is_sentence(code.title) for code in told):
            return False
        if unsure[0].code not in ("0", "1") or self.says_lectures:
            return True
        return topic is not None and all(item.number is None for item in members)

    def _read_item_topics(self, members: list[Item], found, anchor: str) -> None:
        """Items that name a topic and hold a list of its lectures: "- Python" over "  - 4-1 OOP"."""
        for item, code in zip(members, found, strict=True):
            names = topics_in(_first_line(item)) if item.items and not code else []
            if not names:
                continue
            codes = [_code_of(inner) for inner in item.items]
            before = len(self.lectures)
            if self._take(codes, item.items, anchor, names[0], in_paragraph=False) and len(self.lectures) > before:
                self._add_topic(names[0])
