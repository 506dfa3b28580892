"""Requests that nobody sends: made by Hypothesis out of the permission table's rows and the forms' fields.

A request is plain data, so what it shrinks to can be read. Values are by turns what the field would take, a key or a
word of the world, a string that breaks careless code, and noise.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, quote_from_bytes

from django.forms import BooleanField, ChoiceField, DateField, Field, FileField, IntegerField
from hypothesis import strategies as st

from tests.bad_strings import BAD
from tests.cast import ROLES
from tests.journal.test_bad_input import FORMS, MORE_FIELDS, PATHS, QUERIES
from tests.journal.test_permissions import TABLE, routes
from tests.permission_accounts import admin_urls
from tests.world import World, picture_bytes

STATES = ("open", "open", "open", "ended", "archived", "draft")
METHODS = ("GET",) * 8 + ("POST",) * 10 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ANYBODY_S = ("page", "cursor", "next", "back", "q", "cohort", "sort", "as", "lang", "format", "key", "version", "any")
WORDS = {  # that mean something somewhere
    "ai-tech", "web-dev", "python", "minji", "bora", "sol", "on", "off", "true", "1", "2", "5", "ko", "en", "fr", "next",
    "cohort", "public", "team", "draft", "camper", "organiser", "active", "withdrawn", "question", "2021-08-05",
    "2021-08-05T19:00", "Asia/Seoul", "Mars/Olympus", "1-1", "5-2-1", "png", "webp", "1조", "4-1", "-created", "author:minji",
    "day:4", '"learning rate"', "-is:open", "topic:python OR (a b", "/", "//evil.example/", "하루 기록", "🙂 ok",
}  # fmt: skip
NOISE = {
    "HTTP_HX_REQUEST": st.just("true"),
    "HTTP_HX_TARGET": st.sampled_from(("main", "list", "c1", "%00")),
    "HTTP_HX_CURRENT_URL": st.sampled_from(("http://testserver/", "http://[", "/c/ai-tech/")),
    "HTTP_ACCEPT_LANGUAGE": st.sampled_from(("en", "ko;q=nan,*", "x" * 900)),
    "HTTP_ACCEPT": st.sampled_from(("application/json", "text/html;q=0", "*")),
    "HTTP_REFERER": st.sampled_from(("http://testserver/c/ai-tech/", "http://[::1", "javascript:1")),
    "HTTP_IF_NONE_MATCH": st.sampled_from(('W/"1"', '"', "*")),
    "HTTP_IF_MODIFIED_SINCE": st.sampled_from(("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT")),
    "HTTP_RANGE": st.sampled_from(("bytes=0-1", "bytes=9-1", "bytes=-")),
    "HTTP_X_FORWARDED_FOR": st.sampled_from(("not, an, address", "::1", "10.0.0.1")),
    "HTTP_HOST": st.sampled_from(("testserver:80", "testserver.", "evil.example")),
    "HTTP_ACCEPT_ENCODING": st.sampled_from(("gzip", "br", "gzip;q=nan")),
    "HTTP_X_REQUEST_ID": st.sampled_from(("1", "x" * 900, "a b\x7f")),
}


@dataclass(frozen=True)
class Upload:
    """A file that is sent along."""

    name: str
    kind: str
    data: bytes = field(repr=False)

    def opened(self) -> io.BytesIO:
        """Return the file as Django's client sends it, under any name at all."""
        file = io.BytesIO(self.data)
        file.name, file.content_type = self.name, self.kind
        return file


@dataclass(frozen=True)
class Request:
    """Who asks what. `fields` (percent-encoded words) go over the good form of `row`, files make it multipart."""

    name: str
    role: str
    method: str
    url: str
    state: str = "open"
    good: int = -1  # the row of TABLE whose good form is filled in, or -1
    fields: tuple[tuple[str, str], ...] = ()
    without: str = ""  # a field that is left out
    files: tuple[tuple[str, Upload], ...] = ()
    body: bytes | None = None
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Maker:
    """Strategies for one world."""

    def __init__(self, world: World):
        self.rows: dict[str, list[int]] = {}
        self.urls = {at: row.where(world) for at, row in enumerate(TABLE)}
        for at, row in enumerate(TABLE):
            self.rows.setdefault(row.name, []).append(at)
        self.admin = sorted({url for _route, url in admin_urls(routes())})
        keys = {str(value) for value in _keys(world)}
        self.word = st.one_of(
            st.sampled_from(sorted(quote(word, safe="") for word in WORDS | keys)),
            st.sampled_from(sorted(BAD.values(), key=len)),
            st.text(max_size=12).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
            st.integers(-(2**40), 2**70).map(str),
            st.binary(max_size=6).map(lambda raw: quote_from_bytes(raw, safe="")),
        )
        self.path_word = self.word.map(lambda word: word.replace("/", "%2F")[:2_000] or "0")
        self.upload = st.builds(
            lambda name, data: Upload(name, data[0], data[1]),
            st.sampled_from(("a.png", "a.csv", "a.md", "a.zip", "../../a.png", "가" * 300 + ".md", "a\x00.csv", "", ".", "a.svg")),
            st.one_of(st.sampled_from(_files()), st.tuples(st.just("text/plain"), st.binary(max_size=60))),
        )  # fmt: skip
        self.requests = self._requests()

    def _requests(self):
        journal = st.composite(self._request)()
        of_admin = st.builds(
            lambda url, role, method, query, fields: Request("admin", role, method, url + query, fields=fields),
            st.sampled_from(self.admin), st.sampled_from(("staff", "staff", "author")), st.sampled_from(("GET", "GET", "POST", "HEAD")),
            self._query(("q", "p", "o", "all", "e", "_popup", "_to_field", "is_staff__exact", "state", "id__in")),
            st.lists(st.tuples(st.sampled_from(("action", "_selected_action", "post", "_save", "name", "handle", "_popup", "form-TOTAL_FORMS")), self.word), max_size=3).map(tuple),
        )  # fmt: skip
        return st.one_of(*[journal] * 24, of_admin)

    def _query(self, names):
        pair = st.tuples(st.sampled_from(names), self.word, st.sampled_from(("", "", "", "", "[]", "[a]")))
        pairs = st.lists(pair, max_size=3)
        return pairs.map(
            lambda pairs: "?" + "&".join(f"{name}{more}={raw}" for name, raw, more in pairs) if pairs else ""
        )

    def _request(self, draw):
        name = draw(st.sampled_from(sorted(self.rows)))
        at = draw(st.sampled_from(self.rows[name]))
        method = draw(st.sampled_from(METHODS))
        url = self.urls[at].partition("?")[0] if draw(st.integers(0, 3)) else self.urls[at]
        if name in PATHS and not draw(st.integers(0, 4)):
            url = self._path(draw, name)
        query = draw(self._query([*QUERIES[name].base_fields, *ANYBODY_S] if name in QUERIES else ANYBODY_S))
        url += query.replace("?", "&") if "?" in url else query
        headers = (
            draw(st.lists(st.sampled_from(sorted(NOISE)), max_size=2, unique=True))
            if not draw(st.integers(0, 3))
            else []
        )
        more = {
            "headers": tuple((header, draw(NOISE[header])) for header in headers),
            "state": draw(st.sampled_from(STATES)),
        }
        if method == "POST":
            more |= self._form(draw, name, at)
        role = draw(st.sampled_from(ROLES))
        return Request(name, role, method, url, **more)

    def _path(self, draw, name: str) -> str:
        good = {"cohort": "ai-tech", "number": "4", "slug": "python", "kind": "png", "handle": "minji", "uidb36": "1"}
        words = {}
        for word in (
            "cohort",
            "number",
            "slug",
            "kind",
            "handle",
            "uidb36",
            "pk",
            "key",
            "token",
            "name",
            "lecture",
            "revision",
        ):
            if f"{{{word}}}" in PATHS[name]:
                words[word] = good[word] if word in good and draw(st.booleans()) else draw(self.path_word)
        return PATHS[name].format(**words)

    def _form(self, draw, name: str, at: int) -> dict:
        if not draw(st.integers(0, 19)):
            return {"body": draw(st.binary(max_size=200)), "content_type": draw(st.sampled_from((
                "application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "", "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=none")))}  # fmt: skip
        known = _fields(name)
        names = [*known, *ANYBODY_S[-3:]]
        fields, files = [], []
        for given in draw(st.lists(st.sampled_from(names), max_size=4)):
            if isinstance(known.get(given), FileField) or given in ("files", "image", "picture_file", "file"):
                files.append((given, draw(self.upload)))
            else:
                fields.append((given, draw(self._value(known.get(given)))))
        without = draw(st.sampled_from(names)) if not draw(st.integers(0, 5)) else ""
        good = at if draw(st.integers(0, 5)) else -1
        return {"good": good, "fields": tuple(fields), "without": without, "files": tuple(files)}

    def _value(self, known: Field | None):
        """Return values for a form's field: two of three are of its kind."""
        kind = self.word
        if isinstance(known, DateField):
            kind = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str)
        elif isinstance(known, IntegerField):
            kind = st.one_of(st.integers(-3, 200), st.integers(-(2**66), 2**66)).map(str)
        elif isinstance(known, BooleanField):
            kind = st.sampled_from(("on", "true", "", "0"))
        elif isinstance(known, ChoiceField) and (choices := _choices(known)):
            kind = st.sampled_from(choices)
        return st.one_of(kind, kind, self.word)


def _fields(name: str) -> dict[str, Field | None]:
    form = FORMS.get(name)
    return {**form.base_fields, **dict.fromkeys(MORE_FIELDS.get(form, []))} if form else {"any": None}


def _choices(known: ChoiceField) -> list[str]:
    try:
        return [quote(str(value)) for value, _label in known.choices if not isinstance(_label, (list, tuple))][:50]
    except Exception:  # choices that ask for a request
        return []


def _keys(world: World):
    """Yield what the world's things go by."""
    yield from (thing.pk for name in ("posts",) for thing in getattr(world.cast, name).values())
    for name in ("comments", "questions", "revisions", "uploads", "series", "waiting", "dismissals", "invitations"):
        yield from (thing.pk for thing in getattr(world, name).values())
    for name in (
        "trashed",
        "template",
        "lecture",
        "event",
        "told",
        "mentor_note",
        "bookmark",
        "proposal",
        "hiding",
        "report",
    ):
        yield getattr(world, name).pk
    yield from (user.pk for user in world.cast.people.values() if user)
    yield from (user.email for user in world.cast.people.values() if user)
    yield from (topic.pk for topic in world.cast.cohort.topics.all())
    yield from (team.pk for team in world.cast.cohort.teams.all())
    yield from (member.pk for member in world.cast.cohort.memberships.all())
    yield from (world.kept.key, world.export.key, world.roster.key)


def _files() -> list[tuple[str, bytes]]:
    """Return files that something reads: a picture, tables in three encodings, archives whole and broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("2021-08-05 day.md", "---\ntitle: [1\n---\n# A\n\n![](a.png)\n")
        archive.writestr("posts.json", "{")
        archive.writestr("../up.md", "x")
        archive.writestr("a\x00b.md", b"\xff\xfe\x00")
    roster = "name,email,team,role\nKim,kim@test.example,1조,camper\n,,,\nLee,not an address,,mentor\n"
    lectures = "code,title,topic,day\n4-1,Objects,Python,4\n4-1,Twice,Python,0\n,x,,99999\n"
    front = b"---\ndate: 2021-02-30\ntopics: {a: [b]}\nvisibility: 7\n---\n# Day\n"
    bomb = b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\nText"
    return [
        ("image/png", picture_bytes()), ("image/png", picture_bytes()[:30]), ("application/zip", out.getvalue()),
        ("application/zip", out.getvalue()[:90]), ("text/csv", roster.encode()), ("text/csv", roster.encode("cp949")),
        ("text/csv", roster.encode("utf-16")), ("text/csv", lectures.encode()), ("text/csv", b'"' + b"a,\n" * 40),
        ("text/markdown", front), ("text/markdown", bomb), ("text/html", b"<div class=page-body><table><tr><td>"),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("image/gif", b"GIF89a" + b"\xff" * 50), ("text/plain", b""),
    ]  # fmt: skip
