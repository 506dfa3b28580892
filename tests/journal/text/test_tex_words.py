r"""Titles with formulas, where no formula can stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.tex_words import without_tex


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (r"\frac{\partial L}{\partial w} 은 왜 그런가요?", "∂L/∂w 은 왜 그런가요?"),
        (r"\sum_i x_i^2 는 왜 n-1로 나누나요?", "∑ᵢ xᵢ² 는 왜 n-1로 나누나요?"),
        (r"\mathbb{R}^n 에서 x_i는 무엇인가요?", "ℝⁿ 에서 xᵢ는 무엇인가요?"),
        (r"\hat{y} 와 \bar x, \sqrt{a+b}", "ŷ 와 x̄, √(a+b)"),
        (r"\frac{1}{1+e^{-x}}", "1/(1+e⁻ˣ)"),
        (r"\frac12 \text{of all}", "1/2 of all"),
        (r"\theta_{\text{new}} \leftarrow \theta", "θ_(new) ← θ"),
        (r"\left(\mathbf{W}^T x\right)", "(Wᵀ x)"),
        (r"왜 \log p 인가요?", "왜 log p 인가요?"),
    ],
)
def test_formulas_are_signs_that_can_be_read(title, said):
    assert without_tex(title) == said


@pytest.mark.parametrize(
    "title", ["", "보통 제목", r"C:\Users\minji", r"\d+ 는 뭔가요?", r"\n 과 \t", "a_b^c {x}", "\\"]
)
def test_what_is_no_formula_stays(title):
    assert without_tex(title) == title


@given(st.text(alphabet="\\{}^_ abfrcsqtL2가\n", max_size=80))
def test_nothing_is_too_broken(title):
    assert isinstance(without_tex(title), str)


def test_a_line_of_commands_alone_ends_soon():
    assert len(without_tex(r"\frac" * 60)) <= 300
