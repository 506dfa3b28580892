"""The message catalogues: nothing missing, nothing left over, and Korean that a Korean would have written."""

import gettext
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils import translation

from config import catalogues
from tests.house.source import PROJECT, files

BOTH = pytest.mark.parametrize("language", catalogues.LANGUAGES)

PLACEHOLDER = r"%\(\w+\)[sdrif]|%[sd%]|\{\w*\}"
TAG = r"</?\w+[^>]*>"
# Names and signs that Korean writes in Latin letters too. Haru is so written as a mark, alone; in sentences it is 하루.
NAMES = {
    "Haru",
    "Day",
    "FAQ",
    "Q",
    "A",
    "IP",
    "JPEG",
    "PNG",
    "GIF",
    "WebP",
    "MB",
    "NUL",
    "minji",
    "ai",
    "tech",
    "learning",
    "CSV",
    "xlsx",
    "xls",
    "Ctrl",
    "Cmd",
}
# The form of these depends on the sound before them, and nobody knows what stands in a placeholder's place.
PARTICLES = "을|를|이|가|은|는|과|와|으로|로|이에요|예요|이라|라|이나|나|이랑|랑|아|야|이고|고|이며|며|이란|란|이든|든"
PARTICLE = re.compile(
    rf"(?:{PLACEHOLDER})(?:{TAG}|[”\"’')\]」』])*"
    rf"(?:{PARTICLES}|\s(?:을|를|은|는|과|와|으로|로))(?:도|는|만|의|부터|서|써)?(?![가-힣])"
)
FORMAL = re.compile(r"(?:니다|니까|십시오|시오)(?![가-힣])")


def faults(catalogue: Catalog, language: str, wanted: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, a line each; `wanted` has the messages of the code."""
    keys = {(message.id, message.context) for message in catalogue if message.id}
    needed = {(message.id, message.context) for message in wanted if message.id}
    lines = [f"missing: {key[0]!r}" for key in sorted(needed - keys, key=str)]
    lines += [f"no longer said: {key[0]!r}" for key in sorted(keys - needed, key=str)]
    lines += [f"left over: {message.id!r}" for message in catalogue.obsolete.values()]
    for message in catalogue:
        if message.id:
            lines += [f"{fault}: {message.id!r}" for fault in message_faults(message, language)]
    return lines


def message_faults(message: Message, language: str) -> list[str]:
    """Return what is wrong with one message: short names of faults, none where it is right."""
    if not catalogues.is_translated(message):
        return ["untranslated"]
    found = ["fuzzy"] if message.fuzzy else []
    for source, words in _forms(message):
        if Counter(re.findall(PLACEHOLDER, source)) != Counter(re.findall(PLACEHOLDER, words)):
            found.append("other placeholders")
        if Counter(re.findall(TAG, source)) != Counter(re.findall(TAG, words)):
            found.append("other tags")
        found += _english_faults(source, words) if language == "en" else _korean_faults(source, words)
    return found


def bare_words(text: str) -> list[str]:
    """Return the words of a template that no catalogue can reach: text and labels outside of the translating tags."""
    text = re.sub(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->|<!doctype[^>]*>", "", text, flags=re.S)
    text = re.sub(r"\{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%\}", "", text, flags=re.S)
    text = re.sub(r"\{%\s*block \w+_class\s*%\}.*?\{%\s*endblock\s*%\}", "", text)  # names for the style sheets
    text = re.sub(r"<kbd\b[^>]*>[^<{]*</kbd>", "", text)  # what stands on a key stands there in every language
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|&\w+;", "", text, flags=re.S)
    labels = re.findall(r"\s(?:aria-label|title|placeholder|alt|data-[\w-]*word)\s*=\s*[\"']([^\"']*)", text)
    shown = [*labels, re.sub(r"<[^>]*>", " ", text)]
    return [word for part in shown for word in re.findall(r"[^\W\d_]+", part) if word not in NAMES]


def _forms(message: Message) -> list[tuple[str, str]]:
    """Return the pairs of what the code says and what the catalogue says; a single form stands for the plural."""
    if not message.pluralizable:
        return [(message.id, message.string)]
    return list(zip(message.id[-len(message.string) :], message.string, strict=True))


def _english_faults(source: str, words: str) -> list[str]:
    return [] if words == source else ["not what the code says"]


def _korean_faults(source: str, words: str) -> list[str]:
    plain = re.sub(rf"{PLACEHOLDER}|{TAG}", " ", words)
    english = set(re.findall(r"[A-Za-z]+", re.sub(rf"{PLACEHOLDER}|{TAG}", " ", source))) - NAMES
    found = []
    if english and not re.search("[가-힣]", plain):
        found.append("no Hangul")
    if set(re.findall(r"[A-Za-z]+", plain)) - NAMES:
        found.append("English left in it")
    if "Haru" in words and words != "Haru":
        found.append("not called 하루")
    if PARTICLE.search(words):
        found.append("particle after a placeholder")
    if FORMAL.search(plain):
        found.append("not in 해요체")
    return found


@cache
def _wanted() -> Catalog:
    return catalogues.extract_messages()


# What must hold.


@BOTH
def test_every_message_is_there_and_right(language):
    catalogue = catalogues.read(language)
    assert len(catalogue) > 400
    assert not catalogue.fuzzy
    assert faults(catalogue, language, _wanted()) == []


@BOTH
def test_our_words_win_over_those_of_django_and_allauth(language):
    with translation.override(language):
        for message in catalogues.read(language):
            if not message.id:
                continue
            for number, (_source, words) in enumerate(_forms(message), start=1):
                assert _say(message, number) == words


def _say(message: Message, number: int) -> str:
    if message.pluralizable:
        return translation.ngettext(*message.id, number)
    return translation.pgettext(message.context, message.id) if message.context else translation.gettext(message.id)


def test_a_borrowed_message_is_still_said_by_its_package():
    homes = (Path(django.__file__).parent, Path(django.__file__).parent / "contrib/auth", Path(allauth.__file__).parent)
    folders = [home / ("conf/locale" if (home / "conf/locale").exists() else "locale") for home in homes]
    said = [gettext.translation("django", folder, ["ko"]) for folder in folders]
    for message in catalogues.BORROWED:
        one, many = (message, "") if isinstance(message, str) else message
        korean = [said_by.ngettext(one, many, 2) if many else said_by.gettext(one) for said_by in said]
        assert any(words not in {one, many} for words in korean), one


def test_templates_have_no_words_of_their_own():
    paths = files(".html", ".txt", under=("templates",))
    assert len(paths) > 50
    bare = {str(path.relative_to(PROJECT)): bare_words(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: words for path, words in bare.items() if words} == {}


def test_the_extractor_misses_nothing_that_templates_translate():
    wanted = {message.id for message in _wanted()}
    for path in files(".html", ".txt", under=("templates",)):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
        for _quote, words in re.findall(r"\{%\s*trans(?:late)?\s+([\"'])(.*?)\1", text):
            assert words in wanted, path


# Compiling.


@BOTH
def test_gettext_reads_what_was_compiled(language, tmp_path):
    catalogues.compile_changed(tmp_path)
    read = gettext.translation("django", tmp_path, [language])
    assert read.gettext("Publish") == {"ko": "발행", "en": "Publish"}[language]
    like, likes = "%(shown)s like", "%(shown)s likes"
    assert read.ngettext(like, likes, 1) == {"ko": "좋아요 %(shown)s개", "en": like}[language]
    assert read.ngettext(like, likes, 2) == {"ko": "좋아요 %(shown)s개", "en": likes}[language]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["django.mo", "django.mo"]


@pytest.mark.parametrize("seconds", [-86_400, 86_400])
def test_a_changed_source_is_compiled_again_be_it_newer_or_older(seconds, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path / "sources")
    source = catalogues.po_path("ko")
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Publish"\nmsgstr "내기"\n')
    catalogues.compile_changed(tmp_path / "compiled")
    changed_at = source.stat().st_mtime + seconds
    source.write_text('msgid "Publish"\nmsgstr "발행"\n')
    os.utime(source, (changed_at, changed_at))
    catalogues.compile_changed(tmp_path / "compiled")
    assert gettext.translation("django", tmp_path / "compiled", ["ko"]).gettext("Publish") == "발행"


def test_an_unchanged_source_is_left_alone(tmp_path, monkeypatch):
    catalogues.compile_changed(tmp_path)
    monkeypatch.setattr(catalogues, "write_mo", None)
    catalogues.compile_changed(tmp_path)


# The extractor and the checkers themselves.


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Save")', [("Save", None)]),
        ("f\"![{_('picture')}]\"", [("picture", None)]),
        ('_("two " "lines") % {"a": 1}', [("two lines", None)]),
        ('ngettext("%d day", "%d days", n)', [(("%d day", "%d days"), None)]),
        ('pgettext_lazy("cohort", "Open")', [("Open", "cohort")]),
        ('translation.npgettext("c", "a", "b", 2)', [(("a", "b"), "c")]),
        ('__("Save"); print("Save")', []),
    ],
)
def test_messages_are_found_in_code(code, found):
    assert list(catalogues.messages_in_python(code, "x.py")) == found


@pytest.mark.parametrize("code", ["_(name)", '_(f"Day {n}")', 'ngettext("day", days, 2)', '_("a" + b)'])
def test_a_message_that_is_not_written_out_is_refused(code):
    with pytest.raises(ValueError, match=r"x\.py:1"):
        list(catalogues.messages_in_python(code, "x.py"))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p\n  title=\"{% translate 'Save' %}\">Words</p>", [("Save", None)]),
        ('{% translate "Open" context "cohort" as word %}', [("Open", "cohort")]),
        ("{% blocktranslate trimmed with a=b.c %}\n  Day\n  {{ a }}\n{% endblocktranslate %}", [("Day %(a)s", None)]),
        ("{% blocktranslate count n=n %}A day{% plural %}Days{% endblocktranslate %}", [(("A day", "Days"), None)]),
        ("Just words", []),
    ],
)
def test_messages_are_found_in_templates(template, found):
    assert list(catalogues.messages_in_template(template, "x.html")) == found


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Save", ""), "untranslated"),
        (Message("Save", "저장", flags=["fuzzy"]), "fuzzy"),
        (Message("%(n)s posts", "글 %(m)s편"), "other placeholders"),
        (Message("%(n)s posts", "글"), "other placeholders"),
        (Message("at most %d", "%s개까지"), "other placeholders"),
        (Message("Comments {count}", "댓글"), "other placeholders"),
        (Message('<a href="%(u)s">Go</a>', "%(u)s 가기"), "other tags"),
        (Message("Save", "Save"), "no Hangul"),
        (Message("%(first)s to %(last)s", "%(first)s ~ %(last)s"), "no Hangul"),
        (Message("Save the text", "text 저장"), "English left in it"),
        (Message("%(n)s is here", "%(n)s이 왔어요"), "particle after a placeholder"),
        (Message("%(n)s is here", "%(n)s은 여기 있어요"), "particle after a placeholder"),
        (Message("to %(n)s", "%(n)s으로 갔어요"), "particle after a placeholder"),
        (Message("to %(n)s", "%(n)s로도 갔어요"), "particle after a placeholder"),
        (Message("by %(n)s", "%(n)s을(를) 지웠어요"), "particle after a placeholder"),
        (Message("by %(n)s", "%(n)s 을 지웠어요"), "particle after a placeholder"),
        (Message("“%(n)s” is it", "“%(n)s”이에요"), "particle after a placeholder"),
        (Message("<b>%(n)s</b> is", "<b>%(n)s</b>가 있어요"), "particle after a placeholder"),
        (Message("{n} and", "{n}와 함께"), "particle after a placeholder"),
        (Message("Saved.", "저장되었습니다."), "not in 해요체"),
        (Message("Save it.", "저장하십시오"), "not in 해요체"),
        (Message("Read it in Haru", "Haru에서 읽기"), "not called 하루"),
        (Message(("%(n)s day", "%(n)s days"), ("하루",)), "other placeholders"),
        (Message(("%(n)s day", "%(n)s days"), ("",)), "untranslated"),
    ],
)
def test_a_faulty_korean_message_is_seen(message, fault):
    assert fault in message_faults(message, "ko")


@pytest.mark.parametrize(
    "message",
    [
        Message("FAQ", "FAQ"),
        Message("Haru", "Haru"),
        Message("Read it in Haru", "하루에서 읽기"),
        Message("Day %(n)s", "Day %(n)s"),
        Message("%(n)s people wrote", "%(n)s명이 썼어요"),
        Message("%(n)s or more", "%(n)s이상 가능해요"),
        Message("Reply to %(n)s", "%(n)s 님에게 답글 쓰기"),
        Message("To %(n)s from %(m)s", "%(m)s에서 %(n)s까지"),
        Message("%(n)s: this post", "%(n)s 이 글"),
        Message(("%(n)s day", "%(n)s days"), ("%(n)s일",)),
    ],
)
def test_a_good_korean_message_passes(message):
    assert message_faults(message, "ko") == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Save", "Keep"), "not what the code says"),
        (Message(("%(n)s day", "%(n)s days"), ("%(n)s day", "%(n)s day")), "not what the code says"),
        (Message(("%(n)s day", "%(n)s days"), ("%(n)s day", "")), "untranslated"),
    ],
)
def test_a_faulty_english_message_is_seen(message, fault):
    assert fault in message_faults(message, "en")


def test_a_missing_and_a_left_over_message_are_seen():
    text = 'msgid "Old"\nmsgstr "옛"\n\n#~ msgid "Older"\n#~ msgstr "더 옛"\n'
    wanted = Catalog()
    wanted.add("New")
    lines = faults(read_po(text.encode().splitlines(keepends=True), locale="ko"), "ko", wanted)
    assert lines == ["missing: 'New'", "no longer said: 'Old'", "left over: 'Older'"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Save</p>", ["Save"]),
        ('<p aria-label="저장">Day {{ n }}</p>', ["저장"]),
        ('<p class="save" data-done-word="Done">{% translate "Save" %} &middot; {{ save }}</p>{# no #}', ["Done"]),
        ('<p><kbd class="key">Enter</kbd> go</p>', ["go"]),
        ("{% blocktranslate %}Save {{ a }}{% endblocktranslate %}<!-- no --> 400", []),
    ],
)
def test_bare_words_are_seen(template, words):
    assert bare_words(template) == words


def test_english_spells_email_in_one_way():
    """As Django and allauth do, whose words stand beside ours."""
    other = {message.id for message in catalogues.read("en") if re.search("e-mail", str(message.id), re.IGNORECASE)}
    assert other == set()
