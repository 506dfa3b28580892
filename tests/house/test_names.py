"""Names: a file is found by its noun, a column by what it holds (HOUSE.md, "Floors" and "Names")."""

import ast
import re

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from tests.house.source import PROJECT, Module, modules, parse, written

NO_NAME = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "general",
    "misc",
    "services",
    "service",
    "managers",
    "base_views",
    "tools",
}
NOUN_FLOORS = ("models", "queries", "actions", "forms", "views")
NOUNS = {
    "cohorts", "curriculum", "events", "posts", "drafts", "sections", "revisions", "topics", "comments", "questions",
    "notifications", "uploads", "search", "people", "mentor_desk", "organiser_desk", "transfers", "feeds", "jobs",
    "templates", "series", "resources", "follows", "bookmarks", "folders", "sitemap", "counts", "proposals", "topic_care", "topic_changes", "waiting", "subscriptions", "mail", "digests",
    "claims", "checks", "moods", "notes", "nudges", "reminders",
    "moderation", "reports", "hidings", "acts",
    "opening", "rosters", "invitations", "endings", "exports",
    "members", "teams", "announcements", "cards", "gallery",
}  # fmt: skip
# Files that are about no noun, each for a reason.
OTHERS = {
    ("models", "calendars"): "Day N is computed from dates and has no table",
    ("models", "readers"): "who reads is what every visible_to compares with",
    ("models", "classes"): "which posts are read by the same people is what posts and their counts share",
    ("models", "search_ranking"): "search: the one statement, beside its table,",
    ("models", "search_naming"): "and the one for names",
    ("queries", "gate"): "whether anybody may hear of anything: the one gate of every message",
    ("models", "listed"): "posts as rows of lists, beside the posts themselves",
    ("models", "prepared"): "queries that are spelled once, whatever they are of",
    ("queries", "search_facets"): "search is one noun and several answers: what can be narrowed,",
    ("queries", "search_filters"): "what filters leave over,",
    ("queries", "search_hits"): "what is shown of each,",
    ("queries", "search_names"): "and what has a name",
    ("actions", "topic_names"): "topics: what they are called,",
    ("actions", "topic_merges"): "what becomes one,",
    ("actions", "topic_splits"): "and what becomes two",
    ("queries", "running"): "what machines watch: the database, its version, the queue",
    ("queries", "boards"): "organiser_desk: camper by day, for its page and its file,",
    ("queries", "overviews"): "and how a cohort does today",
    ("queries", "matrix"): "a page of two nouns, topics and days",
    ("queries", "parts"): "parts of posts side by side, as three nouns' pages show them",
    ("queries", "calendars"): "what another calendar moves, of whatever noun,",
    ("actions", "calendars"): "and what follows it",
    ("queries", "curriculum_rows"): "curriculum: what a pasted one would change,",
    ("actions", "lectures"): "and its lectures, many at once",
    ("queries", "lectures"): "a lecture's pages; queries/curriculum.py is about what a note means",
    ("queries", "timeline"): "HOUSE.md names it: a cohort's days, composed of many nouns",
    ("queries", "plots"): "a number for each study day, whatever is counted",
    ("queries", "topic_filters"): "what an address chooses of a topic's posts",
    ("queries", "topic_pages"): "what stands around a topic's posts, out of many nouns",
    ("queries", "topic_questions"): "and what is asked in them, as rows",
    ("queries", "paging"): "every list pages in the same way",
    ("queries", "audience"): "HOUSE.md names it: who hears of what",
    ("actions", "kept_rows"): "rows beside a post, of four nouns, that stay themselves through its edits",
    ("actions", "forgetting"): "whose words become nobody's: of every noun that names a person",
    ("actions", "closing"): "an account ends, and what becomes of all that names it",
    ("actions", "likes"): "likes have rows, but no pages of their own",
    ("actions", "outlines"): "what a text says fills the rows of five nouns",
    ("actions", "picture_bytes"): "whether a picture's bytes may stay as they are; no rows, and pages of rules",
    ("actions", "telling"): "what happened, to whatever noun, is told to those who should hear of it",
    ("actions", "upkeep"): "what has to be done again, over all posts at once",
    ("forms", "fields"): "fields that several forms share",
    ("forms", "listing"): "what the address of any list may ask",
    ("forms", "widgets"): "HOUSE.md names it",
    ("views", "access"): "HOUSE.md names it: the doors",
    ("views", "access_mail"): "those of mails",
    ("views", "access_announcements"): "those of announcements, for who reads and who writes them",
    ("queries", "mail_stops"): "mail: how it is ended by an address in it,",
    ("actions", "mail_stops"): "and the ending,",
    ("actions", "letters"): "mail: text, HTML and headers,",
    ("views", "access_desk"): "and those of the mentor's desk",
    ("views", "access_organise"): "those of the organisers' pages, whatever they are about",
    ("queries", "mailbox"): "mail: the files that mails are on one's own machine,",
    ("queries", "mail_troubles"): "and those that did not arrive",
    ("queries", "mentions"): "whom a text names: posts, comments and notes ask it alike",
    ("views", "access_moderation"): "those of what is reported, hidden and logged",
    ("views", "access_questions"): "the same, for questions and what waits",
    ("views", "errors"): "answers that have no noun",
    ("views", "holding"): "what was sent by somebody signed out, whatever it was",
    ("views", "machines"): "feeds, calendars and the sitemap are fetched by machines: no session, short answers",
    ("views", "reading"): "a post's page, which two views print",
    ("views", "refusals"): "why a door stays shut, whatever is behind it",
    ("views", "site"): "the front door, and whether the site is alive",
}
DAYS_CALLED_ON = {"Holiday", "Event", "EventNote"}
ARTICLES = re.compile(r"^[a-z][a-z0-9_]*$")


def badly_named(found: list[Module]) -> list[str]:
    """Return the modules whose name says nothing."""
    return [module.name for module in found if set(module.name.split(".")) & NO_NAME]


def nounless(found: list[Module]) -> list[str]:
    """Return the modules on the noun floors that are neither a noun nor known to be something else."""
    wrong = []
    for module in found:
        package, *rest = module.name.split(".")
        on_noun_floor = package == "journal" and len(rest) == 2 and rest[0] in NOUN_FLOORS
        if on_noun_floor and rest[1] not in NOUNS and tuple(rest) not in OTHERS:
            wrong.append(module.name)
    return wrong


def badly_named_columns(tables) -> list[str]:
    """Return the columns whose name does not say that they hold a moment (`_at`) or a day (`_on`)."""
    wrong = []
    theirs = {field.name for base in (AbstractBaseUser, AbstractBaseSession) for field in base._meta.get_fields()}
    for table in tables:
        for column in table._meta.local_fields:
            if column.name in theirs:
                continue
            if isinstance(column, models.DateTimeField):
                right = column.name.endswith("_at")
            elif isinstance(column, models.DateField):
                right = column.name.endswith("_on") or (column.name == "on" and table.__name__ in DAYS_CALLED_ON)
            else:
                right = not column.name.endswith(("_at", "_on"))
            if not right:
                wrong.append(f"{table.__name__}.{column.name}")
    return wrong


def badly_named_moments(found: list[Module]) -> list[str]:
    """Return the annotated attributes of classes whose name does not say that they are a moment or a day."""
    wrong = []
    for module in found:
        for owner in (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)):
            for node in (n for n in owner.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)):
                kinds, name = set(re.findall(r"\w+", ast.unparse(node.annotation))), node.target.id
                moment, day = (
                    "datetime" in kinds,
                    "date" in kinds and not kinds & {"list", "dict", "frozenset", "set", "tuple"},
                )
                if (moment and not name.endswith("_at")) or (day and not (name.endswith("_on") or name == "on")):
                    wrong.append(f"{module.name}.{owner.name}.{name}")
    return wrong


def our_tables() -> list[type[models.Model]]:
    """Return our own models."""
    return [
        table
        for table in apps.get_models(include_auto_created=False)
        if table._meta.app_label in ("accounts", "journal")
    ]


def test_no_module_is_called_something_that_means_nothing():
    assert badly_named(list(modules())) == []


def test_files_on_the_noun_floors_are_nouns():
    assert nounless(written()) == []


def test_each_exception_has_a_file():
    missing = {name for name in OTHERS if not (PROJECT / "journal" / name[0] / f"{name[1]}.py").exists()}
    assert missing <= {("queries", "audience"), ("actions", "upkeep")}  # announced, and not yet written


def test_columns_say_whether_they_are_moments_or_days():
    assert badly_named_columns(our_tables()) == []


def test_attributes_say_whether_they_are_moments_or_days():
    assert badly_named_moments(written()) == []


def test_names_are_small_letters():
    wrong = [
        module.name
        for module in modules()
        if ".migrations." not in module.name and not all(map(ARTICLES.match, module.name.split(".")))
    ]
    assert [name for name in wrong if not name.endswith("__main__")] == []


def test_migrations_have_names_of_their_own():
    assert [path.name for path in PROJECT.glob("*/migrations/*.py") if "_auto_" in path.name] == []


# The checkers themselves.


@pytest.mark.parametrize("name", ["journal.utils", "journal.text.helpers", "accounts.services.mail"])
def test_a_name_that_means_nothing_is_seen(name):
    assert badly_named([parse(name, "")]) == [name]


def test_a_file_without_a_noun_is_seen():
    assert nounless([parse("journal.views.post", "")]) == ["journal.views.post"]  # the noun is `posts`
    assert nounless([parse("journal.text.anything", "")]) == []


def test_a_badly_named_column_is_seen():
    class Wrong(models.Model):  # noqa: DJ008
        """A table that is never made."""

        posted = models.DateTimeField()
        day = models.DateField()
        on = models.DateField()
        sent_at = models.DateField()
        last_at = models.CharField()
        good_at = models.DateTimeField()
        good_on = models.DateField()

        class Meta:
            app_label = "house_sample"

    del apps.all_models["house_sample"]
    assert badly_named_columns([Wrong]) == ["Wrong.posted", "Wrong.day", "Wrong.on", "Wrong.sent_at", "Wrong.last_at"]


def test_a_badly_named_attribute_is_seen():
    bad = parse(
        "journal.queries.posts",
        "class A:\n    day: date | None\n    when: datetime\n    on: date\n    seen_at: datetime\n",
    )
    assert badly_named_moments([bad]) == ["journal.queries.posts.A.day", "journal.queries.posts.A.when"]
