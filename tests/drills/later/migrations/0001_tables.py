"""What a release may do to tables that people read and write: a column with a default, a constraint, an index."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL("ALTER TABLE journal_post ADD COLUMN drilled integer NOT NULL DEFAULT 7"),
        migrations.RunSQL("ALTER TABLE journal_comment ADD COLUMN drilled text NOT NULL DEFAULT ''"),
        migrations.RunSQL("ALTER TABLE accounts_user ADD COLUMN drilled boolean NOT NULL DEFAULT false"),
    ]
