"""Every page of the site, and who opens it: what `python -m tests.screenshots` shows and axe reads.

tests/house/test_pages_seen.py holds the list against the permission table: a new page wants a line here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse

from journal.queries.mail_stops import stop_token
from tests.screenshots.furnishing import MAIL

Where = Callable[[SimpleNamespace], str]
LANGUAGES, SCHEMES = ("ko", "en"), ("light", "dark")
VISITOR, CAMPER, MENTOR, ORGANISER, STAFF = "", "minji", "seoyeon", "haeun", "admin"  # of the demo
# Addresses that answer GET, but not with a page: files, feeds, what scripts ask, and a mail in its frame.
NO_PAGES = {
    "accounts.picture", "cards.post", "uploads.show", "posts.source", "exports.download", "organiser_desk.export",
    "feeds.calendar", "feeds.cohort", "feeds.day", "feeds.lecture", "feeds.person", "feeds.search", "feeds.topic",
    "curriculum.suggest", "people.suggest", "search.suggest", "topics.suggest", "notifications.count", "mail.html",
    "site.healthz", "site.readyz", "site.manifest", "site.robots", "site.worker", "sitemap.index", "sitemap.posts",
}  # fmt: skip


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it: the URL's name, the demo's person ("" for a visitor), and the status it answers."""

    name: str
    who: str
    where: Where
    label: str = ""
    status: int = 200

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name, self.label, self.who or "visitor"))).replace(" ", "-")


def _word(f: SimpleNamespace, path: str):
    """Return the attribute that `path` names; of a thing without a further name, its key."""
    thing = f
    for name in path.split("."):
        thing = getattr(thing, name)
    return getattr(thing, "pk", thing)


def _at(url_name: str, query: str, /, **words: str | int) -> Where:
    """Return what makes an address; a word that begins with ":" names something of the furnished demo."""

    def where(f: SimpleNamespace) -> str:
        found = {k: _word(f, v[1:]) if str(v).startswith(":") else v for k, v in words.items()}
        return reverse(url_name, kwargs=found) + query

    return where


def _page(url_name: str, /, *who: str, query: str = "", label: str = "", status: int = 200, **words) -> Iterator[Sight]:
    for each in who:
        yield Sight(url_name, each, _at(url_name, query, **words), label, status)


def _in(url_name: str, /, *who: str, **more) -> Iterator[Sight]:
    """The same, in the demo's main cohort."""
    return _page(url_name, *who, cohort="ai-tech", **more)


def _of(name: str, thing: str, *who: str, label: str = "") -> Iterator[Sight]:
    """The page of a thing that knows its own address."""
    for each in who:
        yield Sight(name, each, lambda f: getattr(f, thing).get_absolute_url(), label)


def _outside() -> Iterator[Sight]:
    """What visitors meet, and signing in."""
    yield from _page("site.home", VISITOR, CAMPER, MENTOR, ORGANISER, STAFF)
    yield from _page("site.offline", VISITOR)
    yield from _page("site.shortcuts", CAMPER)
    yield from _page("gallery.show", VISITOR)
    for name in ("login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done"):
        yield from _page(f"account_{name}", VISITOR)
    yield from _page("account_inactive", VISITOR)
    yield from _page("account_email_verification_sent", VISITOR)
    yield from _page("account_confirm_email", VISITOR, key=":email_key")
    yield from _page("account_reset_password_from_key", VISITOR, uidb36=":reset_uid", key=":reset_token")
    yield from _page("people.join", VISITOR, CAMPER, token=":invitation.token")
    yield from _page("invitations.claim", VISITOR, token=":claim")
    yield Sight(
        "mail.stop", VISITOR, lambda f: reverse("mail.stop", args=[stop_token(f.people["minji"].pk, ["mention"])])
    )
    yield from _page("mail.index", STAFF)
    yield from _page("mail.show", STAFF, name=MAIL)
    yield Sight("errors", VISITOR, lambda f: "/nowhere/", "404", 404)
    yield from _in("organiser_desk.show", CAMPER, label="403", status=403)


def _own() -> Iterator[Sight]:
    """What is one's own."""
    for name in (
        "accounts.profile", "accounts.sessions", "accounts.log", "account_logout", "account_reauthenticate",
        "account_email", "account_change_password", "mfa_index", "mfa_list_webauthn", "mfa_activate_totp",
        "mfa_add_webauthn", "people.privacy", "people.close", "posts.new", "posts.trash", "transfers.new",
        "transfers.export", "templates.index", "templates.new", "series.new", "bookmarks.index", "folders.new",
        "follows.index", "notifications.index", "notifications.settings", "feeds.index",
    ):  # fmt: skip
        yield from _page(name, CAMPER)
    yield from _page("bookmarks.edit", CAMPER, pk=":bookmark")
    yield from _page("folders.edit", CAMPER, pk=":bookmark.folder")
    yield from _page("folders.delete", CAMPER, pk=":bookmark.folder")
    yield from _page("templates.edit", CAMPER, pk=":template")
    yield from _page("templates.delete", CAMPER, pk=":template")
    yield from _page("transfers.apply", CAMPER, key=":kept.key")


def _posts() -> Iterator[Sight]:
    """Posts, what hangs on them, and series of them."""
    yield from _of("posts.show", "public", VISITOR, label="public")
    yield from _of("posts.show", "post", CAMPER, MENTOR, ORGANISER, STAFF)
    for label in ("code", "maths", "table", "picture", "others"):
        yield from _of("posts.show", label, CAMPER, label=label)
    for name in ("edit", "delete"):
        yield from _page(f"posts.{name}", CAMPER, pk=":post")
    yield from _page("posts.edit", CAMPER, pk=":draft", label="draft")
    yield from _page("posts.purge", CAMPER, pk=":trashed")
    yield from _page("posts.retag", ORGANISER, pk=":post")
    yield from _page("revisions.index", CAMPER, pk=":post")
    yield from _page("revisions.show", CAMPER, pk=":post", revision=":revision")
    yield from _page("reports.post", CAMPER, pk=":others")
    yield from _page("hidings.post", ORGANISER, pk=":post")
    yield from _page("hidings.answer", CAMPER, pk=":hiding")
    yield from _page("hidings.lift", ORGANISER, pk=":hiding")
    yield from _page("comments.edit", CAMPER, pk=":comment")
    yield from _page("comments.delete", CAMPER, pk=":comment")
    yield from _page("hidings.comment", ORGANISER, pk=":comment")
    yield from _page("reports.comment", VISITOR, pk=":public_comment")
    yield from _page("questions.show", CAMPER, MENTOR, pk=":question")
    yield from _of("series.show", "series", CAMPER)
    yield from _page("series.edit", CAMPER, pk=":series")
    yield from _page("series.delete", CAMPER, pk=":series")
    yield from _page("series.gather", CAMPER, pk=":post")


def _cohort() -> Iterator[Sight]:
    """What a cohort may read."""
    for name in (
        "cohorts.show", "topics.index", "topics.matrix", "questions.faq", "search.show", "people.index",
        "curriculum.index", "events.index", "announcements.index", "proposals.index",
    ):  # fmt: skip
        yield from _in(name, CAMPER)
    yield from _in("cohorts.day", CAMPER, number=4)
    yield from _in("search.show", CAMPER, query="?q=함수", label="found")
    yield from _in("search.go", CAMPER, query="?q=AI")
    yield from _in("search.show", CAMPER, query="?q=없는낱말입니다", label="nothing")
    for view in ("", "lectures", "people", "questions", "resources"):
        yield from _in("topics.show", CAMPER, slug="ai-math", query=f"?view={view}" if view else "", label=view)
    yield from _in("topics.describe", ORGANISER, slug="ai-math")
    yield from _in("sections.index", CAMPER, kind="retrospective")
    yield from _of("curriculum.show", "lecture", CAMPER)
    yield from _in("events.show", CAMPER, pk=":event")
    yield from _of("announcements.show", "announcement", CAMPER, ORGANISER)
    yield from _page("people.show", VISITOR, handle=":public.author.handle", label="public")
    yield from _page("people.show", CAMPER, MENTOR, handle="minji")
    yield from _page("people.show", CAMPER, handle=":others.author.handle", label="other")


def _desks() -> Iterator[Sight]:
    """Desks of mentors and organisers."""
    yield from _in("mentor_desk.show", MENTOR, ORGANISER)
    yield from _in("notes.index", MENTOR, handle="minji")
    yield from _page("notes.edit", MENTOR, pk=":note")
    yield from _page("waiting.undo", ORGANISER, pk=":dismissal")
    yield from _page("jobs.index", STAFF)
    yield from _page("opening.new", STAFF)
    for name in (
        "organiser_desk.show", "organiser_desk.board", "opening.show", "opening.basics", "opening.holidays",
        "opening.curriculum", "rosters.new", "invitations.index", "members.index", "teams.index", "topic_care.index",
        "topic_changes.index", "reports.index", "acts.index", "endings.show", "exports.index", "events.new",
        "announcements.new", "cohorts.template", "proposals.index",
    ):  # fmt: skip
        yield from _in(name, ORGANISER)
    yield from _in("rosters.apply", ORGANISER, key=":roster.key")
    yield from _in("exports.show", ORGANISER, key=":export.key")
    yield from _in("members.forget", ORGANISER, pk=":withdrawn")
    yield from _in("teams.edit", ORGANISER, pk=":team")
    for name in ("show", "rename", "merge", "split"):
        yield from _in(f"topic_care.{name}", ORGANISER, pk=":topic")
    for name in ("events.edit", "events.delete"):
        yield from _in(name, ORGANISER, pk=":event")
    for name in ("edit", "delete", "readers"):
        yield from _in(f"announcements.{name}", ORGANISER, pk=":announcement")


SIGHTS = [*_outside(), *_own(), *_posts(), *_cohort(), *_desks()]


def covering() -> dict[tuple[str, str], list[Sight]]:
    """Return one sight of each address, and those of posts, dealt out to the languages and schemes by turns.

    What is wrong in a template is seen once, in whatever language and scheme; `--axe` reads all in all of them.
    """
    seen, dealt = set(), {(language, scheme): [] for scheme in SCHEMES for language in LANGUAGES}
    chosen = [
        sight for sight in SIGHTS if sight.name == "posts.show" or not (sight.name in seen or seen.add(sight.name))
    ]
    for at, sight in enumerate(chosen):
        dealt[list(dealt)[at % len(dealt)]].append(sight)
    return dealt
