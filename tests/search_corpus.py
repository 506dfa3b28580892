"""The judged set of searches: several hundred logs, and for each query which of them a reader would want.

The logs are those of the demo, those of tests/samples/search/posts.txt (written for this) and seeded small talk that
nobody looks for. Judged by what a log means, not by the words it has: 2 is about it, 1 says something of it.
"""

import math
import random
from dataclasses import dataclass
from pathlib import Path

from journal.transfer.demo_files import read_demo

SAMPLES = Path(__file__).parent / "samples" / "search"
SMALL_TALK = 150

_OPENINGS = "오늘도 지각 안 함|비가 와서 늦었다|커피 세 잔째|조용한 하루|점심은 김밥|조원 생일|머리가 멍하다|버스를 놓쳤다|날씨가 좋다|주말 같은 평일"
_MIDDLES = (
    "강의를 두 개 들었는데 절반은 다시 들어야 할 것 같다.|코드를 지우고 다시 쓰기를 반복했다.|모르는 것을 적다 보니 한 쪽이 넘었다."
    "|과제를 냈다. 마감 십 분 전이었다.|조원들이 도와줘서 겨우 따라갔다.|필기를 옮겨 적느라 저녁이 늦었다.|집중이 안 돼서 자리를 세 번 옮겼다."
    "|어제 쓴 코드가 오늘은 이해가 안 된다.|데이터를 눈으로 하나씩 봤다.|수업이 빨라서 받아 적기만 했다.|모델이 학습되는 동안 설거지를 했다."
    "|함수 이름을 짓는 데 한참 걸렸다.|결과가 숫자로 나오니 기분이 좋았다.|질문을 하려다 말았다.|발표를 들으며 고개만 끄덕였다."
)
_ENDINGS = "내일은 일찍 자야지.|내일도 화이팅.|그래도 뿌듯하다.|ㅋㅋㅋ 웃긴 하루.|운동을 갔다.|라면을 먹었다.|다음 주가 걱정이다.|조금 지친다.|다들 고생했다.|ㅠㅠ"


@dataclass(frozen=True)
class Log:
    """One log of the set."""

    key: str
    title: str
    topics: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Judged:
    """A query and the grade of every log that should be found."""

    text: str
    grades: dict[str, int]


def logs() -> list[Log]:
    """Return all logs of the set, the same at every call."""
    return [*_demo(), *_written(), *_small_talk()]


def judged() -> list[Judged]:
    """Return the queries with their grades."""
    found = []
    for line in (SAMPLES / "queries.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, about, mention = (part.strip() for part in line.split("|"))
            found.append(Judged(text, {**dict.fromkeys(mention.split(), 1), **dict.fromkeys(about.split(), 2)}))
    return found


def recall(grades: dict[str, int], keys: list[str]) -> float:
    """How much of what could stand among the first ten does."""
    return _found(grades, keys) / min(10, len(grades))


def precision(grades: dict[str, int], keys: list[str]) -> float:
    """How much of what is shown among as many as there are to be found (ten at most) is wanted; 0 where nothing is."""
    shown = keys[: min(10, len(grades))]
    return _found(grades, shown) / len(shown) if shown else 0.0


def ndcg(grades: dict[str, int], keys: list[str]) -> float:
    """How well the first ten are ordered (Järvelin and Kekäläinen 2002, gains 2^grade - 1)."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(key, 0) for key in keys]) / best


def _found(grades: dict[str, int], keys: list[str]) -> int:
    return sum(key in grades for key in keys[:10])


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades[:10]))


def _demo() -> list[Log]:
    posts = read_demo().posts
    return [Log(post.key.rsplit("/", 1)[-1], post.title, tuple(post.topics), post.body) for post in posts]


def _written() -> list[Log]:
    found = []
    for block in (SAMPLES / "posts.txt").read_text(encoding="utf-8").split("\n== ")[0:]:
        head, _, body = block.removeprefix("== ").partition("\n")
        key, title, topics = (part.strip() for part in head.split("|"))
        found.append(Log(key, title, tuple(topics.split(",")) if topics else (), body.strip()))
    return found


def _small_talk() -> list[Log]:
    draw = random.Random(20_211_126)
    openings, middles, endings = (each.split("|") for each in (_OPENINGS, _MIDDLES, _ENDINGS))
    return [
        Log(f"talk-{at}", draw.choice(openings), (), " ".join([*draw.sample(middles, 3), draw.choice(endings)]))
        for at in range(SMALL_TALK)
    ]
