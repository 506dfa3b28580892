"""Bad input: whatever stands in an address, a query or a field, the answer is never 500, and no text is lost."""

from urllib.parse import urlencode

import pytest
from allauth.account import forms as allauth_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CharField, Form
from django.urls import resolve, reverse

from journal.forms.bookmarks import BookmarkForm, FolderForm
from journal.forms.comments import CommentEditForm, CommentForm
from journal.forms.drafts import DraftForm, OpenEditorForm
from journal.forms.endings import EndingForm
from journal.forms.events import EventDetailsForm, SuggestedEventForm
from journal.forms.exports import ExportForm
from journal.forms.feeds import TokenForm
from journal.forms.follows import FollowForm, SeenForm
from journal.forms.invitations import ClaimForm, LinkForm, SendForm
from journal.forms.listing import (
    BookmarksForm,
    CurriculumForm,
    EventForm,
    KindForm,
    LectureForm,
    ListingForm,
    MatrixForm,
    NewPostForm,
    NewSeriesForm,
    PeopleForm,
    RevisionForm,
    SectionForm,
    SuggestForm,
)
from journal.forms.mail import LetterForm, MailboxForm
from journal.forms.members import ChangeForm, ForgetForm, MembersForm
from journal.forms.mentor_desk import CheckForm, DeskForm, NoteForm, NudgeForm, ShownForm
from journal.forms.moderation import AnswerForm, HidingForm, ReportForm, RetagForm
from journal.forms.notifications import NotificationsForm, ReadForm
from journal.forms.opening import CohortForm, CurriculumTableForm, HolidaysForm, StartForm
from journal.forms.organiser_desk import BoardForm, OverviewForm, WeekForm
from journal.forms.posts import PostForm
from journal.forms.proposals import DecisionForm, ProposalForm
from journal.forms.questions import BackForm, FaqForm, HeadingForm, JoinForm, OnForm, SameForm
from journal.forms.revisions import VersionForm
from journal.forms.rosters import RosterForm, RowsForm
from journal.forms.search import SearchForm
from journal.forms.series import OrderForm, PlaceForm, SeriesForm
from journal.forms.teams import TeamEditForm, TeamForm
from journal.forms.templates import CohortTemplateForm, TemplateForm
from journal.forms.topics import DescriptionForm, TopicForm
from journal.forms.transfers import ImportForm
from journal.forms.uploads import PreviewForm, SizeForm, UploadForm
from tests import bad_input_announcements as announced
from tests.bad_input_accounts import ACCOUNT_FORMS, ACCOUNT_PATHS, ACCOUNT_WORDS
from tests.bad_input_topics import TOPIC_FORMS, TOPIC_PATHS, TOPIC_QUERIES, TOPIC_WORDS
from tests.bad_strings import BAD, SOME
from tests.journal.test_permissions import TABLE
from tests.permission_table import Row
from tests.world import World

FINE = {200, 302, 400, 403, 404, 405, 409, 413, 429}
EDITORS = ("posts.new", "posts.edit", "comments.add", "comments.edit")
TEXTS = ("title", "body", "topics")
FORM = "application/x-www-form-urlencoded"
KEPT = "zq-kept-text"


class LikeForm(Form):
    """What the like button sends; its view reads it itself."""


class OneChannelForm(Form):
    """A kind's channel; the view's form has a field for each kind."""

    comment = CharField()


class NoForm(Form):
    """A button and nothing else."""


# What each address takes: in its query, and in a form. An address that is missing here fails.
QUERIES = {
    "site.home": ListingForm, "cohorts.show": ListingForm, "cohorts.day": ListingForm, "topics.index": MatrixForm, "topics.matrix": MatrixForm,
    "topics.show": TopicForm, "topics.suggest": SuggestForm, "questions.faq": FaqForm, "questions.show": SameForm, "people.index": PeopleForm,
    "people.show": ListingForm, "people.suggest": SuggestForm, "curriculum.suggest": SuggestForm, "posts.new": NewPostForm, "posts.show": SectionForm,
    "uploads.show": SizeForm, "cohorts.template": ListingForm, "topics.describe": ListingForm, "series.new": NewSeriesForm,
    "revisions.index": ListingForm, "revisions.show": RevisionForm,
    "curriculum.index": CurriculumForm, "curriculum.show": LectureForm, "events.index": ListingForm, "events.new": SuggestedEventForm, "events.edit": ListingForm, "events.delete": ListingForm,
    "events.show": EventForm, "sections.index": KindForm, "proposals.index": ListingForm,
    "search.show": SearchForm, "search.suggest": SuggestForm, "search.go": SuggestForm, "mentor_desk.show": DeskForm,
    **dict.fromkeys(("opening.show", "opening.new", "opening.basics", "opening.holidays", "opening.curriculum", "rosters.new", "invitations.index", "invitations.claim", "endings.show", "exports.index", "exports.show", "exports.download"), ListingForm),
    "members.index": MembersForm, **dict.fromkeys(("teams.index", "teams.edit", "members.forget"), ListingForm),
    "rosters.apply": RowsForm, "jobs.index": ListingForm, "mail.index": MailboxForm, "mail.html": LetterForm,
    "organiser_desk.show": OverviewForm, "organiser_desk.board": BoardForm, "organiser_desk.export": WeekForm,
    "reports.index": ListingForm, "acts.index": ListingForm, "hidings.lift": ListingForm,
    **TOPIC_QUERIES, **announced.QUERIES, "feeds.search": SearchForm, "follows.index": ListingForm, "notifications.index": NotificationsForm, "bookmarks.index": BookmarksForm,
}  # fmt: skip
FORMS = {
    "posts.new": PostForm, "posts.edit": PostForm, "comments.add": CommentForm, "comments.edit": CommentEditForm,
    "markdownx_markdownify": PreviewForm, "markdownx_upload": UploadForm, "posts.like": LikeForm, "drafts.save": DraftForm,
    "posts.delete": NoForm, "posts.restore": NoForm, "posts.purge": NoForm, "drafts.discard": VersionForm, "comments.delete": NoForm, "questions.resolve": NoForm, "transfers.export": NoForm,
    "revisions.restore": VersionForm, "checks.change": CheckForm, "checks.shown": ShownForm, "nudges.send": NudgeForm,
    "notes.index": NoteForm, "notes.edit": NoteForm,
    "templates.new": TemplateForm, "templates.edit": TemplateForm, "templates.delete": NoForm,
    "series.new": SeriesForm, "series.edit": SeriesForm, "series.delete": NoForm, "series.gather": PlaceForm,
    "cohorts.template": CohortTemplateForm, "topics.describe": DescriptionForm, "people.join": NoForm,
    "transfers.new": ImportForm, "transfers.apply": NoForm,
    "curriculum.tie": NoForm, "curriculum.untie": NoForm, "proposals.index": ProposalForm, "proposals.decide": DecisionForm,
    **dict.fromkeys(("follows.topic", "follows.person", "follows.lecture"), FollowForm), "follows.seen": SeenForm,
    "notifications.read": NoForm, "notifications.read_all": ReadForm, "notifications.settings": OneChannelForm, "subscriptions.change": FollowForm,
    **dict.fromkeys(("questions.reopen", "questions.take_back", "questions.separate"), NoForm),
    "questions.ask": HeadingForm, "questions.join": JoinForm, "waiting.feedback": OnForm,
    **dict.fromkeys(("waiting.claim", "waiting.release", "waiting.dismiss", "waiting.undo"), BackForm),
    "mail.stop": NoForm, "events.new": EventDetailsForm, "events.edit": EventDetailsForm, "events.delete": NoForm, "opening.show": NoForm, "opening.new": StartForm, "opening.basics": CohortForm, "opening.holidays": HolidaysForm, "opening.curriculum": CurriculumTableForm,
    "members.change": ChangeForm, "members.forget": ForgetForm, "teams.index": TeamForm, "teams.edit": TeamEditForm, "teams.delete": NoForm,
    "endings.show": EndingForm, "exports.index": ExportForm, "rosters.new": RosterForm, "rosters.apply": NoForm, "invitations.index": LinkForm, "invitations.send": SendForm, "invitations.end": NoForm,
    "invitations.claim": ClaimForm,
    **dict.fromkeys(("reports.post", "reports.comment"), ReportForm), "reports.keep": NoForm, "posts.retag": RetagForm,
    **dict.fromkeys(("hidings.post", "hidings.comment"), HidingForm), "hidings.answer": AnswerForm, "hidings.lift": NoForm,
    **TOPIC_FORMS, **announced.FORMS, "feeds.renew": TokenForm, "feeds.revoke": NoForm,
    "bookmarks.add": NoForm, "bookmarks.edit": BookmarkForm, "bookmarks.remove": NoForm,
    "folders.new": FolderForm, "folders.edit": FolderForm, "folders.delete": NoForm,
    **ACCOUNT_FORMS,
}  # fmt: skip
MORE_FIELDS = {LikeForm: ["on"], PostForm: ["mood", "template", "continue"], SeriesForm: [*OrderForm.base_fields], DraftForm: list(OpenEditorForm.base_fields), allauth_forms.LoginForm: ["login", "password", "remember"],
               allauth_forms.SignupForm: ["email", "handle", "display_name", "password1", "password2"]}  # fmt: skip
ASKED = {row.name: row for row in TABLE if 200 in row.get.values() or 302 in row.get.values()}
SENT = {row.name: row for row in TABLE if 200 in row.post.values() or 302 in row.post.values()}
VISITOR_S = ("account_signup", "account_login", "account_reset_password")


def fields(name: str) -> list[str]:
    """Return the names that an address reads from a form; `any` stands for what a mere button could be sent with."""
    form = FORMS[name]
    return [*form.base_fields, *MORE_FIELDS.get(form, [])] or ["any"]


def in_path() -> list[tuple[str, str]]:
    """Return (name of the URL, word of its path) for every word that an address takes."""
    return [(name, word) for name in sorted({*ASKED, *SENT}) for word in WORDS.get(name, ())]


WORDS = {
    "events.new": ["cohort"], **dict.fromkeys(("events.edit", "events.delete"), ["cohort", "pk"]),
    "cohorts.show": ["cohort"], "cohorts.day": ["cohort", "number"], "topics.show": ["cohort", "slug"],
    **TOPIC_WORDS, **announced.WORDS, "people.join": ["token"], "people.show": ["handle"], "posts.show": ["pk", "slug"], "series.show": ["pk", "slug"], "posts.source": ["pk", "slug"], "uploads.show": ["pk", "kind"],
    **ACCOUNT_WORDS,
    "transfers.apply": ["key"],
    **dict.fromkeys(("mentor_desk.show", "checks.shown"), ["cohort"]), "checks.change": ["pk"], "notes.edit": ["pk"],
    **dict.fromkeys(("nudges.send", "notes.index"), ["cohort", "handle"]),
    **dict.fromkeys(("topics.matrix", "proposals.index", "curriculum.index", "events.index"), ["cohort"]),
    **dict.fromkeys(("proposals.decide", "events.show"), ["cohort", "pk"]), "sections.index": ["cohort", "kind"],
    "curriculum.show": ["cohort", "pk", "slug"], **dict.fromkeys(("curriculum.tie", "curriculum.untie"), ["pk", "lecture"]),
    "feeds.cohort": ["token", "cohort"], "feeds.day": ["cohort", "number"], "feeds.topic": ["cohort", "slug"], "feeds.person": ["handle"], "feeds.search": ["cohort"],
    "feeds.lecture": ["cohort", "pk"], "feeds.calendar": ["token", "cohort"], "sitemap.posts": ["number"], "cards.post": ["pk"],
    **dict.fromkeys(("search.show", "search.suggest", "search.go"), ["cohort"]),
    **dict.fromkeys(("notifications.read", "subscriptions.change"), ["pk"]),
    "follows.topic": ["cohort", "slug"], "follows.person": ["handle"], "follows.lecture": ["pk"],
    **dict.fromkeys(("bookmarks.add", "bookmarks.edit", "bookmarks.remove", "folders.edit", "folders.delete"), ["pk"]),
    **dict.fromkeys(("topics.index", "topics.suggest", "questions.faq", "people.index"), ["cohort"]),
    **dict.fromkeys(("cohorts.template",), ["cohort"]), "topics.describe": ["cohort", "slug"],
    **dict.fromkeys(("templates.edit", "templates.delete", "series.edit", "series.delete", "series.gather"), ["pk"]),
    "revisions.index": ["pk"], **dict.fromkeys(("revisions.show", "revisions.restore"), ["pk", "revision"]),
    **dict.fromkeys(("people.suggest", "curriculum.suggest"), ["cohort"]),
    **dict.fromkeys(("posts.edit", "posts.delete", "posts.restore", "posts.purge", "drafts.discard", "posts.like", "comments.add"), ["pk"]),
    **dict.fromkeys(("comments.edit", "comments.delete", "questions.resolve"), ["pk"]),
    **dict.fromkeys(("mail.show", "mail.html"), ["name"]), "mail.stop": ["token"],
    **dict.fromkeys(("questions.show", "questions.reopen", "questions.take_back", "questions.separate", "questions.ask"), ["pk"]),
    **dict.fromkeys(("questions.join", "waiting.feedback", "waiting.claim", "waiting.release", "waiting.dismiss", "waiting.undo"), ["pk"]),
    **dict.fromkeys(("opening.show", "opening.basics", "opening.holidays", "opening.curriculum", "rosters.new", "invitations.index", "invitations.send"), ["cohort"]), "invitations.end": ["cohort", "pk"], "invitations.claim": ["token"], "rosters.apply": ["cohort", "key"],
    **dict.fromkeys(("members.index", "members.change", "teams.index"), ["cohort"]), **dict.fromkeys(("teams.edit", "teams.delete", "members.forget"), ["cohort", "pk"]),
    **dict.fromkeys(("reports.index", "acts.index", "endings.show", "exports.index"), ["cohort"]), **dict.fromkeys(("exports.show", "exports.download"), ["cohort", "key"]),
    **dict.fromkeys(("organiser_desk.show", "organiser_desk.board", "organiser_desk.export"), ["cohort"]),
    **dict.fromkeys(("reports.post", "reports.comment", "reports.keep", "hidings.post", "hidings.comment", "hidings.answer", "hidings.lift", "posts.retag"), ["pk"]),
}  # fmt: skip
PATHS = {
    "events.new": "/c/{cohort}/organise/events/", "events.edit": "/c/{cohort}/organise/events/{pk}/", "events.delete": "/c/{cohort}/organise/events/{pk}/delete/",
    "cohorts.show": "/c/{cohort}/", "cohorts.day": "/c/{cohort}/days/{number}/", "topics.index": "/c/{cohort}/topics/",
    "topics.suggest": "/c/{cohort}/topics/suggest/", "topics.show": "/c/{cohort}/topics/{slug}/",
    "people.suggest": "/c/{cohort}/people/suggest/", "curriculum.suggest": "/c/{cohort}/lectures/suggest/",
    "questions.faq": "/c/{cohort}/faq/", "people.index": "/c/{cohort}/people/", "people.join": "/join/{token}/",
    **TOPIC_PATHS, **announced.PATHS, "posts.source": "/posts/{pk}/{slug}.md",
    "posts.purge": "/posts/{pk}/purge/", "drafts.discard": "/posts/{pk}/discard/",
    "revisions.index": "/posts/{pk}/history/", "revisions.show": "/posts/{pk}/history/{revision}/",
    "revisions.restore": "/posts/{pk}/history/{revision}/restore/",
    "people.show": "/@{handle}/", "posts.show": "/posts/{pk}/{slug}/", "posts.edit": "/posts/{pk}/edit/",
    "posts.delete": "/posts/{pk}/delete/", "posts.restore": "/posts/{pk}/restore/", "posts.like": "/posts/{pk}/like/",
    "comments.add": "/posts/{pk}/comments/", "comments.edit": "/comments/{pk}/edit/",
    "comments.delete": "/comments/{pk}/delete/", "questions.resolve": "/questions/{pk}/resolve/",
    "series.show": "/series/{pk}/{slug}/", "series.edit": "/series/{pk}/edit/", "series.delete": "/series/{pk}/delete/",
    "series.gather": "/series/posts/{pk}/", "templates.edit": "/templates/{pk}/edit/", "templates.delete": "/templates/{pk}/delete/",
    "cohorts.template": "/c/{cohort}/template/", "topics.describe": "/c/{cohort}/topics/{slug}/describe/", "uploads.show": "/uploads/{pk}.{kind}", **ACCOUNT_PATHS,
    "transfers.apply": "/import/{key}/", "mentor_desk.show": "/c/{cohort}/mentor/",
    "checks.shown": "/c/{cohort}/mentor/checks/", "checks.change": "/posts/{pk}/check/", "notes.edit": "/notes/{pk}/edit/",
    "nudges.send": "/c/{cohort}/mentor/people/{handle}/nudge/", "notes.index": "/c/{cohort}/mentor/people/{handle}/notes/",
    "organiser_desk.show": "/c/{cohort}/organise/", "organiser_desk.board": "/c/{cohort}/organise/board/",
    "organiser_desk.export": "/c/{cohort}/organise/board/csv/",
    "topics.matrix": "/c/{cohort}/topics/matrix/", "proposals.index": "/c/{cohort}/topics/propose/",
    "proposals.decide": "/c/{cohort}/topics/propose/{pk}/", "curriculum.index": "/c/{cohort}/lectures/",
    "curriculum.show": "/c/{cohort}/lectures/{pk}/{slug}/", "events.index": "/c/{cohort}/events/", "events.show": "/c/{cohort}/events/{pk}/",
    "sections.index": "/c/{cohort}/sections/{kind}/",
    "curriculum.tie": "/posts/{pk}/lectures/{lecture}/tie/", "curriculum.untie": "/posts/{pk}/lectures/{lecture}/untie/",
    "feeds.cohort": "/feeds/{token}/c/{cohort}/feed.atom", "feeds.day": "/c/{cohort}/days/{number}/feed.atom",
    "feeds.topic": "/c/{cohort}/topics/{slug}/feed.atom", "feeds.person": "/@{handle}/feed.atom", "feeds.search": "/c/{cohort}/search/feed.atom?q=Minji",
    "feeds.lecture": "/c/{cohort}/lectures/{pk}/feed.atom", "feeds.calendar": "/feeds/{token}/c/{cohort}/calendar.ics",
    "sitemap.posts": "/sitemap-{number}.xml", "cards.post": "/cards/posts/{pk}.png",
    "mail.stop": "/mail/stop/{token}/", "mail.show": "/dev/mail/{name}/", "mail.html": "/dev/mail/{name}/html/",
    "search.show": "/c/{cohort}/search/", "search.suggest": "/c/{cohort}/search/suggest/", "search.go": "/c/{cohort}/search/go/",
    "follows.topic": "/c/{cohort}/topics/{slug}/follow/", "follows.person": "/@{handle}/follow/",
    "follows.lecture": "/follows/lectures/{pk}/",
    "notifications.read": "/notifications/{pk}/read/", "subscriptions.change": "/posts/{pk}/subscribe/",
    "bookmarks.add": "/bookmarks/posts/{pk}/", "bookmarks.edit": "/bookmarks/{pk}/edit/", "bookmarks.remove": "/bookmarks/{pk}/remove/",
    "folders.edit": "/bookmarks/folders/{pk}/edit/", "folders.delete": "/bookmarks/folders/{pk}/delete/",
    "questions.show": "/questions/{pk}/", "questions.ask": "/posts/{pk}/ask/", "waiting.feedback": "/posts/{pk}/feedback/",
    **{f"questions.{verb.replace('-', '_')}": f"/questions/{{pk}}/{verb}/" for verb in ("reopen", "take-back", "join", "separate")},
    **{f"waiting.{verb}": f"/waiting/{{pk}}/{verb}/" for verb in ("claim", "release", "dismiss")}, "waiting.undo": "/waiting/dismissed/{pk}/",
    **{f"opening.{verb}": f"/c/{{cohort}}/organise/{verb}/" for verb in ("basics", "holidays", "curriculum")}, "opening.show": "/c/{cohort}/organise/opening/",
    "invitations.index": "/c/{cohort}/organise/invitations/", "invitations.send": "/c/{cohort}/organise/invitations/send/",
    "invitations.end": "/c/{cohort}/organise/invitations/{pk}/end/", "invitations.claim": "/join/mail/{token}/",
    "rosters.new": "/c/{cohort}/organise/roster/", "rosters.apply": "/c/{cohort}/organise/roster/{key}/",
    "members.index": "/c/{cohort}/organise/people/", "members.change": "/c/{cohort}/organise/people/change/",
    "teams.index": "/c/{cohort}/organise/teams/", "members.forget": "/c/{cohort}/organise/people/{pk}/forget/", "teams.edit": "/c/{cohort}/organise/teams/{pk}/", "teams.delete": "/c/{cohort}/organise/teams/{pk}/delete/",
    "reports.index": "/c/{cohort}/organise/reports/", "acts.index": "/c/{cohort}/organise/log/", "endings.show": "/c/{cohort}/organise/ending/", "exports.index": "/c/{cohort}/organise/export/",
    "exports.show": "/c/{cohort}/organise/export/{key}/", "exports.download": "/c/{cohort}/organise/export/{key}/download/", "reports.keep": "/reports/{pk}/keep/",
    **{f"{noun}s.{what}": f"/{what}s/{{pk}}/{verb}/" for noun, verb in (("report", "report"), ("hiding", "hide")) for what in ("post", "comment")},
    **{f"hidings.{verb}": f"/hidings/{{pk}}/{verb}/" for verb in ("answer", "lift")}, "posts.retag": "/posts/{pk}/topics/",
}  # fmt: skip


def who(row: Row, expected: dict) -> str:
    """Return the camper for whom an address does the most: Minji where she may, else whoever may."""
    allowed = [role for role, said in expected.items() if said in (200, 302)]
    return "visitor" if row.name in VISITOR_S else "author" if "author" in allowed else allowed[-1]


def good(world: World, row: Row, role: str) -> dict[str, str]:
    """Return what a good form sends, files left out."""
    return {name: str(value) for name, value in row.data(world, role).items() if not hasattr(value, "read")}


def form_body(data: dict[str, str], name: str, raw: str) -> str:
    """Return a form's body with one field replaced by bytes that are encoded already."""
    rest = {other: value for other, value in data.items() if other != name}
    return f"{urlencode(rest)}&{name}={raw}"


def _takes_words(world: World, row: Row) -> bool:
    return bool(resolve(row.where(world).split("?")[0]).kwargs)


def test_every_address_says_what_it_takes(world):
    assert set(SENT) - set(FORMS) == set()
    taking = {resolve(row.where(world).split("?")[0]).url_name for row in TABLE if _takes_words(world, row)}
    assert taking == set(WORDS) == set(PATHS)
    lists = {row.name for row in TABLE if row.name.startswith(("cohorts.", "topics.", "questions.faq", "people.index"))}
    assert lists <= set(QUERIES)


def first_of(forms: dict) -> dict:
    """Return the address at which each field of each form class stands first: elsewhere the same field reads the same."""
    return {(form, field): name for name, form in reversed(forms.items()) for field in form.base_fields}


FIRST = {word: name for name, word in reversed(in_path())}  # the other addresses read the same word in the same way
FIRST_ASKED, FIRST_SENT = first_of(QUERIES), first_of(FORMS)


@pytest.mark.parametrize(("name", "word"), in_path())
def test_a_bad_word_in_the_path(world, whole, name, word):
    pk = str(world.cast.posts["cohort"].pk)
    good_words = {"cohort": "ai-tech", "number": "4", "slug": "python", "pk": pk, "kind": "png"}
    good_words["revision"] = str(world.revisions["cohort"].pk)
    good_words |= {"token": "none", "handle": "minji", "key": "none", "uidb36": "1", "name": "none", "lecture": "1"}
    method = "GET" if name in ASKED else "POST"
    for kind in BAD if whole or FIRST[word] == name else SOME:
        url = PATHS[name].format(**{**good_words, word: BAD[kind]})
        assert world.ask("author", method, url).status_code in FINE, (kind, url[:200])


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name, form in QUERIES.items() for field in form.base_fields] + [("account_login", "next")],
)
def test_a_bad_word_in_the_query(world, whole, name, field):
    row = ASKED[name]
    role, url = who(row, row.get), row.where(world).split("?")[0]
    for kind in BAD if whole or FIRST_ASKED.get((QUERIES.get(name), field)) in (name, None) else SOME:
        response = world.ask(role, "GET", f"{url}?{field}={BAD[kind]}")
        assert response.status_code in FINE, kind
    for query in (f"{field}[]=1", f"{field}=1&{field}=2", f"{field}", f"{field}[a][b]=1", "&&=&=&"):
        assert world.ask(role, "GET", f"{url}?{query}").status_code in FINE, query


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in FORMS for field in fields(name)])
def test_a_bad_word_in_a_field(world, whole, name, field):
    row = SENT[name]
    role, data = who(row, row.post), good(world, row, who(row, row.post))
    texts = [text for text in TEXTS if text in fields(name)] if name in EDITORS else []
    data |= {text: f"{KEPT}-{text}" for text in texts}
    is_first = field in texts and FIRST_SENT.get((FORMS[name], field), name) == name
    for kind in BAD if whole or is_first else SOME:
        raw = f"{KEPT}-{field}{BAD[kind]}" if field in texts else BAD[kind]
        response = world.ask(role, "POST", row.where(world), form_body(data, field, raw), content_type=FORM)
        assert response.status_code in FINE, kind
        if texts and response.status_code != 302:  # refused: nothing that was typed is gone
            page = response.whole.decode()
            assert [text for text in texts if f"{KEPT}-{text}" not in page] == [], kind
    without = urlencode({other: value for other, value in data.items() if other != field})
    for body in (without, f"{without}&{field}[]=1", f"{without}&{field}=1&{field}=2", f"{without}&{field}"):
        assert world.ask(role, "POST", row.where(world), body, content_type=FORM).status_code in FINE, body[:200]


def test_a_refused_form_does_come_back(world):
    """So that the test above has something to look at."""
    for name in EDITORS:
        row = SENT[name]
        data = good(world, row, who(row, row.post)) | {"title": KEPT}
        body = form_body(data, "body", f"{KEPT}%00")
        response = world.ask(who(row, row.post), "POST", row.where(world), body, content_type=FORM)
        assert (response.status_code, response.whole.decode().count(KEPT) > 0) == (200, True)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", "{"),
        ("application/json", '{"title": ' + "[" * 10_000),
        ("multipart/form-data", "--x"),
        ("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n\x00'),
        ("multipart/form-data; boundary=" + "x" * 300, "--x"),
        (FORM + "; charset=no-such", "body=%00"),
        (FORM + "; charset=utf-16", "body=%00"),
        (FORM, "&".join(f"a{n}=1" for n in range(1_100))),
        (FORM, "body=" + "x" * 2_600_000),
        ("text/plain", "\x00"),
        ("", ""),
    ],
    ids=range(11),
)
def test_a_bad_body(world, content_type, body):
    for name in (
        "posts.new",
        "comments.add",
        "markdownx_markdownify",
        "markdownx_upload",
        "accounts.profile",
        "account_login",
    ):
        row = SENT[name]
        response = world.ask(who(row, row.post), "POST", row.where(world), body, content_type=content_type)
        assert response.status_code in FINE, name


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\xff" * 50, b"<svg onload='x()'/>", b"RIFF\x00\x00\x00\x00WEBP"],
)
@pytest.mark.parametrize("name", ["a.png", "../../a.png", "a\x00.png", "가" * 300 + ".png", "a.svg"])
def test_a_bad_file(world, data, name):
    for url, field in ((reverse("markdownx_upload"), "image"), (reverse("accounts.profile"), "picture_file")):
        response = world.ask("author", "POST", url, {field: SimpleUploadedFile(name, data, "image/png")})
        assert response.status_code in (200, 400), url


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT_LANGUAGE": "x" * 9_000},
        {"HTTP_ACCEPT_LANGUAGE": "ko;q=nan,\x00,*"},
        {"HTTP_COOKIE": "sessionid=\x00\xff; csrftoken='; haru_language=../../x"},
        {"HTTP_COOKIE": "django_language=xx_../..; messages=[[not json"},
        {"HTTP_REFERER": "http://[::1"},
        {
            "HTTP_HX_REQUEST": "true",
            "HTTP_HX_CURRENT_URL": "http://[",
            "HTTP_HX_TRIGGER": "%00",
            "HTTP_HX_TRIGGER_URI_AUTOENCODED": "true",
        },
        {"HTTP_X_FORWARDED_FOR": "not, an, address"},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
        {"HTTP_RANGE": "bytes=9-1"},
        {"HTTP_ACCEPT_ENCODING": "gzip;q=nan"},
    ],
    ids=lambda headers: "".join(headers)[5:60],
)
def test_bad_headers(world, headers):
    for url in (
        "/",
        reverse("posts.new"),
        world.cast.posts["public"].get_absolute_url(),
        world.uploads["cohort"].get_absolute_url(),
    ):
        for role in ("visitor", "author"):
            assert world.ask(role, "GET", url, **headers).status_code in FINE, url
    assert (
        world.ask("visitor", "POST", reverse("account_login"), {"login": "x", "password": "x"}, **headers).status_code
        in FINE
    )
