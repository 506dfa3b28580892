"""What search finds of posts and comments: words in a GIN index, texts beside them, both outside of their row."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import journal.models.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0014_bookmarks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written_at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField()),
                ("initials", models.CharField(blank=True, db_collation="C", max_length=16)),
                ("vector", journal.models.search.VectorField()),
                ("text", models.TextField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", db_index=False, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", db_index=False, to="journal.cohort"
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="journal.comment",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entries", db_index=False, to="journal.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["vector"], name="search_words"),
                    models.Index(
                        condition=models.Q(("comment", None)),
                        fields=["cohort", "initials", "-written_at"],
                        name="search_titles",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "comment"), name="search_entry_once", nulls_distinct=False)
                ],
            },
        ),
        # An index finds the entries; what is then walked over by the thousand should be a few numbers. EXTERNAL: a
        # vector is unpacked only to be weighed, and then at once.
        migrations.RunSQL(
            "ALTER TABLE journal_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL,"
            " ALTER COLUMN initials SET STORAGE PLAIN, SET (toast_tuple_target = 128)",
            migrations.RunSQL.noop,
        ),
    ]
