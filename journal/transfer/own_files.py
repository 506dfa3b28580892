"""The shape of Haru's own archive: what its files are called and say, on the way out and on the way in.

haru.json                     which format this is, and whose
comments.json                 one's own comments, and those under one's own posts
posts/<cohort>/<name>.md      posts and drafts
edits/<cohort>/<name>.md      the edit that waits to be published, of the post of the same name
pictures/<id>.<kind>          their pictures
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from journal.text.front_matter import Plain, dump_front_matter
from journal.text.slugs import slug_of

FORMAT = "1"
MANIFEST, COMMENTS = "haru.json", "comments.json"
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


def post_text(post: Post, body: str) -> str:
    """Return the file of a post with this body (its pictures' addresses made relative)."""
    state = {} if post.is_published else {"draft": Plain("true")}
    moments = {name: getattr(post, name) for name in ("published_at", "edited_at", "created_at")}
    return dump_front_matter(
        {
            "haru": Plain(FORMAT), "key": Plain(post.key), "title": post.title, "cohort": post.cohort.slug, **state,
            **_said(post.study_on, post.visibility, post.typed_topics),
            **{name: moment_words(moment) for name, moment in moments.items() if moment},
        },
        body,
    )  # fmt: skip


def edit_text(edit: PendingEdit, body: str) -> str:
    """Return the file of an edit that waits."""
    return dump_front_matter(
        {
            "haru": Plain(FORMAT), "waits_for": Plain(edit.post.key), "title": edit.title,
            **_said(edit.study_on, edit.visibility, edit.topics), "saved_at": moment_words(edit.saved_at),
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


def inward(body: str, address: Callable[[str], str]) -> str:
    """Return a body whose pictures are Haru's again; `address` gives that of a name, or nothing where it has none."""
    return _INWARD.sub(lambda m: address(m[1]) or m[0], body)


def manifest_text(handle: str) -> str:
    """Return what tells such an archive from others."""
    return _json({"haru": int(FORMAT), "author": handle}) + "\n"


def comments_text(records: Iterable[dict]) -> str:
    """Return the file of comments: a record a line, the oldest first."""
    ordered = sorted(records, key=lambda record: (str(record.get("created_at")), str(record.get("key"))))
    return "[\n" + ",\n".join(_json(record) for record in ordered) + "\n]\n"


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _said(day, visibility: str, topics: str) -> dict:
    return {
        **({"study_on": Plain(day.isoformat())} if day else {}),
        "visibility": visibility,
        **({"topics": topics.split(", ")} if topics else {}),
    }
