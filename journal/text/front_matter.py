"""Front matter: a few named values in YAML above a text, between two lines of `---`.

Every value is kept as the text that was typed: `yes`, `1:30` and `2021-08-05` stay words, so a title can be any of
them. Values are strings, lists of values, and mappings of strings to values.
"""

import re
from collections.abc import Iterator, Mapping

import yaml

MAX_BLOCK = 20_000  # characters between the two lines
MAX_DEPTH = 8
_FENCE = "---"
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
# What people write by hand and YAML refuses: `title: [TIL] Day 4: 행렬`.
_BY_HAND = re.compile(r"([A-Za-z가-힣_][\w가-힣 -]{0,40}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = str | list["Value"] | dict[str, "Value"]


class FrontMatterError(ValueError):
    """Front matter that is not read. `code` is "too_long", "too_deep" or "alias"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Plain(str):
    """A word that is written without quotes although YAML has another name for it: a date, a moment, true."""

    __slots__ = ()


def parse_front_matter(text: str) -> tuple[dict[str, Value], str]:
    """Return (values, body) of a text; the values are empty where it has no front matter, and the body is all of it.

    One empty line below the front matter belongs to neither. `parse_front_matter(dump_front_matter(values, body))`
    is (values, body), whatever the body says. Raises FrontMatterError.
    """
    if not (opening := _OPENING.match(text)):
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return {}, text
    block = text[opening.end() : closing.start()]
    if len(block) > MAX_BLOCK:
        raise FrontMatterError("too_long")
    values = _read(block)
    if values is None:
        return {}, text  # a text between two rules
    return values, re.sub(r"\A\r?\n", "", text[closing.end() :])


def dump_front_matter(values: Mapping[str, Value], body: str) -> str:
    """Return a text whose front matter has these values, in their order, above this body, letter for letter."""
    if not values and not _OPENING.match(body):
        return body
    block = yaml.dump(
        dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**9
    )
    return f"{_FENCE}\n{block}{_FENCE}\n\n{body}"


class _Dumper(yaml.SafeDumper):
    """Writes the same bytes on every machine (libyaml's own writer is not always there), and never an alias."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _string(dumper: _Dumper, data: str) -> yaml.Node:
    # In block style an empty line or a `---` inside would look like the end.
    style = '"' if set(data) & set("\n\r\x85\u2028\u2029\ufeff") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style=style)


def _plain(dumper: _Dumper, data: Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(data), (True, False))
    return dumper.represent_scalar(tag, str(data))


_Dumper.add_representer(str, _string)
_Dumper.add_representer(Plain, _plain)


def _read(block: str) -> dict[str, Value] | None:
    """Return the values of a block, or None where it is no mapping."""
    try:
        values = _build(yaml.parse(block, Loader=_Loader))
    except yaml.YAMLError:
        return _read_by_hand(block)
    return values if isinstance(values, dict) else None if block.strip() else {}


def _build(events: Iterator[yaml.Event]) -> Value | None:
    """Return the first document of a stream of events; its size is bounded, so only depth and aliases are asked."""
    top: list = []
    around: list[tuple[list | dict, list[str]]] = []  # what is open, and the key that waits for its value

    def add(value: Value) -> None:
        if not around:
            top.append(value)
        elif isinstance(holder := around[-1][0], list):
            holder.append(value)
        elif waiting := around[-1][1]:
            holder[waiting.pop()] = value
        elif isinstance(value, str):
            around[-1][1].append(value)
        else:
            raise yaml.YAMLError("a key that is no word")

    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterError("alias")
        if isinstance(event, yaml.ScalarEvent):
            add(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(around) == MAX_DEPTH:
                raise FrontMatterError("too_deep")
            made: list | dict = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            if around and isinstance(around[-1][0], dict) and not around[-1][1]:
                raise yaml.YAMLError("a key that is no word")
            add(made)
            around.append((made, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            around.pop()
    return top[0] if len(top) == 1 else None


def _read_by_hand(block: str) -> dict[str, Value] | None:
    """Return what lines of `key: value` and `- item` say, or None where a line is neither."""
    values: dict[str, Value] = {}
    last = ""
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if item := _ITEM.fullmatch(line):
            if not last:
                return None
            before = values[last]
            values[last] = [*(before if isinstance(before, list) else filter(None, [before])), _bare(item[1])]
        elif found := _BY_HAND.fullmatch(line):
            last = found[1]
            values[last] = _bare(found[2] or "")
        else:
            return None
    return values or None


def _bare(word: str) -> str:
    word = word.strip()
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "'\""
    return word[1:-1] if quoted else word
