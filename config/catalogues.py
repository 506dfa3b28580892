"""The message catalogues: extracted, kept up to date and compiled by Babel, without any system package.

`python -m config.catalogues` brings config/locale/*/django.po up to date with the code and the templates;
`compile_changed` puts what gettext reads into HARU_HOME, where the source tree may be read-only.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "config" / "locale"
LANGUAGES = ("ko", "en")
FOLDERS = ("accounts", "config", "journal", "templates")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


def po_path(language: str) -> Path:
    """Return where the catalogue of a language is written by hand."""
    return SOURCES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands in the repository."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compile_changed(folder: Path) -> None:
    """Write `folder`/<language>/LC_MESSAGES/django.mo for each catalogue that is newer than its compiled file."""
    for language in LANGUAGES:
        source, target = po_path(language), folder / language / "LC_MESSAGES" / "django.mo"
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{id(target)}")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.replace(target)


def extract_messages() -> Catalog:
    """Return a catalogue of every message that the code and the templates hold, with where each stands."""
    found = Catalog(domain="django", charset="utf-8", project="Haru")
    for folder in FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                _extract_file(path, found)
    return found


def update(language: str) -> Catalog:
    """Return the catalogue of a language brought up to date; English says what the code says."""
    catalogue = read(language)
    catalogue.update(extract_messages(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            if message.id and not any(message.string if message.pluralizable else [message.string]):
                message.string = message.id
    return catalogue


def _extract_file(path: Path, found: Catalog) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{%" not in text:
            return
        # Django turns a template into something close to Python; its indentation means nothing.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    options = {"encoding": "utf-8"}
    for _line, message, comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS, (), options):
        where = [(path.relative_to(PROJECT).as_posix(), None)]
        found.add(message, None, where, auto_comments=comments, context=context, flags=_flags(message))


def _flags(message) -> list[str]:
    first = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in first else []


def main() -> None:
    """Bring the catalogues in the repository up to date, and say what still wants a translation."""
    for language in LANGUAGES:
        catalogue = update(language)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
        empty = sum(1 for message in catalogue if message.id and not message.string)
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {empty} without a translation\n")


if __name__ == "__main__":
    main()
