"""The filters that people type into a search: from:@minji topic:"AI Math" day:4 is:question has:code kind:회고."""

from dataclasses import dataclass

from journal.text.search_folding import fold
from journal.text.section_names import KINDS, section_kind

LAST_DAY = 9_999
PARTS = ("post", "comment", "lecture", "person", "topic", "event")  # what else than sections a `kind:` may be

_KEYS = {
    "from": "from", "by": "from", "author": "from", "글쓴이": "from", "작성자": "from", "사람": "from",
    "topic": "topic", "주제": "topic", "day": "day", "학습일": "day", "is": "is", "has": "has", "kind": "kind", "종류": "kind",
}  # fmt: skip
_STATES = {
    "question": "question", "질문": "question", "open": "open", "unanswered": "open", "미해결": "open", "답변대기": "open",
    "answered": "answered", "답변됨": "answered", "resolved": "resolved", "해결": "resolved", "해결됨": "resolved",
    "note": "note", "노트": "note", "public": "public", "공개": "public",
}  # fmt: skip
_HELD = {
    "code": "code", "코드": "code", "math": "math", "maths": "math", "formula": "math", "수식": "math",
    "image": "image", "picture": "image", "사진": "image", "그림": "image",
}  # fmt: skip
_KINDS = {
    "글": "post", "일지": "post", "log": "post", "댓글": "comment", "강의": "lecture", "사람": "person", "people": "person",
    "주제": "topic", "행사": "event", "lectures": "lecture", "comments": "comment", "posts": "post", "topics": "topic",
}  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """One filter: `key` is from, topic, day, is, has or kind; `value` a name, a number or one of the known words."""

    key: str
    value: str

    def __str__(self):
        """The filter as it is typed."""
        value = self.value.replace('"', "")
        return f'{self.key}:"{value}"' if not value or " " in value else f"{self.key}:{value}"


def read_filter(key: str, value: str) -> Filter | None:
    """The filter that was typed, its value in the one way that code knows it, or None where there is none such.

    from and topic take any name (whether there is such a person or topic is not known here), "@" left out; day takes
    1 to 9,999; is, has and kind take the words of the tables above, in Korean and English.
    """
    key, value = _KEYS.get(fold(key), ""), " ".join(value.split())
    word = fold(value).replace(" ", "")
    if key == "from":
        value = value.removeprefix("@").strip()
    elif key == "day":
        value = str(int(word)) if word.isascii() and word.isdigit() and 0 < int(word) <= LAST_DAY else ""
    elif key == "kind":
        value = _kind(word)
    elif key != "topic":
        value = (_STATES if key == "is" else _HELD).get(word, "")
    return Filter(key, value) if key and value else None


def _kind(word: str) -> str:
    if word in PARTS or word in KINDS:
        return word
    return _KINDS.get(word) or next(iter(section_kind(word)), "")
