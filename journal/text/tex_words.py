r"""TeX in a line of words, as signs that can be read where no formula can stand: "\frac{a}{b}" is "a/b".

Titles keep the formulas of their text as TeX without its dollars. Only commands that are known are touched, so that
a path or a regular expression in a title stays what it is.
"""

import re
from unicodedata import normalize

_SIGNS = dict(
    pair.split("=")
    for pair in (
        "alpha=α beta=β gamma=γ delta=δ epsilon=ε varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ "
        "mu=μ nu=ν xi=ξ pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=φ varphi=φ chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ "
        "Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Phi=Φ Psi=Ψ Omega=Ω sum=∑ prod=∏ int=∫ partial=∂ nabla=∇ infty=∞ times=× cdot=· "
        "div=÷ pm=± leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ approx=≈ sim=∼ equiv=≡ propto=∝ in=∈ notin=∉ subset=⊂ subseteq=⊆ "
        "cup=∪ cap=∩ emptyset=∅ forall=∀ exists=∃ to=→ rightarrow=→ leftarrow=← Rightarrow=⇒ Leftarrow=⇐ mapsto=↦ "
        "ldots=… cdots=⋯ dots=… odot=⊙ oplus=⊕ otimes=⊗ star=⋆ circ=∘ mid=| Vert=‖ lVert=‖ rVert=‖ ell=ℓ top=⊤ "
        "perp=⊥ langle=⟨ rangle=⟩ prime=′ hbar=ħ Re=ℜ Im=ℑ"
    ).split()
)
_NAMES = frozenset("log ln exp sin cos tan max min lim sup inf det dim arg argmax argmin Pr softmax".split())
_PLAIN = frozenset(
    "text textbf textit mathbf mathrm mathit mathsf mathtt mathcal boldsymbol bm operatorname vec left right big Big "
    "bigg Bigg displaystyle limits".split()
)
_ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
            "dot": "\u0307", "ddot": "\u0308"}  # fmt: skip
_HOLDING = ("partial", "nabla")  # what stands right before its letter
_SPACES = ("quad", "qquad")
_KNOWN = {*_SIGNS, *_NAMES, *_PLAIN, *_ACCENTS, *_SPACES, "frac", "dfrac", "tfrac", "sqrt", "mathbb"}
_BOARD = dict(zip("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼", strict=True))
_UP = dict(zip("0123456789+-=()nijTkx", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵀᵏˣ", strict=True))
_DOWN = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ARGUMENT = re.compile(r"\s*(?:\{([^{}]*)\}|([^\s{}\\]))")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|([A-Za-z0-9*+\u0370-\u03ff]))")
_MOST = 200  # commands in one line


def without_tex(line: str) -> str:
    """Return a line with its TeX as signs and letters; one without commands that are known as it is. Never raises."""
    if not any(name in _KNOWN for name in _COMMAND.findall(line)):
        return line
    for _ in range(_MOST):
        line = _SCRIPT.sub(_script, line)
        found = [command for command in _COMMAND.finditer(line) if command[1] in _KNOWN]
        if not found:
            break
        command = found[-1]  # what stands inside of another comes behind it
        line = line[: command.start()] + _said(command[1], line[command.end() :])
    line = re.sub(r"\\[,;:!> ]|[{}]", "", line)
    return " ".join(line.split())


def _said(name: str, rest: str) -> str:
    """Return what a command says, with the rest of the line behind it."""
    if name in _SIGNS:
        return _SIGNS[name] + (rest.removeprefix(" ") if name in _HOLDING else rest)
    if name in _NAMES:
        return f"{name}{rest}"
    if name in _SPACES:
        return f" {rest}"
    first = _ARGUMENT.match(rest)
    if first is None:
        return rest
    inside, rest = first[1] if first[1] is not None else first[2], rest[first.end() :]
    if name in _PLAIN:
        return inside + rest
    if name == "mathbb":
        return _BOARD.get(inside, inside) + rest
    if name in _ACCENTS:
        return (normalize("NFC", inside + _ACCENTS[name]) if len(inside) == 1 else inside) + rest
    if name == "sqrt":
        return f"√{_held(inside)}{rest}"
    second = _ARGUMENT.match(rest)
    if second is None:
        return inside + rest
    below = second[1] if second[1] is not None else second[2]
    return f"{_held(inside)}/{_held(below)}{rest[second.end() :]}"


def _held(inside: str) -> str:
    """Return the part of a fraction, in brackets where it is a sum or a product of words."""
    return f"({inside})" if re.search(r"[-+=\s/]", inside.strip()) else inside


def _script(found: re.Match) -> str:
    inside = (found[2] if found[2] is not None else found[3]).strip()
    letters = _UP if found[1] == "^" else _DOWN
    if all(letter in letters for letter in inside):
        return "".join(letters[letter] for letter in inside)
    return f"{found[1]}{inside}" if len(inside) == 1 else f"{found[1]}({inside})"
