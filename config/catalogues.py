"""The message catalogues: extracted, kept up to date and compiled by Babel, without any system package.

`python -m config.catalogues` brings config/locale/*/django.po up to date with the code and the templates;
`compile_changed` puts what gettext reads into HARU_HOME, where the source tree may be read-only.
"""

import ast
import io
import os
import sys
from collections.abc import Iterator
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

# Sentences of Django and allauth that stand on Haru's own pages and in its mails. Both have them in Korean, but in
# another voice than ours (하십시오체 beside our 해요체), in other words (초기화 for 재설정, 인증 for 확인) and with a
# particle that is wrong after every other address ("%(email)s 을 확인하였습니다"). Ours win: Django reads ours last.
BORROWED = (
    # allauth: the fields and refusals of its forms
    "Email", "Email address", "Password", "Password (again)", "Remember Me", "Forgot your password?",
    "Current Password", "New Password", "New Password (again)",
    "A user is already registered with this email address.",
    "Incorrect password.",
    "Please type your current password.",
    "The email address and/or password you specified are not correct.",
    "The password reset token was invalid.",
    "This account is currently inactive.",
    "This email address is already associated with this account.",
    "You cannot add more than %d email addresses.",
    "You cannot remove your primary email address.",
    "You must type the same password each time.",
    "Your primary email address must be verified.",
    # allauth: what a page says after something was done
    "Confirmation email sent to %(email)s.",
    "Password successfully changed.",
    "Password successfully set.",
    "Primary email address set.",
    "Removed email address %(email)s.",
    "Successfully signed in as %(name)s.",
    "Unable to confirm %(email)s because it is already confirmed by a different account.",
    "You cannot remove your primary email address (%(email)s).",
    "You have confirmed %(email)s.",
    "You have signed out.",
    # allauth: mails about an account, and their subjects
    "Email Changed", "Email Confirmation", "Email Removed", "Password Changed", "Password Reset", "Password Set",
    "Email address %(deleted_email)s has been removed from your account.",
    "Your email has been changed from %(from_email)s to %(to_email)s.",
    "Your email has been confirmed.",
    "Your password has been changed.",
    "Your password has been reset.",
    "Your password has been set.",
    # Django: refusals of fields that our forms have, and the rules for passwords
    "This field is required.",
    "Enter a valid email address.",
    "Enter a valid date.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Null characters are not allowed.",
    "The submitted file is empty.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    (
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    "The password is too similar to the %(verbose_name)s.",
    "This password is too common.",
    "Your password can’t be a commonly used password.",
    "Your password can’t be too similar to your other personal information.",
)  # fmt: skip


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
    """Write `folder`/<language>/LC_MESSAGES/django.mo for each catalogue that has changed since it was compiled.

    A compiled file bears its source's time. An older source counts as changed too: a release that is unpacked over
    another may bring one.
    """
    for language in LANGUAGES:
        source, target = po_path(language), folder / language / "LC_MESSAGES" / "django.mo"
        if not source.exists():
            continue
        changed_at = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == changed_at:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        os.utime(draft, ns=(changed_at, changed_at))
        draft.replace(target)


def extract_messages() -> Catalog:
    """Return a catalogue of every message that the code and the templates hold, with where each stands.

    Raises ValueError where a message is not written out: no catalogue could have it.
    """
    found = Catalog(domain="django", charset="utf-8")
    for folder in FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                where = [(path.relative_to(PROJECT).as_posix(), None)]
                text = path.read_text(encoding="utf-8")
                messages = messages_in_python if path.suffix == ".py" else messages_in_template
                for message, context in messages(text, str(path)):
                    found.add(message, None, where, context=context)
    for message in BORROWED:
        found.add(message, None, [("config/catalogues.py", None)])
    return found


def messages_in_python(text: str, origin: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Yield each message of a module, singular and plural where it has both, and its context or None.

    Babel's own reader of Python does not look into f-strings, hence the syntax tree. Raises ValueError, with `origin`,
    where a message is not a literal.
    """
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in KEYWORDS:
            continue
        wanted = 1 + name.startswith("n") + ("pgettext" in name)
        words = [getattr(argument, "value", None) for argument in node.args[:wanted]]
        if len(words) < wanted or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{origin}:{node.lineno}: a message must be written out, for {name} to find it.")
        context = words.pop(0) if "pgettext" in name else None
        yield (words[0] if len(words) == 1 else tuple(words)), context


def messages_in_template(text: str, origin: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Yield each message of a template, singular and plural where it has both, and its context or None."""
    if "{%" not in text:
        return
    # Django turns a template into something close to Python; its indentation means nothing.
    code = "\n".join(line.strip() for line in templatize(text, origin=origin).splitlines())
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS, (), options):
        yield message, context


def update(language: str) -> Catalog:
    """Return the catalogue of a language brought up to date; English says what the code says."""
    catalogue = read(language)
    catalogue.update(
        extract_messages(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False
    )
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "Haru", "1"
    catalogue.last_translator = catalogue.language_team = "The Haru maintainers"
    catalogue.msgid_bugs_address = ""
    catalogue.header_comment = f"# The words of Haru: {catalogue.locale.english_name}."
    if language == "en":
        for message in catalogue:
            if message.id and not is_translated(message):
                message.string = message.id
    return catalogue


def is_translated(message) -> bool:
    """Return whether a message of a catalogue has all the forms that it needs."""
    return all(message.string) if message.pluralizable else bool(message.string)


def main() -> None:
    """Bring the catalogues in the repository up to date, and say what still wants a translation."""
    for language in LANGUAGES:
        catalogue = update(language)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
        empty = sum(1 for message in catalogue if message.id and not is_translated(message))
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {empty} without a translation\n")


if __name__ == "__main__":
    main()
