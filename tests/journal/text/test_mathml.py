"""TeX as people write it becomes MathML that a strict page may hold; what could hurt does not get that far."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.text.mathml import to_mathml
from tests.journal.text.page_checks import assert_sound
from tests.journal.text.yardstick import days_of

CSS = Path(__file__).parents[3] / "static" / "css" / "components" / "math.css"


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{\partial L}{\partial w} = \sum_{i=1}^n (y_i - \hat{y}_i)^2",
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{그 외} \end{cases}",
        r"\begin{split} a &= b \\ c &= d \end{split}",
        r"\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}",
        r"\begin{bmatrix*}[r] -1 & 2 \end{bmatrix*}",
        r"\begin{alignedat}{2} a & b \end{alignedat}",
        r"\begin{alignat*}{2} a & b \end{alignat*}",
        r"\sum_{\substack{i<j \\ k}} x",
        r"\lambda*",
        r"\operatorname*{argmax}_\theta",
        r"\text{만약 $x$ 이면}",
        r"\textcolor{#ff0000}{x} + \color{red}y",
        r"x \tag{1}",
        r"\begin{align} a &= b \label{eq:1} \end{align}",
        r"\widetilde{x} \cancel{y} \boxed{z}",
        r"{\large x}",
        "한글",
        "",
    ],
)
def test_formulas_of_real_posts(tex):
    mathml = to_mathml(tex, display=True)
    assert mathml is not None
    assert mathml.startswith('<math display="block">') and mathml.endswith("</math>")
    assert " style=" not in mathml
    assert_sound(mathml)


@pytest.mark.parametrize(
    ("tex", "rows", "aligned"), [(r"a \\ b \\ c", 3, False), (r"a &= b \\ c &= d", 2, True), (r"a &= b", 1, True)]
)
def test_bare_line_breaks_are_rows(tex, rows, aligned):
    mathml = to_mathml(tex, display=True)
    assert mathml.count("<mtr>") == rows
    assert ("m-right" in mathml) is aligned


def test_line_breaks_inside_an_environment_are_its_own():
    assert to_mathml(r"\begin{matrix} a \\ b \end{matrix}", display=True).count("<mtable") == 1


@pytest.mark.parametrize(
    "tex",
    [
        r"\nosuchcommand",
        r"\href{javascript:alert(1)}{x}",
        r"\htmlId{a}{x}",
        r"\class{a}{x}",
        r"\def\a{\a}\a",
        r"\newcommand{\a}{b}\a",
        r"\renewcommand{\a}{b}",
        r"\let\a\b",
        "x" * 2_001,
        "x^2^3",
        r"\frac{1",
        r"\begin{matrix}",
        "\ud800",
    ],
)
def test_what_is_not_shown(tex):
    assert to_mathml(tex, display=True) is None


NESTINGS = [
    ("{", "}"),
    ("\\hat ", ""),
    ("\\sqrt ", ""),
    ("\\frac ", ""),
    ("\\left(", "\\right)"),
    ("\\begin{matrix}", "\\end{matrix}"),
    ("x^{", "}"),
    ("^\\sqrt ", ""),
    ("\\sqrt[", "]x"),
    ("\\color{red}", ""),
    ("{]\\left(", ""),
    ("\\sqrt[{", "]"),
    ("\\hat{\\bar", "}"),
    ("1\\frac ", ""),
    ("\\frac{1}", ""),
    ("\\dfrac ]", ""),
    ("\\displaystyle x", ""),
]


@pytest.mark.parametrize(("opens", "closes"), NESTINGS)
def test_deep_nesting_never_ends_the_process(opens, closes):
    # In a process of its own, on a thread with the small stack that a server's may have.
    program = (
        "import sys, threading\n"
        "from journal.text.mathml import MAX_LENGTH, to_mathml\n"
        "opens, closes = sys.argv[1:]\n"
        "def run():\n"
        "    most = MAX_LENGTH // len(opens + closes)\n"
        "    for depth in (*range(1, 100), 200, 300, most):\n"
        "        to_mathml(opens * depth + 'x' + closes * depth, display=True)\n"
        "    print('alive')\n"
        "threading.stack_size(256 * 1024)\n"
        "thread = threading.Thread(target=run)\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, opens, closes], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "alive", done.stderr[-500:]


@pytest.mark.parametrize(
    "bracket", ["(", "[", "\\{", "\\langle ", "\\lVert ", "\\bigl|", "⟨", "{(}", "(x ", "\\hat)(", "x^)(", "\\frac1)("]
)
def test_brackets_that_stay_open_do_not_double_the_work(bracket):
    def work():
        for times in (5, 20, 40, 2_000 // len(bracket)):
            to_mathml(bracket * times + "x" + "(y)" * 10, display=True)

    assert days_of(work, at_most=2) < 2


def test_brackets_that_are_closed_keep_their_form():
    whole = to_mathml(r"P(a|b) = \frac{P(b|a) P(a)}{P(b)}, x \in [0, 1), f(g(h(x)))", display=True)
    assert whole.count("(</mo>") == 7
    assert "<mrow></mrow>" not in whole


def test_ordinary_nesting_is_not_refused():
    assert to_mathml("{" * 15 + "x" + "}" * 15, display=False)
    assert to_mathml(r"\alpha\beta\gamma" * 10, display=False)
    assert to_mathml("[0,1) " * 20, display=False)


PARTS = ("x", "2", "{", "}", "[", "]", "^", "_", "&", "\\\\", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\text{", "가", '"', "<",
         ">", "'", "$", "%", "#", "~", "\\begin{cases}", "\\end{cases}", "\\begin{align}", "\\end{align}", "\\color{red}",
         "\\hat", "\\not", "\\tag{", "\\label{", "\\substack{", "\\,", "\\!", "\\mathbb{R}", "\\over", " ")  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join), st.booleans())
def test_no_formula_brings_anything_but_mathml(tex, display):
    mathml = to_mathml(tex, display=display)
    if mathml is not None:
        assert_sound(mathml)
        assert set(re.findall(r"</?([a-z]+)", mathml)) <= {
            *("math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover").split(),
            *("mtable mtr mtd mpadded mphantom menclose mmultiscripts mprescripts b i u s").split(),
        }


def test_every_class_of_a_formula_has_its_rule():
    css = CSS.read_text(encoding="utf-8")
    seen = set()
    for tex in (r"\begin{align} a &= b \end{align}", r"\begin{cases} a & b \end{cases}", r"a \! b", r"\substack{a \\ b}",
                r"\begin{array}{l|c|r} a & b & c \\ \hline d & e & f \end{array}", r"\begin{multline} a \\ b \end{multline}"):  # fmt: skip
        for classes in re.findall(r'class="([^"]+)"', to_mathml(tex, display=True)):
            seen.update(classes.split())
    assert len(seen) > 10
    assert {name for name in seen if f".{name} " not in css} == set()


def test_three_hundred_formulas_cost_nothing_that_matters():
    def work():
        for number in range(300):
            assert to_mathml(rf"\frac{{\partial L}}{{\partial w_{{{number}}}}} = \sum_{{i=1}}^n x_i^2", display=True)

    assert days_of(work, at_most=1) < 1
