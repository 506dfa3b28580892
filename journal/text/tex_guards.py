r"""What must not reach math-core 0.9: nesting that ends the process, brackets that never end.

* It goes down one call for every group, every argument and every switch (`\color{red}`), and
  takes the process with it when the stack ends: after about 150 on a stack of 256 kB.
* It tries an opening bracket as the start of a pair, reads on to the end, and where no closing
  one comes reads all of it again without: each bracket that stays open doubles the work, and
  thirty of them take a minute.
"""

import re

MAX_GROUPS = 40
MAX_DEPTH = 80
# So many open brackets cost at most 16 times the work, which is not worth a closer look.
FEW_BRACKETS = 4

_PARTS = re.compile(r"\\[A-Za-z]+|\\.|[{}\[\]^_]|[^\s\\{}\[\]^_]+", re.DOTALL)
_CLOSES = {"{": "}", "[": "]", "\\left": "\\right", "\\begin": "\\end"}
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
# These hold for the rest of their group, which is one call deeper.
_SWITCHES = frozenset(
    rf"\{name}"
    for name in "color displaystyle textstyle scriptstyle scriptscriptstyle rm bf it sf tt cal frak boldsymbol".split()
)


def is_deep(source: str) -> bool:
    """Whether groups and arguments nest too deep.

    Counts too much rather than too little: a closing sign closes its own kind only, and a
    command that is not known is taken to wait for an argument.
    """
    opened: list[tuple[str, list[int], int]] = []
    outside = 0
    waiting: list[int] = []  # the arguments that each command, inside the one before, still needs
    for part in _PARTS.findall(source):
        if part in _CLOSES:
            opened.append((part, waiting, outside))
            outside += len(waiting) + 1
            waiting = []
        elif part in _OPENS:
            for place in range(len(opened) - 1, -1, -1):
                kind, before, depth = opened[place]
                if kind == _OPENS[part]:
                    del opened[place:]
                    waiting, outside = before, depth
                    break
                if part == "]" or kind != "[":
                    break
            if part != "]" or not opened:
                _take_argument(waiting)
        elif part in _SWITCHES:
            outside += 1
            waiting.append(1)
        elif part in "^_":
            waiting.append(1)
        elif part[0] == "\\" and part[1].isalpha():
            waiting.append(_arguments(part) or 1)
        else:
            _take_argument(waiting)
        if len(opened) > MAX_GROUPS or outside + len(waiting) > MAX_DEPTH:
            return True
    return False


def _take_argument(waiting: list[int]) -> None:
    """One argument has come: the last command has it, and the one before has got that one."""
    while waiting:
        waiting[-1] -= 1
        if waiting[-1] > 0:
            break
        waiting.pop()


_OPENING = (
    r"[(\[⌈⌊⌜⌞⎰❲⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼]|\\\{|\\(?:lAngle|lBrace|lVert|lang|langle|lbrace|lbrack|lceil|lfloor|lgroup|"
    r"llangle|llbracket|llcorner|llparenthesis|lmoustache|lparen|lvert|ulcorner)(?![A-Za-z])"
)
_CLOSING = (
    r"[)\]]|\\\}|\\(?:rAngle|rBrace|rVert|rang|rangle|rbrace|rbrack|rceil|rfloor|rgroup|rmoustache|rparen|rrangle|"
    r"rrbracket|rrparenthesis|rvert|urcorner|lrcorner)(?![A-Za-z])"
)
_SIGN = r"\s*+(?:\\[A-Za-z]++|\\.|[^\s\\])"
_TOKEN = re.compile(
    rf"""(?P<opens>\\[bB]igg?l(?![A-Za-z]){_SIGN}|{_OPENING})
       | (?P<closes>\\[bB]igg?r(?![A-Za-z]){_SIGN}|{_CLOSING})
       | (?P<left>\\left(?![A-Za-z]){_SIGN}) | (?P<right>\\right(?![A-Za-z]){_SIGN})
       | (?P<other>\\(?:middle|[bB]igg?m?)(?![A-Za-z]){_SIGN})
       | (?P<begin>\\begin(?![A-Za-z])) | (?P<end>\\end(?![A-Za-z])) | (?P<row>\\\\|&)
       | (?P<command>\\[A-Za-z]++) | (?P<script>[\^_]) | (?P<open>\{{) | (?P<close>\}}) | (?P<atom>\\.|\S)""",
    re.VERBOSE | re.DOTALL,
)
_SOME_OPENING = re.compile(rf"\\[bB]igg?l(?![A-Za-z])|{_OPENING}")
# Arguments that a command takes, where it takes other than none; a bare bracket may be one.
_ARGUMENTS = {
    **dict.fromkeys(
        "acute angl bar bcancel bm bold boldsymbol boxed breve cancel check cramped ddddot dddot ddot dot fbox grave hat "
        "hphantom mathbb mathbf mathbin mathcal mathclose mathfrak mathinner mathit mathop mathopen mathord mathpunct "
        "mathrel mathring mathrm mathscr mathsf mathtt not operatorname operatornamewithlimits overbrace overbracket "
        "overgroup overleftarrow overleftharpoon overleftrightarrow overline overparen overrightarrow Overrightarrow "
        "overrightharpoon phantom phase pmod pod shoveleft shoveright slashed sout sqrt symbf text textbf textit textrm "
        "texttt textsc textsf emph tilde underbar underbrace underbracket undergroup underleftarrow underleftrightarrow "
        "underline underparen underrightarrow utilde vec vertoverlay vphantom widecheck widehat widetilde xcancel color Bbb frak Bra "
        "Braket Ket Set bra braket ket set over atop choose brace brack".split(),
        1,
    ),
    **dict.fromkeys(
        "frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel textcolor raisebox".split(), 2
    ),
    **dict.fromkeys("sideset prescript".split(), 3),
    "mathchoice": 4,
    "genfrac": 6,
}


def _arguments(command: str) -> int:
    known = _ARGUMENTS.get(command[1:])
    # \xrightarrow and its many kin.
    return known if known is not None else int(command.startswith("\\x") and command != "\\xi")


_OF_WORDS = frozenset(
    r"\text \textbf \textit \textrm \texttt \mbox \emph \operatorname \label \tag \color \textcolor".split()
)


def with_closed_brackets(formula: str) -> str:
    r"""`formula` with every bracket that stays open put into a group, as in `{({}}`.

    In a group of two a bracket is no longer the start of a pair. Pairs are left as they are;
    where it is not sure that a bracket is closed (it may be a bare argument, `\hat(`), it is
    put into a group as well, which only moves it by a hair.
    """
    if len(_SOME_OPENING.findall(formula)) <= FEW_BRACKETS:
        return formula
    tokens = list(_TOKEN.finditer(formula))
    grouped = _lonely(tokens)
    out: list[str] = []
    at = 0
    for number in sorted(grouped):
        start, end = tokens[number].span()
        out += (formula[at:start], "{", formula[start:end], "{}}")
        at = end
    return "".join(out) + formula[at:]


class _Level:
    """One group, environment, cell or pair of \\left and \\right while it is read."""

    __slots__ = ("arguments", "is_words", "kind", "opened")

    def __init__(self, kind: str, is_words: bool = False) -> None:
        self.kind = kind
        self.is_words = is_words
        self.opened: list[int] = []
        self.arguments = 0


def _lonely(tokens: list[re.Match[str]]) -> set[int]:
    """The numbers of the brackets that stay open, or may be arguments."""
    lonely: set[int] = set()
    levels = [_Level("")]
    before = ""
    for number, token in enumerate(tokens):
        kind, text, here = token.lastgroup or "", token[0], levels[-1]
        if here.is_words and kind not in ("open", "close"):
            continue
        if kind in ("open", "left", "begin") or (text == "[" and _takes_option(before)):
            here.arguments = max(0, here.arguments - (kind != "opens"))
            levels.append(_Level("option" if kind == "opens" else kind, here.is_words or before in _OF_WORDS))
        elif kind in _LEVEL_OF or (text == "]" and here.kind == "option"):
            wanted = _LEVEL_OF.get(kind, "option")
            if any(level.kind == wanted for level in levels):
                while levels[-1].kind != wanted:
                    lonely.update(levels.pop().opened)
                lonely.update(levels.pop().opened)
        elif kind == "row":
            lonely.update(here.opened)
            here.opened, here.arguments = [], 0
        elif kind in ("opens", "closes") and here.arguments:
            here.arguments -= 1
            lonely.add(number)
        elif kind == "opens":
            here.opened.append(number)
        elif kind == "closes":
            if here.opened:
                here.opened.pop()
        elif kind == "script":
            here.arguments = max(1, here.arguments)
        else:
            here.arguments = max(0, here.arguments - 1) + (_arguments(text) if kind == "command" else 0)
        before = text
    for level in levels:
        lonely.update(level.opened)
    return lonely


_LEVEL_OF = {"close": "open", "right": "left", "end": "begin"}


def _takes_option(command: str) -> bool:
    return command == "\\sqrt" or command == "\\\\" or command.startswith("\\x")
