"""Journals in Korean whose words come as often as they do in the sample cohort's, which people wrote."""

import random
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "journal" / "transfer" / "demo_content" / "posts"
MEDIAN, LONG = 2_500, 22_000  # bytes of Markdown; one in a hundred is long
CODE = "```python\nimport torch\n\n\ndef step(model, batch):\n    loss = model(batch).loss\n    loss.backward()\n    return loss.item()\n```\n"
FORMULA = "$$\n\\frac{\\partial L}{\\partial W} = X^\\top (\\hat{y} - y)\n$$\n"
LINKS = (
    "https://docs.python.org/3/",
    "https://pytorch.org/docs/stable/",
    "https://arxiv.org/abs/1706.03762",
    "https://docs.djangoproject.com/en/5.2/",
)


@dataclass(frozen=True)
class Lesson:
    """What is taught on a day: a topic's name, and the codes and titles of its lectures."""

    topic: str
    lectures: tuple[tuple[str, str], ...]


@cache
def vocabulary() -> tuple[list[str], list[int]]:
    """Return the words of the sample cohort's posts, and how often each comes."""
    text = "\n".join(path.read_text().split("+++", 2)[2] for path in sorted(SAMPLES.rglob("*.md")))
    counts = Counter(re.findall(r"[가-힣]+(?:[A-Za-z]+)?[.,]?|[A-Za-z][A-Za-z0-9_+#.]{2,20}", text))
    return list(counts), list(counts.values())


def titles() -> list[str]:
    """Return titles that people wrote."""
    heads = (tomllib.loads(path.read_text().split("+++", 2)[1]) for path in sorted(SAMPLES.rglob("*.md")))
    return [head["title"] for head in heads]


class Writer:
    """Writes journals; the same seed writes the same ones."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.words, self.counts = vocabulary()

    def body(self, number: int, lessons: list[Lesson]) -> str:
        """Return the Markdown of journal `number` about a day's lessons."""
        least = LONG if number % 100 == 50 else MEDIAN + self.random.randrange(-900, 900)
        parts = ["## 학습 내용\n"]
        for lesson in lessons:
            parts.append(f"### {lesson.topic}\n")
            parts += [f"- {code} {title}" for code, title in lesson.lectures]
            parts.append("")
        parts.append(
            f"## {self.phrase(3)}\n\n{self.paragraph()}\n\n- [{self.phrase(2)}]({self.random.choice(LINKS)}{number % 40})\n"
        )
        if number % 3 == 0:
            parts.append(CODE)
        if number % 4 == 0:
            parts.append(FORMULA)
        ending = [
            f"## 과제\n\n- [x] {self.phrase(3)}\n- [ ] {self.phrase(4)}\n",
            f"## 피어세션\n\n{self.paragraph()}\n",
            f"## 질문\n\n- {self.phrase(5)}은 왜 그런가요?\n" if number % 2 else "",
            f"## 회고\n\n{self.paragraph()}\n",
        ]
        size = sum(len(part.encode()) for part in (*parts, *ending))
        while size < least:
            part = f"### {self.phrase(2)}\n\n{self.paragraph()}\n"
            parts.append(part)
            size += len(part.encode())
        return "\n".join((*parts, *ending))

    def paragraph(self) -> str:
        """Return two to four sentences."""
        return " ".join(f"{self.phrase(self.random.randrange(6, 14))}." for _ in range(self.random.randrange(2, 5)))

    def phrase(self, length: int) -> str:
        """Return so many words."""
        return " ".join(word.rstrip(".,") for word in self.random.choices(self.words, self.counts, k=length))
