"""What the page of the look shows the real templates with: samples, the tokens and the icons as the files have them."""

import re
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.contrib.messages.constants import ERROR, INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from journal.models.cohorts import Visibility
from journal.models.questions import Question
from journal.queries.plots import Bar, DayPlot
from journal.text.markdown import render
from journal.text.style_tokens import Token, contrast, tokens_in

SHEET = Path("static/css/tokens.css")
ICON = re.compile(r'{% lucide "([\w-]+)"')
ON, SLUG = date(2021, 8, 5), "ai-tech"
PROSE = """### 학습 내용 Learning

**손실 함수(loss function)**를 줄이는 방향으로 `weights`를 옮겨요. 
[Attention Is All You Need](https://arxiv.org/abs/1706.03762)를 읽었어요.

> 작게 나누어 하나씩, one step at a time.

- [x] 과제 Assignment
- [ ] 복습 Review

| 함수 | derivative |
|---|---:|
| $x^2$ | $2x$ |

```python
def step(weight, gradient, rate=0.1):
    return weight - rate * gradient  # 경사 하강
```

$$\\frac{\\partial L}{\\partial w} = \\sum_{i} (y_i - \\hat{y}_i) x_i$$
"""
MINJI = SimpleNamespace(
    handle="minji", display_name="𝐌𝐢𝐧𝐣𝐢", picture_url="", initial="M", address="/@minji/", single_keys=True, unread="3"
)
SEOYEON = SimpleNamespace(handle="seoyeon", display_name="서연", picture_url="", initial="서", address="/@seoyeon/")
LONG = "아주 긴 제목은 여러 줄이 되고 a very long title wraps wherever a word may end, 그래도 옆으로 밀리지 않아요"


def tokens() -> list[Token]:
    """Return the tokens of the style sheet."""
    return tokens_in((settings.BASE_DIR / SHEET).read_text(encoding="utf-8"))


def ratios(found: list[Token]) -> list[tuple[Token, float, float]]:
    """Return the colours, each with its contrast on paper in light and in dark."""
    colours = [token for token in found if token.light]
    paper = next(token for token in colours if token.name == "paper")
    return [(each, contrast(each.light, paper.light), contrast(each.dark, paper.dark)) for each in colours]


@cache
def icons() -> list[str]:
    """Return the names of the icons that templates use."""
    texts = (path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    return sorted({name for text in texts for name in ICON.findall(text)})


def samples() -> dict:
    """Return what the components are shown with, in the reader's language; nothing of it is in the database."""
    topics = [SimpleNamespace(name=name, slug="ai", hue=hue) for hue, name in enumerate(TOPICS, 1)]
    return {
        "cohort": SimpleNamespace(slug=SLUG, name="AI Tech", role="camper"),
        "topics": topics,
        "posts": _posts(topics),
        "comments": _comments(),
        "questions": [_question(pk, state) for pk, state in enumerate(("open", "answered", "resolved"), 91)],
        "messages": _messages(),
        "plot": DayPlot(tuple(Bar(n, ON, posts) for n, posts in enumerate((3, 7, 0, 12, 9, 4, 10, 11), 1))),
        "prose": render(PROSE),
        "person": MINJI,
        "mentor": SEOYEON,
        "events": [SimpleNamespace(address="#", name="0805 Master Class", speaker="임성빈")],
        "noted": _noted(),
        "on": ON,
        "steps": ("AI Tech", "AI Math"),
    }


LINE = "오늘의 배움 Today, Day 4 — 손실 함수 f(x) 0123"
TOPICS = ("Python", "AI Math", "그래프 Graph", "자연어 처리", "컴퓨터 비전", "Statistics", "협업 Git", "회고")


def _posts(topics: list) -> list:
    row = {
        "pk": 1, "address": "#", "author": MINJI, "team": "3조", "number": 4, "study_on": ON, "cohort_slug": SLUG,
        "excerpt": "손실 함수를 줄이는 방향을 chain rule로 찾았어요.", "topics": topics[:2], "minutes": 7,
        "comment_count": 3, "like_count": 1,
    }  # fmt: skip
    return [
        SimpleNamespace(**row, title="부스트캠프 AI Tech Day 4"),
        SimpleNamespace(**row, title=LONG, has_stamp=True, is_late=True),
        SimpleNamespace(**row | {"excerpt": "", "topics": []}, title=_("A post for mentors"), visibility="mentors",
                        visibility_words=Visibility.MENTORS.label),
    ]  # fmt: skip


def _comments() -> list:
    said = {
        "author": MINJI, "at_iso": "2021-08-05T19:00:00+09:00", "at_words": "2021-08-05", "ago": "8. 5.",
        "html": render("`lr=0.1`이면 왜 발산하나요?").html, "reply_to": 1,
    }  # fmt: skip
    number = count(901)
    return [
        SimpleNamespace(**said | more, pk=next(number))
        for more in (
            {"asked_as": 91, "asked_state": "open", "report": True},
            {"author": SEOYEON, "role": "mentor", "html": render("기울기보다 걸음이 커서예요. Try `0.01`.").html},
            {"is_mine": True, "is_edited": True, "is_reply": True, "section": "x", "section_title": "학습 내용"},
            {"is_gone": True},
            {"is_gone": True, "is_hidden": True},
        )
    ]


def _question(pk: int, state: str) -> SimpleNamespace:
    return SimpleNamespace(
        pk=pk, state=state, words="왜 sigmoid 대신 ReLU인가요?", get_state_display=Question.State(state).label,
        may_resolve=state != "answered", is_asked=True,
    )  # fmt: skip


def _messages() -> list:
    said = {SUCCESS: _("Saved."), INFO: _("Something to know."), ERROR: _("That did not work.")}
    return [Message(level, words) for level, words in said.items()]


def _noted() -> SimpleNamespace:
    return SimpleNamespace(
        name="noted-1", html=mark_safe(render("역전파는 chain rule이에요.").html), author=MINJI, team="3조",
        title="4-1 Backpropagation",
        number=4, cohort=SLUG, on=ON, href="#", post="Day 4", is_cut=True,
    )  # fmt: skip
