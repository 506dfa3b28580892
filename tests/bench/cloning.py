"""Many rows out of few: posts and comments published through the real code, copied with all that hangs on them.

A copy is its pattern's row with another key, author, team and moment, and so is every row that has a foreign key to
it: whatever table the application adds is copied too, in the database, without a word of it here.
"""

from django.apps import apps
from django.db import connection, transaction
from django.db.models import OneToOneField

from journal.models.comments import Comment
from journal.models.posts import Post

# What a copy has of its own, by the column's name, wherever such a column stands: `m` is the row of the map.
OWN = {
    "author_id": "m.author_id", "person_id": "m.author_id", "editor_id": "m.author_id", "owner_id": "m.author_id",
    "team_id": "m.team_id", "visibility": "m.visibility", "published_at": "m.moment", "created_at": "m.moment",
    "brought_at": "m.moment", "written_at": "m.moment",
    "for_team": "CASE WHEN m.visibility IN ('team', 'mentors') THEN m.team_id ELSE 0 END",
}  # fmt: skip
POST_MAP = "src bigint, dst bigint, author_id bigint, team_id bigint, visibility text, moment timestamptz, likes int, comments int"
COMMENT_MAP = "src bigint, dst bigint, author_id bigint, post bigint, parent bigint, moment timestamptz"
LEFT_OUT = {
    "Like",
    "StaffReading",
    "Revision",
    "PendingEdit",
    "SeriesEntry",
    "ImportedFile",
    "ImportedComment",
    "Upload_posts",
}


def keep_map(cursor, name: str, columns: str, batch: int, rows) -> None:
    """Write down what each copy of a batch has of its own, beside the tables: later tables are filled by it too."""
    cursor.execute(f"CREATE UNLOGGED TABLE IF NOT EXISTS {name} (batch int, {columns})")
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {name}_src ON {name} (batch, src)")
    cursor.execute(f"DELETE FROM {name} WHERE batch = %s", [batch])
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row((batch, *row))
    cursor.execute(f"ANALYZE {name}")


def clone_posts(cursor, batch: int) -> None:
    """Insert the copies that bench_posts tells of, and their rows in every other table."""
    own = {"id": "m.dst", "like_count": "m.likes", "comment_count": "m.comments"}
    _insert(cursor, Post, "bench_posts", batch, "t.id = m.src", own)
    clone_children(cursor, batch, Post)


def clone_comments(cursor, batch: int) -> None:
    """Insert the copies that bench_comments tells of, and their rows in every other table."""
    own = {"id": "m.dst", "post_id": "m.post", "parent_id": "m.parent", "section": "''", "section_title": "''"}
    _insert(cursor, Comment, "bench_comments", batch, "t.id = m.src", own)
    clone_children(cursor, batch, Comment)


def clone_children(cursor, batch: int, parent) -> list[str]:
    """Copy the rows that hang on a batch's patterns, in tables where that was not done yet; return their names."""
    cursor.execute("CREATE TABLE IF NOT EXISTS bench_made (batch int, name text, PRIMARY KEY (batch, name))")
    made = []
    for model, field in children(parent):
        name = f"{parent.__name__}.{model.__name__}"
        cursor.execute("INSERT INTO bench_made VALUES (%s, %s) ON CONFLICT DO NOTHING", [batch, name])
        if not cursor.rowcount:
            continue
        made.append(name)
        on, own = f"t.{field.column} = m.src", {field.column: "m.dst"}
        if parent is Comment:
            own |= {"post_id": "m.post"}
            _insert(cursor, model, "bench_comments", batch, on, own, without=("team_id", "visibility", "for_team"))
            continue
        said = (f"t.{f.column} IS NULL" for f in model._meta.concrete_fields if f.related_model is Comment)
        _insert(cursor, model, "bench_posts", batch, " AND ".join((on, *said)), own)
    return made


def drop_word_indexes(cursor) -> None:
    """Drop the GIN indexes, whose building word by word takes longest, and write down what they were."""
    cursor.execute("CREATE TABLE IF NOT EXISTS bench_indexes (name text PRIMARY KEY, definition text)")
    cursor.execute(
        "INSERT INTO bench_indexes SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%' ON CONFLICT DO NOTHING RETURNING name"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')


def build_word_indexes(cursor, say) -> None:
    """Build what `drop_word_indexes` dropped, in this run or in one that was broken off, each at once."""
    cursor.execute("SELECT to_regclass('bench_indexes')")
    if cursor.fetchone()[0] is None:
        return
    cursor.execute("SET maintenance_work_mem = '1GB'")
    cursor.execute("SELECT name, definition FROM bench_indexes")
    for name, definition in cursor.fetchall():
        say(f"building {name}")
        with transaction.atomic():
            cursor.execute(definition)
            cursor.execute("DELETE FROM bench_indexes WHERE name = %s", [name])


def children(parent):
    """Yield each table whose rows hang on a post or comment, with the foreign key."""
    for model in apps.get_app_config("journal").get_models(include_auto_created=True):
        if model.__name__ not in LEFT_OUT and model is not Comment:
            for field in model._meta.concrete_fields:
                if field.related_model is parent:
                    yield model, field
                    break


def _insert(cursor, model, table: str, batch: int, on: str, own: dict, without=()) -> None:
    """Copy the rows of a model that `on` joins to the map, with the columns of `own` and OWN in their place."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        if field.get_internal_type() == "GeneratedField":
            continue
        name = field.column
        keyed = field.primary_key and not isinstance(field, OneToOneField) and name not in own
        if keyed and field.get_internal_type() != "UUIDField":
            continue  # the sequence numbers them
        columns.append(f'"{name}"')
        if name in own:
            values.append(own[name])
        elif field.get_internal_type() == "UUIDField" and (field.unique or field.primary_key):
            values.append("gen_random_uuid()")
        elif name in OWN and name not in without:
            values.append(OWN[name])
        else:
            values.append(f't."{name}"')
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) SELECT {", ".join(values)} '
        f'FROM {table} m JOIN "{model._meta.db_table}" t ON {on} WHERE m.batch = {int(batch)}'
    )


def next_ids(cursor, model, count: int) -> range:
    """Return so many keys that a table will not give again."""
    sequence = f"pg_get_serial_sequence('\"{model._meta.db_table}\"', 'id')"
    cursor.execute(f"SELECT nextval({sequence})")
    first = cursor.fetchone()[0]
    cursor.execute(f"SELECT setval({sequence}, %s)", [first + count])
    return range(first, first + count)


def timeless() -> None:
    """Let this process's statements take their time."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0")


def unchecked(cursor) -> None:
    """Let this transaction's copies go without a look at each foreign key, where this role may: half of the time."""
    cursor.execute(
        "SELECT set_config('session_replication_role', 'replica', true) FROM pg_roles WHERE rolname = current_user AND rolsuper"
    )
