"""A measure of work that holds on a noisy machine: how many ordinary long days could be rendered meanwhile."""

import itertools
import time

from journal.text.markdown import MAX_POST, render


def timed(work, *args) -> float:
    """Return the processor's seconds that some work takes."""
    start = time.process_time()
    work(*args)
    return time.process_time() - start


def days_of(work, *args, at_most: float = 0) -> float:
    """Return what some work costs in ordinary days of MAX_POST characters, timed right after it.

    The least of three looks: noise only adds. One is enough where it is below `at_most`.
    """
    day = ordinary(MAX_POST)[0]
    looks = []
    while len(looks) < 3 and (not looks or min(looks) >= at_most):
        looks.append(timed(work, *args) / timed(render, day))
    return min(looks)


def ordinary(characters):
    """A long day: Korean sentences, lists, code, tables and formulas, in turn."""
    parts = (
        "## {n}강 경사 하강법\n\n오늘은 **손실함수(Loss)**를 미분해서 `w`를 고치는 법을 배웠다. [자료](https://example.com/{n})를 보면 더 쉽다.\n\n",
        "- 기울기가 크면 많이 움직인다\n  - 학습률이 크면 **발산**한다\n- 작으면 오래 걸린다\n\n",
        "```python\ndef step(w, grad, rate=0.1):\n    # 한 걸음\n    return w - rate * grad\n\nprint(f'{{step(1.0, 0.5):.2f}}')\n```\n\n",
        "| 이름 | 뜻 | 값 |\n|---|:-:|--:|\n| 학습률 | 보폭 | 0.{n} |\n| 배치 | 묶음 | {n} |\n\n",
        "수식은 $\\frac{{\\partial L}}{{\\partial w_{{{n}}}}}$ 이고 $x_{n}^2$ 이다.\n\n$$\nw := w - \\alpha \\nabla L \\\\ b := b - \\alpha \\nabla b\n$$\n\n",
    )  # fmt: skip
    text = ""
    for number in itertools.count(1):
        for part in parts:
            if len(text) + len(part) > characters:
                return text, number
            text += part.format(n=number)
    return None
