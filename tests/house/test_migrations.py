"""Migrations that the version before can live with: it serves on while they run, and until the last process is new.

A column goes in two versions: first no code uses it (with a `db_default`, or NULL allowed), then it is removed. What is
renamed is added anew, filled, and the old one removed later. On big tables an index is made by AddIndexConcurrently.
"""

import re

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Q

# Up to these no version was in use anywhere. Later ones that break a rule stand below, each with why it may.
FIRST = {"journal": 49, "accounts": 6}
ALLOWED: dict[tuple[str, str], str] = {}
BIG = {
    "post", "comment", "like", "revision", "section", "posttopic", "lecturenote", "eventnote", "question", "searchentry",
    "notification", "delivery", "topicdaycount", "upload", "waiting", "check", "session", "user", "act",
}  # fmt: skip
IN_SQL = {
    "removes or renames": re.compile(r"\bDROP\s+(?:TABLE|COLUMN|TYPE|VIEW)\b|\bRENAME\b", re.I),
    "asks for NOT NULL": re.compile(r"\bSET\s+NOT\s+NULL\b", re.I),
    "makes an index that stops writers": re.compile(r"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", re.I),
}


def faults(operations, state=None, app: str = "journal") -> list[str]:
    """Return what the version before could not live with; `state` is the project's before the migration, if known."""
    made: set[str] = set()
    found = []
    for operation in operations:
        if isinstance(operation, migrations.CreateModel):
            made.add(operation.name_lower)
        elif isinstance(operation, migrations.SeparateDatabaseAndState):
            found += faults(operation.database_operations, state, app)
        elif isinstance(operation, migrations.RunSQL):
            found += [f"SQL {what}" for what, pattern in IN_SQL.items() if pattern.search(str(operation.sql))]
        elif getattr(operation, "model_name", "").lower() not in made and (fault := _fault(operation, state, app)):
            found.append(f"{type(operation).__name__} of {_name_of(operation)}: {fault}")
        if state is not None:
            operation.state_forwards(app, state)
    return found


def _name_of(operation) -> str:
    parts = (getattr(operation, name, "") for name in ("model_name", "name", "old_name"))
    return ".".join(part for part in parts if part)


def _fault(operation, state, app: str) -> str:
    if isinstance(operation, (migrations.RemoveField, migrations.DeleteModel)):
        return "older code still reads it"
    if isinstance(operation, (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)):
        return "older code knows it by its old name"
    if isinstance(operation, migrations.AddField):
        return _added(operation)
    if isinstance(operation, migrations.AlterField):
        return _altered(operation, state, app)
    if isinstance(operation, migrations.AddConstraint):
        return "older code may write what it forbids, and writers wait while rows are looked at"
    if isinstance(operation, migrations.AddIndex) and not isinstance(operation, AddIndexConcurrently):
        return "writers wait while it is made" if operation.model_name.lower() in BIG else ""
    return ""


def _added(operation) -> str:
    field = operation.field
    if field.many_to_many:
        return ""
    if not field.null and field.db_default is NOT_PROVIDED:
        return "older code writes rows without it: NULL or a db_default is needed"
    if operation.model_name.lower() in BIG and (field.unique or field.db_index):
        return "writers wait while its index is made"
    return ""


def _altered(operation, state, app: str) -> str:
    if state is None:
        return ""
    before = state.models[app, operation.model_name.lower()].fields[operation.name]
    after = operation.field
    if before.null and not after.null:
        return "older code may still write NULL"
    if type(before) is not type(after):
        return "its rows are written anew, and nobody reads meanwhile"
    if (before.max_length or 0) > (after.max_length or 0) > 0:
        return "older code may write what is too long"
    if after.unique and not before.unique:
        return "older code may write what it forbids"
    return ""


def ours(loader: MigrationLoader):
    """Yield the migrations of ours that the rules are for."""
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in FIRST and int(name.split("_")[0]) >= FIRST[app]:
            yield app, name, migration


def test_the_version_before_lives_with_every_new_migration():
    loader = MigrationLoader(None)
    wrong = {}
    for app, name, migration in ours(loader):
        state = loader.project_state((app, name), at_end=False)
        if (app, name) not in ALLOWED and (found := faults(migration.operations, state, app)):
            wrong[f"{app}.{name}"] = found
    assert wrong == {}


def test_what_is_allowed_is_there_and_says_why():
    there = {(app, name) for app, name, _migration in ours(MigrationLoader(None))}
    assert set(ALLOWED) <= there and all(ALLOWED.values())


# The checker itself.

TEXT = models.TextField()


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("Post", "mood", models.TextField(default="")),
        migrations.AddField("mood", "post", models.ForeignKey("journal.Post", models.CASCADE)),
        migrations.AddField("Post", "other", models.ForeignKey("journal.Post", models.CASCADE, null=True)),
        migrations.RemoveField("post", "title"),
        migrations.RenameField("post", "title", "name"),
        migrations.RenameModel("Post", "Log"),
        migrations.DeleteModel("Mood"),
        migrations.AlterModelTable("post", "logs"),
        migrations.AddIndex("post", models.Index(fields=["title"], name="x")),
        migrations.AddConstraint("mood", models.CheckConstraint(condition=Q(pk__gt=0), name="x")),
        migrations.RunSQL("ALTER TABLE journal_post DROP COLUMN title"),
        migrations.RunSQL("ALTER TABLE journal_post ALTER COLUMN title SET NOT NULL"),
        migrations.RunSQL("CREATE UNIQUE INDEX x ON journal_post (title)"),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("post", "title")]),
    ],
)
def test_what_older_code_cannot_live_with_is_seen(operation):
    assert faults([operation])


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("Post", "mood", models.TextField(db_default="")),
        migrations.AddField("Post", "mood", models.TextField(null=True)),
        migrations.AddField(
            "Post", "other", models.ForeignKey("journal.Post", models.CASCADE, null=True, db_index=False)
        ),
        migrations.AddField("Post", "others", models.ManyToManyField("journal.Topic")),
        migrations.AddIndex("mood", models.Index(fields=["post"], name="x")),
        AddIndexConcurrently("post", models.Index(fields=["title"], name="x")),
        migrations.RunSQL("CREATE INDEX CONCURRENTLY x ON journal_post (title)"),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("post", "title")]),
        migrations.RunPython(migrations.RunPython.noop),
    ],
)
def test_what_it_can_live_with_passes(operation):
    assert faults([operation]) == []


def test_a_new_table_may_have_what_it_likes():
    made = migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True)), ("text", TEXT)])
    index = migrations.AddIndex("thing", models.Index(fields=["text"], name="x"))
    assert faults([made, index, migrations.AddField("thing", "more", models.TextField())]) == []


@pytest.mark.parametrize(
    ("after", "is_seen"),
    [
        (models.CharField(max_length=100), True), (models.CharField(max_length=400, null=True), False),
        (models.TextField(null=True), True), (models.CharField(max_length=200, null=True), True),
        (models.CharField(max_length=300, null=True, unique=True), True),
        (models.CharField(max_length=300, null=True, help_text="x"), False),
    ],
)  # fmt: skip
def test_a_column_that_becomes_narrower_is_seen(after, is_seen):
    made = migrations.CreateModel(
        "Thing", [("id", models.BigAutoField(primary_key=True)), ("word", models.CharField(max_length=300, null=True))]
    )
    state = migrations.state.ProjectState()
    made.state_forwards("journal", state)
    assert bool(faults([migrations.AlterField("thing", "word", after)], state)) is is_seen
