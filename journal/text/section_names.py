"""What people call the parts of a learning log: a table of synonyms, Korean and English, and how to look one up.

The table was made from how bootcamp logs in public repositories title their parts. A cohort adds its own names
(`extra`), which win over the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from journal.text.headings import LONGEST_HEADING, plain_title, without_decoration
from journal.text.topic_names import topic_key

KINDS = ("learning", "assignment", "peer_session", "mentoring", "event", "retrospective", "question", "other")

# Names are written here without blanks, in lower case. What may stand before and after them is in _BEFORE and _AFTER.
_NAMES = {
    "learning": """
        학습 학습내용 학습한내용 학습한것 학습한점 학습정리 학습기록 학습일지 학습노트 학습주제 개별학습 자율학습 학습활동 학습사항
        공부 공부내용 공부한내용 공부한것 공부한점 공부정리 공부기록 자습 개인공부 개인학습
        배운것 배운것들 배운내용 배운점 배운개념 배운지식 배움 배웠던것 배웠던내용 새로배운것 새로배운내용 새롭게배운것 새롭게배운내용 새로배운점
        알게된것 알게된점 알게된내용 알아낸것 새로알게된것 새로알게된점 새롭게알게된것 새롭게알게된점 얻은것
        강의 강의내용 강의복습 강의복습내용 강의정리 강의내용정리 강의노트 강의요약 강의수강 강의학습 강의리뷰 들은강의 수강강의 수강내용
        수업 수업내용 수업정리 수업복습 수업노트 복습 복습내용 복습정리 개념정리 이론정리 핵심개념 주요개념 내용정리 무엇을배웠는가 뭘배웠나
        진도 til todayilearned todaysi learned whatilearned thingsilearned whatilearnedtoday ilearned
        learning learnings study studies studied lecture lectures lecturenote lecturenotes lecturereview
        learningcontent learningnote learningnotes studynote studynotes classnotes whatistudied findings""",
    "assignment": """
        과제 과제들 과제내용 과제수행 과제수행과정 과제수행내용 과제정리 과제풀이 과제리뷰 과제결과 과제결과물 과제제출 과제해결 과제진행
        필수과제 선택과제 기본과제 심화과제 도전과제 개인과제 팀과제 조별과제 주간과제 추가과제 보너스과제 실습과제 프로그래밍과제 코딩과제
        결과물정리 숙제 미션 개인미션 팀미션 데일리미션 위클리미션 퀴즈 필수퀴즈 선택퀴즈 연습문제
        assignment assignments homework homeworks hw mission missions task tasks exercise exercises problemset
        problemsets pset quiz quizzes""",
    "peer_session": """
        피어세션 피어세션내용 피어미팅 피어모임 피어그룹 피어리뷰 피어러닝 피어활동 동료학습 동료리뷰 조별모임 조별활동 조별세션 조모임 조별학습 조회의
        팀세션 팀활동 팀미팅 팀회의 팀모임 팀스터디 그룹스터디 스터디모임 데일리스크럼 스크럼 데일리미팅 팀스크럼 페어프로그래밍 짝프로그래밍
        peersession peersessions peer peers peermeeting peerreview peerlearning peergroup teamsession teammeeting
        groupstudy studygroup dailyscrum scrum standup dailystandup pairprogramming""",
    "mentoring": """
        멘토링 멘토링내용 멘토링시간 멘토링세션 멘토세션 멘토미팅 멘토님 멘토님말씀 멘토님조언 멘토피드백 멘토님피드백 멘토조언 멘토타임
        mentoring mentoringsession mentorsession mentormeeting mentorfeedback mentor mentornotes""",
    "retrospective": """
        회고 회고록 회고하기 학습회고 오늘회고 하루회고 일일회고 주간회고 개인회고 팀회고 프로젝트회고 돌아보기 되돌아보기 뒤돌아보기 하루돌아보기 성찰 자기성찰
        느낀점 느낀것 느낌 느낌점 느낀바 소감 소감문 한줄소감 후기 학습후기 수강후기 감상 총평 한줄평 한마디 오늘의한마디 한줄회고
        생각 생각정리 나의생각 내생각 하루정리 하루마무리 오늘하루 일기 하루일기 마무리 마무리하며 마치며 마치면서 마무리하자면 끝으로 글을마치며 끝맺음
        배우고느낀점 배운점느낀점 배우고느낀것 깨달은점 반성 반성할점 반성점 셀프피드백 자기피드백 자기평가
        아쉬운점 아쉬웠던점 아쉬운것 부족한점 부족했던점 보완할점 보완점 개선점 개선할점 개선사항 잘한점 잘한것 잘했던점 좋았던점 좋은점 칭찬할점
        어려웠던점 힘들었던점 어려운점 고민한점 고민 감정 감사일기 다짐 오늘의다짐
        kpt kpt회고 4l 4ls 4f keep 유지할점 liked lacked longedfor
        retrospective retrospect retrospection retro reflection reflections selfreflection feeling feelings thoughts
        mythoughts wrapup wrappingup closingthoughts dailyreview selfreview takeaways impressions diary""",
    "question": """
        질문 질문들 질문사항 질문내용 질문거리 질문목록 질문정리 질문과답변 질문답변 질문및답변 질의응답 질의 자주묻는질문 자주하는질문
        궁금한점 궁금한것 궁금했던점 궁금한내용 궁금증 의문 의문점 의문사항 모르는것 모르는점 모르겠는것 이해안되는것 이해안된것 이해가안되는부분
        멘토질문 멘토링질문 q qna q&a qa qanda faq faqs question questions openquestion openquestions
        questionsandanswers questionandanswer frequentlyaskedquestions unclear thingsidontunderstand""",
}

_TABLE = {name: kind for kind, names in _NAMES.items() for name in names.split()}

# Words around a name that do not change what it is.
_BEFORE = re.compile(
    r"^(?:오늘의|오늘은|오늘도|오늘|금일|어제의|어제|이번주의|이번주|이번|한주|나의|내가|나만의|저의|우리조|우리팀|간단한|간단|전체|최종|개인|주간|일일"
    r"|부스트캠프|부캠|부트캠프|aitech|todays|today|daily|weekly|my|the|our|its|about|day\d{0,3}|week\d{0,2}|\d{1,3}일차|\d{1,2}주차|제)"
)
_AFTER = re.compile(
    r"(?:정리|요약|기록|노트|일지|회의록|시간|하기|하기전에|목록|리스트|정리하기|작성|공유|모음|들|에대해|에대하여|한눈에보기|내용|과정|및"
    r"|log|logs|note|notes|summary|today|oftheday|ofday|list|session|time"
    r"|day\d{0,3}|\d{1,3}일차|\d{1,2}주차|\d{1,2})$"
)
# As the last word after words we do not know, these still say what the part is: "AI&Math FAQ", "1주차 팀 회고".
_LAST_WORDS = frozenset(
    "과제 숙제 미션 assignment assignments homework 피어세션 멘토링 mentoring 회고 회고록 retrospective 소감 faq faqs q&a qna 질문".split()
)
_NUMBERED_ASSIGNMENT = re.compile(
    r"^(?:\S{1,12}\s*)?(?:과제|숙제|미션|assignment|homework|hw|mission|problem\s?set)\s*[-#(]?\s*\d{1,3}(?![\d가-힣a-z])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[(\[]?\s*(?:(?:19|20)?\d\d\s?[./년-]\s?)?\d{1,2}\s?[./월-]\s?\d{1,2}\s?(?:일|\.)?\s*(?:\(?[월화수목금토일](?:요일)?\)|[월화수목금토일]요일)?\s*[)\]]?"
    r"|\b(?:(?:20)?\d\d)?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b"
)
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[~-]\s*\d{1,2}:\d\d(?::\d\d)?)?")
_BETWEEN = re.compile(
    r"\s*(?:[&＆/|+,·•ㆍ、∙]|(?<=\s)(?:및|와|과|and|그리고|or|-)(?=\s)|(?<=[가-힣])(?:와|과)(?=\s))\s*"
)
_ASIDE = re.compile(r"\s*[(\[（【].{0,80}?[)\]）】]\s*$")
_HEAD = re.compile(r"(.{1,20}?)\s*(?::|\s[-–—|])\s*\S")  # "피어세션: 중간 점검"
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class SectionMatch:
    """What a heading was found to be. `is_bare` is False where words or a date stood around the name."""

    kinds: tuple[str, ...] = ()
    is_bare: bool = True


_NOTHING = SectionMatch()


def _lookup(text: str) -> tuple[str, bool] | None:
    """The kind of one name and whether it stood alone."""
    name = text.casefold().replace(" ", "")
    if name in _TABLE:
        return _TABLE[name], True
    name = re.sub("거(들)?$", "것", _NO_WORD.sub("", name))
    if name in _TABLE:
        return _TABLE[name], True
    for _ in range(6):
        shorter = _BEFORE.sub("", name, count=1)
        if shorter == name:
            shorter = _AFTER.sub("", name, count=1)
        if shorter == name or not shorter:
            return None
        name = shorter
        if name in _TABLE:
            return _TABLE[name], False
    return None


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


@lru_cache(maxsize=4096)
def _match(title: str) -> SectionMatch:
    plain = plain_title(title)
    undated = without_decoration(_TIME.sub(" ", _DATE.sub(" ", plain)))
    undated = plain_title(undated)
    is_dated = undated != plain
    for text in dict.fromkeys((undated, _ASIDE.sub("", undated))):
        if not text or len(text) > 60:
            continue
        if found := _lookup(text):
            return SectionMatch((found[0],), found[1] and not is_dated)
        found_parts = [_lookup(part) for part in _parts(text)]
        if kinds := tuple(dict.fromkeys(part[0] for part in found_parts if part)):
            if found_parts[0] or sum(map(bool, found_parts)) * 2 >= len(found_parts):
                return SectionMatch(kinds, all(found_parts) and not is_dated)
        if (head := _HEAD.match(text)) and (found := _lookup(head[1])):
            return SectionMatch((found[0],), False)
        if _NUMBERED_ASSIGNMENT.match(text):
            return SectionMatch(("assignment",), False)
        if len(words := text.casefold().split()) <= 5 and words[-1] in _LAST_WORDS:
            return SectionMatch((_TABLE[words[-1]],), False)
    return _NOTHING


def name_key(title: str) -> str:
    """The form in which two titles of a section are equal: emoji, numbering, brackets, blanks and case fold away."""
    plain = plain_title(title)
    return _NO_WORD.sub("", topic_key(plain)) or topic_key(plain)


def own_names(extra: Mapping[str, str] | None) -> dict[str, str]:
    """A cohort's own title -> kind, by `name_key`, for `match_section`. A kind that is not of KINDS becomes "other"."""
    named = {name_key(title): kind if kind in KINDS else "other" for title, kind in (extra or {}).items()}
    named.pop("", None)
    return named


def match_section(title: str, own: Mapping[str, str] | None = None) -> SectionMatch:
    """What a heading is, after a cohort's `own_names` and then the table. Never raises."""
    title = title[:LONGEST_HEADING]
    if own and (kind := own.get(name_key(title))):
        return SectionMatch((kind,))
    return _match(title)


def section_kind(title: str, extra: Mapping[str, str] | None = None) -> list[str]:
    """The kinds of section that a heading names, the first the main one: 피어세션 & 멘토링 is both. [] is none of them.

    `extra` maps a cohort's own titles to kinds of KINDS; unknown kinds count as "other". Never raises.
    """
    return list(match_section(title, own_names(extra)).kinds)
