"""What revisions and waiting edits call topics is what posts call typed topics: one name for one thing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_covers")]

    operations = [
        migrations.RenameField("pendingedit", "topics", "typed_topics"),
        migrations.RenameField("revision", "topics", "typed_topics"),
    ]
