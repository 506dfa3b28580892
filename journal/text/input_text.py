"""Text as it comes from a form: made regular, or refused with a code that a form turns into a sentence."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class InputTextError(ValueError):
    """Text that cannot be kept. `code` is "null", "control", "surrogate" or "too_long"; `position` counts from 0."""

    def __init__(self, code: str, position: int = 0):
        super().__init__(f"{code} at {position}")
        self.code = code
        self.position = position


def clean_body(text: str, max_length: int) -> str:
    """Text of several lines: NFC, line ends as \\n, without a byte order mark; blanks stay as typed.

    Raises InputTextError for NUL ("null"), other controls but tab and line end ("control"), half of a surrogate pair
    ("surrogate"), and more than `max_length` characters ("too_long", counted in code points after NFC).
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if (at := text.find("\x00")) >= 0:
        raise InputTextError("null", at)
    if found := _CONTROLS.search(text):
        raise InputTextError("control", found.start())
    if found := _SURROGATES.search(text):
        raise InputTextError("surrogate", found.start())
    text = unicodedata.normalize("NFC", text)
    if len(text) > max_length:
        raise InputTextError("too_long", max_length)
    return text


def clean_line(text: str, max_length: int) -> str:
    """Text of one line: as `clean_body`, and line ends and runs of blanks are one blank, none at its ends.

    A pasted line end is thus a blank, not a refusal. Raises InputTextError as `clean_body` does.
    """
    # Length is asked last: blanks that fall away do not count.
    line = " ".join(clean_body(text, max(len(text) * 3, max_length)).split())
    if len(line) > max_length:
        raise InputTextError("too_long", max_length)
    return line


def without_controls(text: str) -> str:
    """The text without the controls that `clean_body` refuses, but for NUL, which is no accident of a keyboard.

    Nobody sees a backspace or a vertical tab that came along in a paste, or that an input method left behind; a form
    calls this first where a refusal would stop a writer who cannot find what is wrong.
    """
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
