"""The shape of Haru's own archive: what its files are called and say, on the way out and on the way in.

haru.json                     which format this is, and whose
comments.json                 one's own comments, and those under one's own posts
series.json                   one's own series, each with its posts in order
posts/<cohort>/<name>.md      posts and drafts
edits/<cohort>/<name>.md      the edit that waits to be published, of the post of the same name
pictures/<id>.<kind>          their pictures
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.cohorts import Visibility
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.models.series import MOST_POSTS, MOST_SERIES
from journal.text.front_matter import Plain, Value, dump_front_matter
from journal.text.markdown import MAX_POST
from journal.text.moments import read_moment
from journal.text.slugs import slug_of
from journal.text.topic_names import TopicNameError, split_topics
from journal.transfer.archives import Refused
from journal.transfer.markdown_files import MAX_TITLE, REFUSALS, Document

FORMAT = "1"
MANIFEST, COMMENTS, SERIES = "haru.json", "comments.json", "series.json"
ACCOUNT = "account.json"  # of who takes everything along; it is brought in by nobody
MAX_COMMENTS = 30 * 1024 * 1024  # bytes
MAX_RECORDS = 20_000
# The words of a comment's record, and how long they may be.
RECORD = {
    "author": 30, "author_name": 50, "body": 10_000, "created_at": 40, "edited_at": 40, "key": 36, "parent": 36,
    "post": 36, "post_author": 30, "post_title": 200, "section": 200, "section_title": 200,
}  # fmt: skip
POSTS, EDITS, PICTURES = "posts/", "edits/", "pictures/"

_PICTURE = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.(?:jpeg|png|webp))"
_ADDRESS = re.compile(rf"/uploads/{_PICTURE}")
# As part of another address (https://…/uploads/…) it stays what it is.
_OUTWARD = re.compile(rf"(?<![\w./:%-])/uploads/{_PICTURE}")
_INWARD = re.compile(rf"(?<![\w./:%-])\.\./\.\./{PICTURES}{_PICTURE}")


def name_of(post: Post) -> str:
    """Return the end of a post's path: its cohort, day, title and a part of its key, which no other post has."""
    day = post.study_on or post.created_at.astimezone(UTC).date()
    words = "-".join(filter(None, [day.isoformat(), slug_of(post.title), post.key.hex[:12]]))
    return f"{post.cohort.slug}/{words}.md"


def post_text(post: Post, body: str, cover: str) -> str:
    """Return the file of a post with this body and cover (its pictures' addresses made relative)."""
    state = {} if post.is_published else {"draft": Plain("true")}
    moments = {name: getattr(post, name) for name in ("published_at", "edited_at", "created_at")}
    return dump_front_matter(
        {
            "haru": Plain(FORMAT), "key": Plain(post.key), "title": post.title, "cohort": post.cohort.slug, **state,
            **_said(post.study_on, post.chosen_visibility, post.typed_topics, cover),
            **{name: moment_words(moment) for name, moment in moments.items() if moment},
        },
        body,
    )  # fmt: skip


def edit_text(edit: PendingEdit, body: str, cover: str) -> str:
    """Return the file of an edit that waits."""
    return dump_front_matter(
        {
            "haru": Plain(FORMAT), "waits_for": Plain(edit.post.key), "title": edit.title,
            **_said(edit.study_on, edit.visibility, edit.typed_topics, cover), "saved_at": moment_words(edit.saved_at),
        },
        body,
    )  # fmt: skip


def moment_words(moment: datetime) -> Plain:
    """Return a moment to the microsecond, in UTC."""
    return Plain(moment.astimezone(UTC).isoformat())


def outward(body: str, takes: Callable[[str], bool]) -> str:
    """Return a body whose pictures are those of the archive; `takes` says of a name whether the archive has it."""
    taken = {name for name in dict.fromkeys(_ADDRESS.findall(body)) if takes(name)}
    return _OUTWARD.sub(lambda m: f"../../{PICTURES}{m[1]}" if m[1] in taken else m[0], body)


def outward_text(copy: Post | PendingEdit, takes: Callable[[str], bool]) -> tuple[str, str]:
    """Return the body and the cover of a text, as `outward` makes them."""
    return outward(copy.body, takes), outward(copy.cover, takes)


def inward(body: str, address: Callable[[str], str]) -> str:
    """Return a body whose pictures are Haru's again; `address` gives that of a name, or nothing where it has none."""
    return _INWARD.sub(lambda m: address(m[1]) or m[0], body)


def is_own(values: dict[str, Value]) -> bool:
    """Return whether front matter is that of a post that Haru wrote out."""
    return values.get("haru") == FORMAT and _key(values.get("key")) is not None


def read_own(path: str, values: dict[str, Value], body: str, *, as_edit: bool = False) -> Document:
    """Return what Haru's own file of a post (or of an edit that waits) says, letter for letter; raises Refused."""
    root = posixpath.dirname(posixpath.dirname(posixpath.dirname(path)))
    key = _key(values.get("waits_for" if as_edit else "key"))
    if key is None:
        raise Refused(_("It does not say which post it belongs to."))
    day = _word(values, "study_on")
    moment = _moment(values, "saved_at" if as_edit else "published_at")
    names = dict.fromkeys([*_INWARD.findall(body), *_ADDRESS.findall(body)])  # a whole address names its picture too
    return Document(
        path=path, source=f"haru:{key}", title=_kept(_word(values, "title"), MAX_TITLE), body=_kept(body, MAX_POST),
        topics=_topics(values.get("topics")), study_on=_day(day), dated_at=moment,
        is_draft=_word(values, "draft") == "true", key=key, cohort=_word(values, "cohort"),
        visibility=_word(values, "visibility") if _word(values, "visibility") in Visibility.values else "",
        pictures=[posixpath.join(root, PICTURES, name) for name in names],
        created_at=_moment(values, "created_at"), edited_at=_moment(values, "edited_at"), cover=_word(values, "cover"),
    )  # fmt: skip


def edit_path(path: str) -> str:
    """Return where the edit that waits for the post at `path` would lie."""
    head, name = posixpath.split(path)
    rest, cohort = posixpath.split(head)
    return posixpath.join(posixpath.dirname(rest), EDITS, cohort, name)


def _key(word: Value | None) -> UUID | None:
    try:
        return UUID(word) if isinstance(word, str) else None
    except ValueError:
        return None


def _word(values: dict[str, Value], name: str) -> str:
    word = values.get(name)
    return word if isinstance(word, str) else ""


def _kept(text: str, most: int) -> str:
    if "\x00" in text:
        raise Refused(REFUSALS["null"])
    if len(text) > most:
        raise Refused(REFUSALS["too_long"], most=f"{most:,}")
    return text


def _topics(said: Value | None) -> list[str]:
    names = [name for name in said if isinstance(name, str)] if isinstance(said, list) else []
    try:
        split_topics("\n".join(names))
        return names if len(", ".join(names)) <= 600 else []  # as much as a post's row takes
    except TopicNameError:
        return []


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _moment(values: dict[str, Value], name: str) -> datetime | None:
    moment = read_moment(_word(values, name))
    if not isinstance(moment, datetime) or moment.tzinfo is None or moment.year < 1970:
        return None
    soon = timezone.now() + timedelta(days=1)  # clocks differ
    return moment if moment.year <= soon.year and moment <= soon else None


def manifest_text(handle: str) -> str:
    """Return what tells such an archive from others."""
    return _json({"haru": int(FORMAT), "author": handle}) + "\n"


def comments_text(records: Iterable[dict]) -> str:
    """Return the file of comments: a record a line, the oldest first."""
    return _records_text(sorted(records, key=lambda record: (str(record.get("created_at")), str(record.get("key")))))


def series_text(records: Iterable[dict]) -> str:
    """Return the file of series: a record a line."""
    return _records_text(sorted(records, key=lambda record: record["key"]))


def _records_text(records: Iterable[dict]) -> str:
    return "[\n" + ",\n".join(_json(record) for record in records) + "\n]\n"


def read_series(data: bytes) -> list[dict]:
    """Return the series in their file that are as Haru writes them; raises Refused."""
    return [record for record in _records(data)[:MOST_SERIES] if _is_series(record)]


def _is_series(record) -> bool:
    if not isinstance(record, dict) or record.keys() != {"key", "title", "description", "posts"}:
        return False
    words = (record["title"], record["description"])
    if not all(isinstance(word, str) and _can_be_kept(word) for word in words) or _key(record["key"]) is None:
        return False
    fits = record["title"].strip() and len(record["title"]) <= 100 and len(record["description"]) <= 300
    posts = record["posts"]
    return bool(fits) and isinstance(posts, list) and len(posts) <= MOST_POSTS and all(map(_key, posts))


def _records(data: bytes) -> list:
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(_("Its comments or series cannot be read.")) from None
    return found if isinstance(found, list) else []


def read_comments(data: bytes) -> list[tuple[UUID, dict]]:
    """Return (key, record) of each comment in the file of comments that is as Haru writes them; raises Refused."""
    return [(UUID(record["key"]), record) for record in _records(data)[:MAX_RECORDS] if _is_record(record)]


def _is_record(record) -> bool:
    if not isinstance(record, dict) or record.keys() != RECORD.keys() or _key(record["key"]) is None:
        return False
    if str(_key(record["key"])) != record["key"] or not isinstance(record["body"], str):
        return False
    words = [(value, RECORD[name]) for name, value in record.items() if value is not None]
    return all(isinstance(word, str) and len(word) <= most and _can_be_kept(word) for word, most in words)


def _can_be_kept(word: str) -> bool:
    return not re.search("[\x00\ud800-\udfff]", word)


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _said(day, visibility: str, topics: str, cover: str) -> dict:
    return {
        **({"study_on": Plain(day.isoformat())} if day else {}),
        "visibility": visibility,
        **({"topics": topics.split(", ")} if topics else {}),
        **({"cover": cover} if cover else {}),
    }
