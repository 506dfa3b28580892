"""Korean words without their particles and endings, by rules: no dictionary, no model.

A particle that nothing else can be is taken off (손실함수를). One that may as well end a noun (고양이, 정확도) gives a
second reading beside the whole word. Particles agree with the syllable before them (은 after a final, 는 after a
vowel: 국립국어원, 한글 맞춤법), which tells 마을 from 값을 and 평가 from 결과가.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

LONGEST = 40  # syllables; what is longer is no word

_BASE, _FINALS, _RIEUL = 0xAC00, 28, 8

# Endings that no noun has, the longest first; "+" asks for a final before it, "-" for none (ㄹ passes for 로).
_PARTICLES = """
    에서는 에서도 에서의 에서만 에게서 에게는 에게도 에게 에서 에는 에도 에만 에의 에 께서 한테서 한테 까지는 까지도 까지의 까지만 까지
    부터는 부터의 부터 처럼은 처럼 보다는 보다도 보다 마다 조차 마저 밖에 만으로 만을 만이 만의 만은 들이 들을 들은 들의 들도 들과 들에 들로
    +으로부터 +으로는 +으로도 +으로의 +으로만 +으로써 +으로서 +으로 -로부터 -로는 -로도 -로의 -로만 -로써 -로서
    +이라는 +이라고 +이라면 +이라서 +이라도 +이란 +이랑 +이며 +이면 +이고 +이나 +이므로 +이지만 +이었다 +이었는데 +이었고 +이에요 +이어서
    -라는 -라고 -라면 -라서 -라도 -란 -랑 -였다 -였는데 -였고 -예요 -며
    입니다 입니다만 이다 인데 인데요 인지 이죠 이네요 이구나 인가요 일까 일까요 일때
    +을 -를 +은 -는 -와는 -와의 -와도 -와 +과는 +과의 +과도 +과 -가 의
"""
_MAYBE = "+이 -로 도 만 들 -나 님 별 적 적인 적으로 때 하 한 할 함 해 된 될 됨"
_ONLY = "+을 -를 +은 -는"  # may leave one syllable (값을); others end too many nouns (강의, 결과, 온도)
# 하다, 되다, 시키다 behind a noun: 학습했다, 미분하면, 정규화된.
_VERB = re.compile(
    r"(?:하|한|할|함|합|했|해|되|된|될|됨|됩|됐|돼|시키|시킨|시킬|시킵|시켰|시켜)"
    r"(?:다|다가|다고|다는|다면|는|는데|는지|던|고|고서|고는|여|여서|여도|면|면서|면은|지|지만|지는|지도|기|기가|기는|기도|기를|기로|기에"
    r"|게|게끔|니|니까|며|자|자면|려고|려면|려는|도록|거나|므로|느라|더니|더라|더라도|네|네요|군요|나요|세요|시오|죠|요"
    r"|니다|니다만|니까요|습니다|습니까|었다|었고|었는데|였다|였고|였는데|였습니다|음|을|을까|어요|어서|었던"
    r"|서|서는|서도|야|야지|야겠다|야한다|야할|도|보|보고|보니|보자|보면|볼|본|봤다|봤는데|주|준|주는|줘|줘야|준다|줍니다"
    r"|까|까요|수록|지라도)\Z"
)


def _split(listed: str) -> list[tuple[str, str]]:
    pairs = [(each[0], each[1:]) if each[0] in "+-" else ("", each) for each in listed.split()]
    return sorted(pairs, key=lambda pair: -len(pair[1]))


_SURE, _UNSURE, _ONE_LEFT = _split(_PARTICLES), _split(_MAYBE), _split(_ONLY)
_SURE_BY_LAST: dict[str, list[tuple[str, str]]] = {}
for _pair in _SURE:
    _SURE_BY_LAST.setdefault(_pair[1][-1], []).append(_pair)
_SHORT = frozenset("이가은는을를에의로도만와과나")
_PARTICLE_WORDS = frozenset(particle for _, particle in _SURE + _UNSURE)


def _agrees(char: str, asked: str, particle: str) -> bool:
    final = (ord(char) - _BASE) % _FINALS
    if not asked:
        return True
    if asked == "-":
        return not final or (final == _RIEUL and particle.startswith("로"))
    return bool(final) and not (final == _RIEUL and particle.startswith("으"))


def is_ending(run: str) -> bool:
    """Whether syllables directly behind a Latin word or a number are only its particle or ending: Python을, commit하고."""
    return run in _PARTICLE_WORDS or bool(_VERB.match(run))


def with_particle(syllable: str) -> list[str]:
    """Return a word of one syllable with each particle of one that may stand behind it: 값이, 값도, 값의."""
    listed = [(asked, particle) for asked, particle in _SURE + _UNSURE if particle in _SHORT]
    return [syllable + particle for asked, particle in listed if _agrees(syllable, asked, particle)]


def _shorter(word: str) -> str:
    """The word without its last verb ending or sure particle, or itself; two syllables stay."""
    for at in range(max(2, len(word) - 6), len(word) - 1):
        if _VERB.match(word, at):
            return word[:at]
    return next((word[: -len(particle)] for particle in _ends(word, _SURE_BY_LAST.get(word[-1], ()), 2)), word)


def _ends(word: str, listed: Sequence[tuple[str, str]], shortest: int) -> Iterator[str]:
    """The listed particles that the word may end in, where `shortest` syllables are left."""
    for asked, particle in listed:
        at = len(word) - len(particle)
        if at >= shortest and word.endswith(particle) and _agrees(word[at - 1], asked, particle):
            yield particle


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[str, ...]:
    """The readings of a run of Hangul syllables: first the word without what is surely an ending, then what it may be.

    손실함수를 is (손실함수,); 고양이 is (고양이, 고양); 값을 is (값을, 값). Never empty.
    """
    if len(word) > LONGEST or not all("가" <= char <= "힣" for char in word):
        return (word,)
    for _ in range(3):
        shorter = _shorter(word)
        if shorter == word:
            break
        word = shorter
    maybe, shortest = (_ONE_LEFT, 1) if len(word) == 2 else (_UNSURE, 2)
    return (word, *(word[: -len(particle)] for particle in islice(_ends(word, maybe, shortest), 1)))
