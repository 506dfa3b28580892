"""Tell a name ("Backpropagation", "숫자 야구 구현하기") from a sentence ("너무 어려웠다!!").

Korean puts the verb last, so the last syllables of a text say what it is. The lists below are of endings, not of
words; a single word is only called a sentence by the endings that no noun has ("다음", "프레임", "개요" are nouns).
"""

import re

from journal.text.headings import without_decoration

# Endings that only a verb has.
_VERB_ENDINGS = re.compile(
    r"(?:니다|니까|습니까|[가-힣]겠다|한다|된다|있다|없다|이다|같다|않다|는다|온다|간다|난다|싶다|하다|되다"
    r"|어요|아요|해요|예요|에요|네요|군요|지요|세요|데요|까요|나요|려나|려고|하자|보자|해야지|거든|구나|는데|은데|인데)$"
)
_PAST = re.compile(r"(?:다|고|지만|는데|음|는가|을까)$")
# Endings shared with nouns: they make a sentence only where several words stand before them.
_NOUNLIKE_ENDINGS = re.compile(r"(?:[음함됨임죠요까]|ㅠ+|ㅜ+|ㅎ+|ㅋ+)$")
_EXCITED = re.compile(r"!!|\.\.|…|ㅠ|ㅜ|ㅎㅎ|ㅋㅋ|\^\^|;;")
_ENGLISH_SENTENCE = re.compile(r"^(?:i|we|it|this|that|there|he|she|they|you)\b.*\b\w+", re.IGNORECASE)
_FINAL_MARK = re.compile(r"[.!?~。！？]+$")


def _final(char: str) -> int:
    """The place of a syllable's final among the 28 (4 is ㄴ, 20 is ㅆ), -1 for anything else."""
    return (ord(char) - 0xAC00) % 28 if "가" <= char <= "힣" else -1


def _is_past(text: str) -> bool:
    # 했, 었, 웠, 있, 겠: all close in ㅆ.
    return len(text) >= 2 and _final(text[-2]) == 20 and bool(_PAST.search(text))


def _is_present(text: str) -> bool:
    # 쓴다, 보인다, 는다; a short word may be a noun (판다).
    return len(text) >= 4 and text[-1] == "다" and _final(text[-2]) == 4


def is_question(text: str) -> bool:
    """Whether a line asks: it ends in a question mark (emoji, brackets and further marks after it do not count)."""
    bare = without_decoration(text).rstrip(" .!~…ㅠㅜㅎㅋ")
    if bare.endswith(("?", "？")):
        return True
    return bool(re.search(r"\?\s*[(\[（][^()\[\]（）]{0,80}[)\]）]$", bare))


def is_remark(text: str) -> bool:
    """Whether a line tells how it went: past tense, polite endings, "!!", "..", ㅠㅠ. Such a line names nothing."""
    bare = without_decoration(text)
    if _EXCITED.search(bare):
        return True
    bare = _FINAL_MARK.sub("", bare).rstrip()
    return _is_past(bare) or bool(re.search(r"(?:니다|[어아해예에네세데]요|않다|싶다|같다|인데|는데)$", bare))


def is_sentence(text: str) -> bool:
    """Whether a line is a sentence or a question rather than a name. Never raises; an empty line is no sentence."""
    bare = without_decoration(text)
    if not bare:
        return False
    if is_remark(bare) or is_question(bare):
        return True
    several_words = len(bare.split()) >= 2
    if _FINAL_MARK.search(bare) and several_words:
        return True
    bare = _FINAL_MARK.sub("", bare).rstrip()
    if _VERB_ENDINGS.search(bare) or _is_present(bare):
        return True
    words = bare.split()
    if len(words) >= 3 and _NOUNLIKE_ENDINGS.search(bare):
        return True
    return len(words) >= 4 and bool(_ENGLISH_SENTENCE.match(bare))
