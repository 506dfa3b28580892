"""TeX to MathML by math-core, guarded and made fit for a page without inline styles."""

import re
from html import escape

from math_core import LatexToMathML

from journal.text.tex_guards import is_deep, with_closed_brackets

MAX_LENGTH = 2_000

_CONVERTER = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, max_expansions=0)

# Commands that define commands, and groups by other names than braces, which the guards count.
_REFUSED = re.compile(
    r"\\(?:[egx]?def|(?:re|provide)?(?:new)?command|let|futurelet|global|DeclareMathOperator|newenvironment"
    r"|begingroup|endgroup|bgroup|egroup)(?![A-Za-z])"
)


def to_mathml(source: str, *, display: bool) -> str | None:
    """The `<math>` element of a formula of TeX, or None where it cannot be shown.

    None for what math-core does not know, for more than 2,000 characters, for groups nested
    more than 40 deep and for definitions of commands.
    """
    if len(source) > MAX_LENGTH or _REFUSED.search(source) or is_deep(source):
        return None
    formula = with_closed_brackets(_normalised(source, display))
    try:
        mathml = _CONVERTER.convert_with_local_state(formula, displaystyle=display)
    except Exception:
        return None
    except BaseException as error:
        # A panic of the Rust library is no Exception; everything else of that rank is not ours.
        if type(error).__name__ != "PanicException":
            raise
        return None
    return _fit_for_page(mathml)


# What people write for KaTeX and math-core reads otherwise.
_STARRED = re.compile(r"\\((?!operatorname|tag|hspace|vspace|begin|end)[A-Za-z]+)\*")
_SUBSTACK = re.compile(r"\\substack\s*+\{((?:[^{}]|\{[^{}]*+\})*+)\}")
_STARRED_MATRIX = re.compile(r"\\(begin|end)\{([pbBvV]?matrix)\*\}(?:\s*+\[[lcr]\])?")
_TEXT_WITH_MATH = re.compile(r"\\text\{([^{}$]*+)\$([^{}$]++)\$([^{}$]*+)\}")
_HEX_COLOUR = re.compile(r"\\(?:text)?color\s*+\{#[0-9A-Fa-f]{3,8}\}")
_RENAMED = {
    r"\begin{split}": r"\begin{aligned}",
    r"\end{split}": r"\end{aligned}",
    r"\begin{smallmatrix}": r"\begin{matrix}",
    r"\end{smallmatrix}": r"\end{matrix}",
    r"\end{alignedat}": r"\end{aligned}",
    r"\end{alignat}": r"\end{align}",
    r"\end{alignat*}": r"\end{align*}",
    r"\hbox{": r"\text{",
    r"\textsf{": r"\text{",
    r"\textsc{": r"\text{",
    r"\newline": r"\\",
}
_ALIGNED_AT = re.compile(r"\\begin\{align(ed)?at(\*?)\}\s*+\{\d{1,2}\}")
# Sizes, and names for references that a page of many formulas cannot have.
_IDLE = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)\b|\\label\s*+\{[^{}]*+\}"
)
_STRUCTURE = re.compile(r"\\begin\b|\\end\b|\\left\b|\\right\b|\\\\|\\.|[{}&]", re.DOTALL)


def _normalised(source: str, display: bool) -> str:
    formula = source.strip()
    if "\\" in formula:
        for old, new in _RENAMED.items():
            formula = formula.replace(old, new)
        formula = _ALIGNED_AT.sub(r"\\begin{align\1\2}", formula)
        formula = _IDLE.sub("", formula)
        formula = _STARRED_MATRIX.sub(r"\\\1{\2}", formula)
        formula = _STARRED.sub(r"\\\1 *", formula)
        formula = _SUBSTACK.sub(r"\\begin{subarray}{c}\1\\end{subarray}", formula)
        formula = _TEXT_WITH_MATH.sub(r"\\text{\1}\2\\text{\3}", formula)
        formula = _HEX_COLOUR.sub("", formula)
    if display:
        formula = _in_rows(formula)
    return formula


def _in_rows(formula: str) -> str:
    """A bare `\\\\` or `&` outside every environment: what KaTeX's users mean is aligned rows."""
    depth = 0
    breaks = aligned = False
    for part in _STRUCTURE.findall(formula):
        if part in ("\\begin", "\\left", "{"):
            depth += 1
        elif part in ("\\end", "\\right", "}"):
            depth -= 1
        elif depth == 0:
            breaks = breaks or part == "\\\\"
            aligned = aligned or part == "&"
    if "\\tag" in formula and "\\begin" not in formula:
        return rf"\begin{{equation}}{formula}\end{{equation}}"
    if aligned:
        return rf"\begin{{aligned}}{formula}\end{{aligned}}"
    return rf"\begin{{gathered}}{formula}\end{{gathered}}" if breaks else formula


# MathML comes with style attributes, which the page's policy forbids: the few that math-core
# writes become classes of `static/css/components/math.css`, colours become `mathcolor`.
_ELEMENTS = (
    "math|mrow|mi|mn|mo|ms|mtext|mspace|mfrac|msqrt|mroot|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|"
    "mprescripts|none|mtable|mtr|mtd|mpadded|mphantom|menclose|mstyle|merror|semantics|b|i|u|s"
)
_TAG = re.compile(rf'<(/?)({_ELEMENTS})((?: [a-z]+="[^"<>]*")*)(/?)>')
_WHOLE = re.compile(rf'(?:[^<>]++|<(?:/(?:{_ELEMENTS})|(?:{_ELEMENTS})(?: [a-z]+="[^"<>]*+")*+/?)>)*+')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"<>]*)"')
_KEPT = frozenset(
    "display displaystyle scriptlevel mathvariant stretchy symmetric lspace rspace form fence separator accent "
    "accentunder minsize maxsize movablelimits largeop linethickness width height depth voffset notation columnalign "
    "rowspan columnspan class".split()
)
_CLASSES = {
    "text-align:right": "m-right",
    "text-align:left": "m-left",
    "padding-left:0": "m-pl0",
    "padding-right:0": "m-pr0",
    "padding-left:1em": "m-pl1",
    "padding-left:0.1em": "m-pl-s",
    "padding-right:0.1em": "m-pr-s",
    "padding-top:0": "m-pt0",
    "padding-bottom:0": "m-pb0",
    "padding-top:0.1667em": "m-pt-s",
    "width:100%": "m-full",
    "width:50%": "m-half",
    "width:7.5%": "m-edge",
    "border-left:0.05em solid currentcolor": "m-bl",
    "border-right:0.05em solid currentcolor": "m-br",
    "border-top:0.05em solid currentcolor": "m-bt",
    "border-bottom:0.05em solid currentcolor": "m-bb",
    "border-left:0.05em dashed currentcolor": "m-bld",
    "border-right:0.05em dashed currentcolor": "m-brd",
    "border-top:0.05em dashed currentcolor": "m-btd",
    "border-bottom:0.05em dashed currentcolor": "m-bbd",
    "margin-left:-0.16666667em": "m-back-3",
    "margin-left:-0.22222222em": "m-back-4",
    "margin-left:-0.2777778em": "m-back-5",
    "margin-left:-1em": "m-back-18",
    "font-variant-caps:small-caps": "m-caps",
}
_CLASS = re.compile(r"(?:menclose|math-core)-[a-z-]+\Z")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def _fit_for_page(mathml: str) -> str | None:
    """`mathml` with classes instead of styles; None where there is anything but MathML in it."""
    if not _WHOLE.fullmatch(mathml):
        return None
    mathml = mathml.replace("&ApplyFunction;", "\u2061").replace("&InvisibleTimes;", "\u2062")
    return _TAG.sub(_rewritten, mathml)


def _rewritten(match: re.Match[str]) -> str:
    if not match[3]:
        return match[0]
    kept: list[str] = []
    classes: list[str] = []
    for name, value in _ATTRIBUTE.findall(match[3]):
        if name == "style":
            for declaration in value.split(";"):
                prop, _, worth = (part.strip() for part in declaration.partition(":"))
                if prop == "color" and _COLOUR.match(worth):
                    kept.append(f' mathcolor="{worth}"')
                elif known := _CLASSES.get(f"{prop}:{worth}"):
                    classes.append(known)
        elif name == "class":
            classes.extend(word for word in value.split() if _CLASS.match(word))
        elif name in _KEPT:
            kept.append(f' {name}="{escape(value, quote=False) if "&" not in value else value}"')
    if classes:
        kept.append(f' class="{" ".join(classes)}"')
    return f"<{match[1]}{match[2]}{''.join(kept)}{match[4]}>"
