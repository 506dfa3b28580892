"""The log: what each line says, of which request or job it is, and what never stands in it.

In a deployment a line is a JSON object; on one's own machine it is a line of words. Neither has tokens, and JSON has no
words that people wrote: addresses are the names of routes, and of most errors only their kind is told.

It knows no Django, so that the web server's first process, which stays small, may write such lines too.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(
    r"(/(?:feeds|join/mail|join|mail/stop|accounts/confirm-email|accounts/password/reset/key)/)[^/\s?\"']+"
)
# What stands in these is the code's words, or a server's about itself; in any other error it may be somebody's text.
_SAFE = {"AttributeError", "ImportError", "ImproperlyConfigured", "NameError", "OperationalError"}
_ABOUT: ContextVar[tuple] = ContextVar("about", default=())  # pairs of a name and a value
_MOST = 30  # steps of a traceback, the last ones


@contextmanager
def saying(**words) -> Iterator[None]:
    """Let every line of the log inside of this block have these words too: `request` or `job`, by number."""
    before = _ABOUT.set((*_ABOUT.get(), *words.items()))
    try:
        yield
    finally:
        _ABOUT.reset(before)


class WithoutTokens(logging.Filter):
    """Writes an ellipsis in the place of each token; lets every line pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line's words in place. Returns True."""
        line = record.getMessage()
        record.msg, record.args = without_tokens(line), ()
        return True


class Words(logging.Formatter):
    """A line of words, with the number of the request or the job behind it, and the whole traceback."""

    def format(self, record: logging.LogRecord) -> str:
        about = " ".join(f"{name}={value}" for name, value in {**dict(_ABOUT.get()), **_told(record)}.items())
        return without_tokens(super().format(record) + (f" [{about}]" if about else ""))


class Json(logging.Formatter):
    """A line that is a JSON object: when, how grave, who says it, what, about what, and which error it was."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _without_path(record),
            **dict(_ABOUT.get()),
            **_told(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _error(record.exc_info[1])
            line["trace"] = _steps(record.exc_info[1])
        return without_tokens(json.dumps(line, ensure_ascii=False, default=str))


def without_tokens(line: str) -> str:
    """Return a line with an ellipsis in the place of each token in an address."""
    return _TOKEN.sub(r"\1…", line)


def _told(record: logging.LogRecord) -> dict:
    """Return what was said beside the message: by us (`extra={"told": …}`), or by the queue about its job."""
    job, told = getattr(record, "job", None), {}
    if isinstance(job, dict) and "id" in job:
        told["job"] = job["id"]
    if number := getattr(getattr(record, "request", None), "number", ""):  # Django says some lines after all middleware
        told["request"] = number
    return {**told, **getattr(record, "told", {})}


def _without_path(record: logging.LogRecord) -> str:
    """Return the message; the address of a request, which Django says at its end, may have somebody's words."""
    message, request = record.getMessage(), getattr(record, "request", None)
    return f"{message.partition(': /')[0]}: {_route(request)}" if hasattr(request, "path") else message


def _route(request) -> str:
    found = getattr(request, "resolver_match", None)
    return (found and found.view_name) or "…"


def _error(error: BaseException) -> dict:
    """Return the kind of an error and of those behind it, and what of its words is surely the code's own."""
    kinds, told, seen = [], {}, set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kinds.append(type(error).__name__)
        if _SAFE & {kind.__name__ for kind in type(error).__mro__}:
            told.setdefault("words", str(error).split("\n")[0][:300])
        for name, place in (("sqlstate", error), ("constraint", getattr(error, "diag", None))):
            value = getattr(place, "constraint_name" if name == "constraint" else name, None)
            if value:
                told.setdefault(name, value)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {"kind": kinds[0], **({"behind": kinds[1:]} if kinds[1:] else {}), **told}


def _steps(error: BaseException) -> list[str]:
    """Return where it happened, a step a line, without the lines of code and without any value."""
    return [f"{_place(step.filename)}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)][
        -_MOST:
    ]


def _place(file: str) -> str:
    """Return a file's name as short as it still tells: ours from the project on, a package's from its folder on."""
    path = Path(file)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else path.name
