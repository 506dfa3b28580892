"""A Markdown file as a post to be: its title, text, topics, days and moments, and the pictures that it shows."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from urllib.parse import unquote
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from journal.text.front_matter import FrontMatterError, Value, parse_front_matter
from journal.text.input_text import InputTextError, clean_body, clean_line, without_controls
from journal.text.markdown import MAX_POST
from journal.text.moments import read_day, read_day_number, read_moment
from journal.text.topic_names import TopicNameError, split_topics
from journal.transfer.archives import PICTURES, Refused

MAX_TITLE, MAX_TOPICS = 200, 10
TITLE = ("title", "제목")
DATES = (
    "published_at",
    "date",
    "released_at",
    "created_at",
    "created",
    "날짜",
    "작성일",
    "작성일시",
    "생성일",
    "생성 일시",
)
TAGS = ("tags", "topics", "tag", "keywords", "태그", "주제")
DAY = ("study_on", "study_day", "day", "학습일")
REFUSALS = {
    "null": _("There is an invisible character (NUL) in this text. Please remove it and try again."),
    "surrogate": _("There is half a character in this text that cannot be kept. Please remove it and try again."),
    "control": _("There is an invisible character in this text."),
    "too_long": _("This text is too long: at most %(most)s characters fit."),
}
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+)")
_FILE_DAY = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d{8}|\d{6})[-_ ]+(?=\S)")
# Where Markdown, HTML and Obsidian name a picture or a file; the target is group 2, 4 or 6.
_TARGETS = re.compile(
    r"(\]\(\s*)(<[^<>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))+)"
    r"|(<img\b[^<>]*?\bsrc\s*=\s*[\"']?)([^\"'>\s]+(?:[^\"'>\n]*(?=[\"']))?)"
    r"|(!\[\[)([^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\]",
    re.IGNORECASE,
)

Moment = datetime | date


@dataclass
class Document:
    """What a file says. `dated_at` is when it was published, or the day, or None; the rest as posts have it."""

    path: str
    source: str  # by which the same file is found again, whatever it says
    title: str = ""
    body: str = ""
    topics: list[str] = field(default_factory=list)
    number: int | None = None  # Day N, as its title says
    study_on: date | None = None
    dated_at: Moment | None = None
    is_draft: bool | None = None  # None: it does not say
    visibility: str = ""
    pictures: list[str] = field(default_factory=list)  # paths of the archive
    # What only Haru's own files have.
    key: UUID | None = None
    cohort: str = ""
    cover: str = ""
    created_at: datetime | None = None
    edited_at: datetime | None = None
    edit: "Document | None" = None  # that waits; its `dated_at` is when it was saved

    @property
    def is_own(self) -> bool:
        """Whether Haru wrote this file."""
        return self.key is not None


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, or Korean Windows' CP949. Raises Refused."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("This is not text that Haru can read. Save it as UTF-8."))


def front_matter_of(text: str) -> tuple[dict[str, Value], str]:
    """Return (values, body) of a file's text; raises Refused."""
    try:
        return parse_front_matter(text)
    except FrontMatterError:
        raise Refused(_("The lines between --- at its top are too long or too deep to read.")) from None


def read_markdown(path: str, values: dict[str, Value], body: str) -> Document:
    """Return what any Markdown file says: by its front matter, its first heading and its name. Raises Refused."""
    values = {name.strip().lower(): value for name, value in values.items()}
    body = cleaned(body)
    stem = posixpath.splitext(posixpath.basename(path))[0]
    title = line(word_of(values, TITLE)) or first_heading(body) or title_of_name(stem)
    said = " ".join((title, stem))
    study_on = read_moment(word_of(values, DAY))
    number = word_of(values, DAY)
    return Document(
        path=path, source=f"file:{path}", title=title, body=body, topics=topics_of(values),
        number=int(number) if re.fullmatch(r"0*[1-9]\d{0,3}", number, re.A) else read_day_number(said),
        study_on=_day(study_on) or read_day(title) or read_day(stem), dated_at=read_moment(word_of(values, DATES)),
        is_draft=_is_draft(values),
    )  # fmt: skip


def cleaned(body: str) -> str:
    """Return a text as a post would keep it; raises Refused."""
    try:
        return clean_body(without_controls(body), MAX_POST)
    except InputTextError as error:
        raise refusal(error) from None


def refusal(error: InputTextError) -> Refused:
    """Return the words for a text that cannot be kept."""
    return Refused(REFUSALS[error.code], most=f"{MAX_POST:,}")


def line(text: str) -> str:
    """Return what fits of a title on one line."""
    try:
        return clean_line(without_controls(text.replace("\x00", "")), 100_000)[:MAX_TITLE].strip()
    except InputTextError:
        return ""


def first_heading(body: str) -> str:
    """Return the heading that opens a text, or an empty string."""
    found = _FIRST_HEADING.match(body)
    return line(found[1].rstrip().rstrip("#")) if found else ""


def title_of_name(stem: str) -> str:
    """Return a title out of a file's name: 2021-08-05-linear-algebra is "linear algebra"."""
    rest = _FILE_DAY.sub("", stem)
    return line(rest if " " in rest else re.sub("[-_]+", " ", rest)) or line(stem)


def word_of(values: dict[str, Value], names: Collection[str]) -> str:
    """Return the first of these values that is a word, or an empty string."""
    return next((values[name] for name in names if isinstance(values.get(name), str) and values[name]), "")


def topics_of(values: dict[str, Value]) -> list[str]:
    """Return at most ten topics out of a list or out of words with commas; what names no topic is left out."""
    said = next((values[name] for name in TAGS if values.get(name)), [])
    words = said if isinstance(said, list) else [said]
    names = []
    for word in words:
        try:
            names += split_topics(word) if isinstance(word, str) else []
        except TopicNameError:
            continue
    return split_topics("\n".join(names))[:MAX_TOPICS]


def find_picture(target: str, path: str, files: Collection[str]) -> str | None:
    """Return the path of the picture that a text at `path` calls `target`, or None where the archive has none.

    Names may be escaped (%20), begin at the root of what was exported (/images/…), and be composed in another way.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
        return None
    plain = re.split("[?#]", target)[0]
    folder = posixpath.dirname(path)
    for name in dict.fromkeys((unquote(plain), unquote(target), plain)):
        name = unicodedata.normalize("NFC", name.replace("\\", "/"))
        if not name.lower().endswith(PICTURES):
            continue
        if not name.startswith("/"):
            found = posixpath.normpath(posixpath.join(folder, name))
            if found in files:
                return found
            continue
        parents = [folder]
        while parents[-1]:
            parents.append(posixpath.dirname(parents[-1]))
        for parent in reversed(parents):
            if (found := posixpath.join(parent, name.lstrip("/"))) in files:
                return found
    return None


def pictures_in(body: str, path: str, files: Collection[str]) -> list[str]:
    """Return the paths of the archive's pictures that a text shows, each once."""
    found: dict[str, None] = {}
    _point(body, path, files, lambda picture: found.setdefault(picture))
    return list(found)


def with_addresses(body: str, path: str, files: Collection[str], address: Callable[[str], str | None]) -> str:
    """Return a text whose pictures are at their new addresses; one without an address stays as it is."""
    return _point(body, path, files, address)


def _point(body: str, path: str, files: Collection[str], address: Callable[[str], str | None]) -> str:
    def point(match: re.Match) -> str:
        start, target = next((match[at], match[at + 1]) for at in (1, 3, 5) if match[at])
        bare = target[1:-1] if target.startswith("<") else target
        picture = find_picture(unescape(bare) if match[3] else bare, path, files)
        if match[5] and picture is None:  # Obsidian finds a picture by its name, wherever it lies
            ends = [name for name in files if posixpath.basename(name) == bare.strip()]
            picture = ends[0] if len(ends) == 1 and bare.lower().strip().endswith(PICTURES) else None
        new = picture and address(picture)
        if not new:
            return match[0]
        return f"![]({new})" if match[5] else f"{start}{new}"

    return _TARGETS.sub(point, body)


def _day(moment: datetime | date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _is_draft(values: dict[str, Value]) -> bool | None:
    for name, drafts in (
        ("draft", True),
        ("published", False),
        ("is_private", True),
        ("private", True),
        ("is_temp", True),
    ):
        word = values.get(name)
        if isinstance(word, str) and word.lower() in ("true", "false", "yes", "no"):
            return (word.lower() in ("true", "yes")) == drafts
    return None
