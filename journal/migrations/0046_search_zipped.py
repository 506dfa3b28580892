"""Texts that search shows a piece of are kept zipped. What is there is read anew by the worker, with the new analyser."""

import journal.models.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0045_topic_splits"),
    ]

    operations = [
        migrations.RemoveField("searchentry", "text"),
        migrations.AddField(
            "searchentry", "text", journal.models.search.ZippedTextField(default=""), preserve_default=False
        ),
        migrations.RunSQL(
            "ALTER TABLE journal_searchentry ALTER COLUMN text SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
