"""`manage.py render`: Markdown to HTML by the one renderer, and posts' outlines line by line. Uses no database."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError

from journal.text.input_text import InputTextError, clean_body, without_controls
from journal.text.markdown import MAX_POST, render
from journal.text.outline import read_outline

# A character of a post takes at most 12 bytes of JSON (two \uXXXX); room for the rest of the object.
MAX_LINE = 12 * MAX_POST + 100_000
OUTLINE_KEYS = ("topics", "lectures", "assignments", "questions", "events", "resources", "sections")

_SENTENCES = {
    "null": "the text has a NUL character",
    "surrogate": "the text has half of a surrogate pair",
    "control": "the text has a control character",
    "too_long": f"the text is longer than {MAX_POST:,} characters",
}


class BadInput(ValueError):
    """Input that cannot be rendered; its message is a sentence's part for the person who typed it."""


def checked(body: str) -> str:
    """A body as a post would keep it. Raises BadInput."""
    try:
        return clean_body(without_controls(body), MAX_POST)
    except InputTextError as error:
        raise BadInput(_SENTENCES[error.code]) from error


def _refuse_constant(name: str):
    raise ValueError(name)


def read_line(line: bytes) -> dict:
    """One line of input as an object with `body`. Raises BadInput; the object read so far is its `found`."""
    if len(line) > MAX_LINE:
        raise BadInput(f"the line is longer than {MAX_LINE:,} bytes")
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadInput(f"not UTF-8 (byte {error.start + 1})") from error
    except (ValueError, RecursionError) as error:
        raise BadInput("not JSON") from error
    if not isinstance(found, dict):
        raise BadInput("not a JSON object")
    return found


def rendered_object(found: dict) -> dict:
    """What is written for one object with `body` and perhaps `study_on`. Raises BadInput."""
    body = found.get("body")
    if not isinstance(body, str):
        raise BadInput("no body, or one that is not a string")
    body = checked(body)
    study_on = found.get("study_on")
    try:
        study_on = date.fromisoformat(study_on) if study_on is not None else None
    except (TypeError, ValueError) as error:
        raise BadInput("study_on is not a date like 2021-08-05") from error
    page = render(body)
    outline = read_outline(body, study_on=study_on).to_dict()
    return {"html": page.html, "toc": page.toc, "excerpt": page.excerpt, **{key: outline[key] for key in OUTLINE_KEYS}}


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream, each cut just above MAX_LINE so that no line fills the memory."""
    while line := stream.readline(MAX_LINE + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(1 << 16)
        yield line.rstrip(b"\r\n") if len(line) <= MAX_LINE + 1 else line


class Command(BaseCommand):
    """The command; see the module."""

    help = "Print the HTML of Markdown files (or of standard input), or with --jsonl one JSON object a line."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", help="UTF-8 files; - or none is standard input")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help="read a JSON object with `body` (and `id`, `study_on`) a line, write one with html and outline",
        )

    def handle(self, *args, files, jsonl, **options):
        try:
            if jsonl:
                self._render_lines(files or ["-"])
            else:
                for name in files or ["-"]:
                    self._render_file(name)
        except BrokenPipeError:
            # The reader went away (`| head`): what is left in the buffer has nowhere to go either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _render_file(self, name: str) -> None:
        with self._opened(name) as stream:
            content = stream.read(MAX_LINE + 1)
        try:
            if len(content) > MAX_LINE:
                raise BadInput(_SENTENCES["too_long"])
            body = checked(content.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise CommandError(f"{self._called(name)}: not UTF-8 text (byte {error.start + 1}).") from error
        except BadInput as error:
            raise CommandError(f"{self._called(name)}: {error}.") from error
        self._write(render(body).html.removesuffix("\n"))

    def _render_lines(self, files: list[str]) -> None:
        bad = total = 0
        for name in files:
            with self._opened(name) as stream:
                for number, line in enumerate(lines_of(stream), start=1):
                    line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                    if not line.strip():
                        continue
                    total += 1
                    answer = self._answer(line, number)
                    bad += "error" in answer
                    self._write(self._json(answer))
        if bad:
            raise CommandError(f"{bad} of {total} lines could not be rendered; each says why in its place.")

    def _answer(self, line: bytes, number: int) -> dict:
        """The object to write for one line: the page and the outline, or `error` and the number of the line."""
        answer: dict = {}
        try:
            found = read_line(line)
            if "id" in found:
                answer["id"] = found["id"]
            return {**answer, **rendered_object(found)}
        except BadInput as error:
            return {**answer, "line": number, "error": f"Line {number}: {error}."}
        except Exception as error:  # a fault of ours in one post must not lose the posts behind it
            return {
                **answer,
                "line": number,
                "error": f"Line {number}: could not be rendered ({type(error).__name__}).",
            }

    @staticmethod
    def _json(answer: dict) -> str:
        text = json.dumps(answer, ensure_ascii=False)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:  # an id with half of a surrogate pair can only be echoed escaped
            return json.dumps(answer)
        return text

    def _write(self, text: str) -> None:
        """One text and a line end to standard output, as UTF-8 whatever the locale says, at once."""
        if buffer := getattr(self.stdout, "buffer", None):
            buffer.write(f"{text}\n".encode())
        else:
            self.stdout.write(text)
        self.stdout.flush()

    @staticmethod
    def _called(name: str) -> str:
        return "Standard input" if name == "-" else name

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        """A file, or standard input for "-", to read bytes from. Raises CommandError where it cannot be opened."""
        if name == "-":
            yield sys.stdin.buffer
            return
        try:
            stream = open(name, "rb")  # noqa: SIM115 (closed below)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror or error}.") from error
        with stream:
            yield stream
