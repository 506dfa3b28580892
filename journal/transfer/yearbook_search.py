"""The index with which a yearbook is searched: scripts, because a page on disk may load nothing else.

A word lies in the script of its first character, so that a search loads a few small files, however large the book.
While posts are written their words go to sorted runs on disk, which are merged at the end: memory does not grow with
the book. A word has the numbers of its posts, each as the distance from the one before, in base 36; behind the words
stand those in whose middle others begin, so that 함수 finds 손실함수.
"""

import heapq
import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import TextIO

from journal.text.search_folding import fold
from journal.text.search_tokens import jamo_word, latin, stems, tokens
from journal.transfer.zips import Zip, script_of

FOLDER = "search/"
LONGEST = 20  # characters of a word that is kept
_HIDDEN = re.compile(r"<(math|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def words_in(text: str) -> set[str]:
    """Return the words that a text is found by: without particles, in small letters."""
    found: set[str] = set()
    for token in tokens(text):
        if token.kind == "syllables":
            found.update(stems(token.word))
        elif token.kind == "latin":
            said = latin(token.word)
            found.update((*said.words, *said.joined, *said.parts))
        else:
            found.add(jamo_word(token.word))
    return {fold(word)[:LONGEST] for word in found} - {""}


def plain(page: str) -> str:
    """Return the words of a stored page."""
    return unescape(_TAG.sub(" ", _HIDDEN.sub(" ", page)))


class Run:
    """The words of one turn's posts, written sorted."""

    def __init__(self, path: Path):
        self._path = path
        self._numbers: dict[str, array] = {}

    def add(self, number: int, text: str) -> None:
        """Note the words of post `number`; numbers only grow."""
        for word in words_in(text):
            self._numbers.setdefault(word, array("I")).append(number)

    def write(self) -> None:
        """Write the run."""
        with self._path.open("w", encoding="utf-8") as file:
            for word in sorted(self._numbers):
                file.write(f"{word}\t{' '.join(map(str, self._numbers[word]))}\n")


def write_index(archive: Zip, runs: Iterable[Path]) -> None:
    """Write the scripts of all the words in these runs, which are in the order of their posts' numbers."""
    runs = list(runs)
    ends: dict[str, dict[str, list[str]]] = {}  # by their first character
    for word, _numbers in _merged(runs):
        for at in range(1, len(word) - 1):
            if _is_syllable(word[at]):
                ends.setdefault(word[at], {}).setdefault(word[at:], []).append(word)
    firsts = []
    for first, words in groupby(_merged(runs), key=lambda found: found[0][0]):
        firsts.append(first)
        _write_shard(archive, first, words, ends.pop(first, {}))
    for first, words in sorted(ends.items()):
        firsts.append(first)
        _write_shard(archive, first, (), words)
    archive.add(f"{FOLDER}index.js", f"haru.begin({script_of(''.join(firsts))});\n")


def _write_shard(archive: Zip, first: str, words: Iterable[tuple[str, Iterator[int]]], ends: dict) -> None:
    with archive.written(f"{FOLDER}w-{ord(first):x}.js", encoding="utf-8") as file:
        file.write(f"haru.words({script_of(first)},{{\n")
        for word, numbers in words:
            file.write(f"{script_of(word)}:{script_of(_distances(numbers))},\n")
        file.write("},{\n")
        for end, inside in sorted(ends.items()):
            file.write(f"{script_of(end)}:{script_of(inside)},\n")
        file.write("});\n")


def _merged(runs: list[Path]) -> Iterator[tuple[str, Iterator[int]]]:
    """Yield each word once, in order, with the numbers of its posts."""
    with ExitStack() as stack:
        lines = [_lines(stack.enter_context(path.open(encoding="utf-8"))) for path in runs]
        found = heapq.merge(*lines, key=lambda line: line[0])
        for word, same in groupby(found, key=lambda line: line[0]):
            yield word, (int(number) for _word, numbers in same for number in numbers.split(" "))


def _lines(file: TextIO) -> Iterator[tuple[str, str]]:
    for line in file:
        word, _tab, numbers = line.rstrip("\n").partition("\t")
        yield word, numbers


def _distances(numbers: Iterable[int]) -> str:
    before, said = 0, []
    for number in numbers:
        said.append(_base36(number - before))
        before = number
    return " ".join(said)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def _is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"
