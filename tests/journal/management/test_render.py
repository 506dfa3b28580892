"""`manage.py render` prints what the page shows, line by line, and no input makes it lose its place."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from journal.management.commands.render import MAX_LINE
from journal.text.markdown import MAX_POST, render

ROOT = Path(__file__).parents[3]
DAY_4 = ROOT / "tests" / "samples" / "day4_shape.md"


class Piped:
    """Standard input of bytes."""

    def __init__(self, content: bytes):
        self.buffer = io.BytesIO(content)


@pytest.fixture
def pipe(monkeypatch):
    """Call the command with bytes at its standard input; gives what it wrote, and the sentence it ended with or None."""

    def call(content: bytes, *arguments: str) -> tuple[str, str | None]:
        monkeypatch.setattr(sys, "stdin", Piped(content))
        written = io.StringIO()
        try:
            call_command("render", *arguments, stdout=written)
        except CommandError as error:
            return written.getvalue(), str(error)
        return written.getvalue(), None

    return call


def answers(written: str) -> list[dict]:
    return [json.loads(line) for line in written.splitlines()]


def test_files_are_printed_in_order(pipe, tmp_path):
    first, second = tmp_path / "첫째 글.md", tmp_path / "둘.md"
    first.write_text("# 하나\n", encoding="utf-8")
    second.write_text("\ufeff# 둘\r\n", encoding="utf-8")
    written, _ = pipe(b"", str(first), str(second))
    assert written == render("# 하나\n").html + render("# 둘\n").html


def test_standard_input_is_a_file_too(pipe, tmp_path):
    note = tmp_path / "글.md"
    note.write_text("글", encoding="utf-8")
    assert "셋" in pipe("셋".encode())[0]
    written, _ = pipe("셋".encode(), str(note), "-")
    assert written.index("글") < written.index("셋")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "글.md: not UTF-8 text (byte 1)."),
        ("학습".encode("cp949"), "글.md: not UTF-8 text (byte 1)."),
        (b"a\x00b", "글.md: the text has a NUL character."),
        (b"a" * (MAX_POST + 1), f"글.md: the text is longer than {MAX_POST:,} characters."),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(pipe, tmp_path, monkeypatch, content, sentence):
    monkeypatch.chdir(tmp_path)
    Path("글.md").write_bytes(content)
    assert pipe(b"", "글.md") == ("", sentence)


def test_a_missing_file_is_said_by_name(pipe):
    _, sentence = pipe(b"", "no/such.md")
    assert sentence.startswith("no/such.md:")


def test_a_line_gives_the_page_and_the_outline(pipe):
    line = json.dumps(
        {"id": "가-1", "body": DAY_4.read_text(encoding="utf-8"), "study_on": "2021-08-05"}, ensure_ascii=False
    )
    written, sentence = pipe(line.encode(), "--jsonl")
    (answer,) = answers(written)
    assert sentence is None
    assert list(answer) == [
        "id", "html", "toc", "excerpt", "topics", "lectures", "assignments", "questions", "events", "resources", "sections"
    ]  # fmt: skip
    assert answer["id"] == "가-1"
    assert answer["topics"] == ["Python", "AI Math"]
    counted = {key: len(answer[key]) for key in list(answer)[5:]}
    assert counted == {"lectures": 6, "assignments": 1, "questions": 12, "events": 1, "resources": 1, "sections": 5}
    assert answer["events"][0]["on"] == "2021-08-05"
    assert answer["html"] == render(DAY_4.read_text(encoding="utf-8")).html
    assert "학습 내용" in written  # letters, not escapes


def test_lines_are_answered_in_order_and_bad_ones_in_their_place(pipe):
    lines = [
        b'\xef\xbb\xbf{"id": 0, "body": "# a"}',
        b"nonsense",
        b"",
        b'{"id": 3}',
        b'{"id": 4, "body": 5}',
        b"[1]",
        b'{"id": 6, "body": "a\\u0000b"}',
        b'{"id": 7, "body": "\\ud800"}',
        b'{"id": 8, "body": "\xff"}',
        json.dumps({"id": 9, "body": "a" * (MAX_POST + 1)}).encode(),
        b'{"id": 10, "body": "a", "study_on": "yesterday"}',
        b'{"id": NaN, "body": "a"}',
        b"[" * 100_000,
        b'{"id": 1' + b"0" * 5000 + b', "body": "a"}',
        b'{"body": "' + b"a" * MAX_LINE + b'"}',
        b'{"id": 15, "body": "", "study_on": null}\r',
        json.dumps({"id": 16, "body": "가" * MAX_POST}).encode(),
    ]
    written, sentence = pipe(b"\n".join(lines), "--jsonl")
    told = answers(written)
    assert len(told) == 16  # a blank line asks for nothing
    assert [answer.get("id") for answer in told if "error" not in answer] == [0, 15, 16]
    bad = [answer for answer in told if "error" in answer]
    assert [answer["line"] for answer in bad] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    assert all(answer["error"].startswith(f"Line {answer['line']}: ") for answer in bad)
    assert "longer than" in bad[-1]["error"]
    assert [answer.get("id") for answer in bad[:6]] == [None, 3, 4, None, 6, 7]
    assert sentence == "13 of 16 lines could not be rendered; each says why in its place."


def test_a_fault_in_one_post_does_not_lose_the_next(pipe, monkeypatch):
    def faulty(body):
        if body == "bad":
            raise ZeroDivisionError
        return render(body)

    monkeypatch.setattr("journal.management.commands.render.render", faulty)
    written, _ = pipe(b'{"body": "bad"}\n{"body": "good"}\n', "--jsonl")
    told = answers(written)
    assert "ZeroDivisionError" in told[0]["error"]
    assert "good" in told[1]["html"]


def test_an_id_that_is_no_text_is_echoed_escaped(pipe):
    written, _ = pipe(b'{"id": "\\ud800", "body": "a"}', "--jsonl")
    written.encode("utf-8")
    assert answers(written)[0]["id"] == "\ud800"


def test_invisible_controls_do_not_refuse_a_text(pipe):
    written, sentence = pipe(b'{"body": "a\\u0008\\u000bb"}', "--jsonl")
    assert sentence is None
    assert "ab" in answers(written)[0]["html"]


def test_it_runs_without_a_database_and_in_any_locale(tmp_path):
    nowhere = "postgres://nobody@127.0.0.1:1/none"
    environment = {"DATABASE_URL": nowhere, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "HARU_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "render", "--jsonl"],
        input='{"body": "# 회고 🔥"}\nnonsense\n'.encode(),
        cwd=ROOT, env=environment, capture_output=True, timeout=60,
    )  # fmt: skip
    assert "회고 🔥" in answers(done.stdout.decode("utf-8"))[0]["html"]
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
