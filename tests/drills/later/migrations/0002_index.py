"""An index on a table that is written to meanwhile."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # CREATE INDEX CONCURRENTLY asks for it
    dependencies = [("later", "0001_tables")]
    operations = [
        migrations.RunSQL("CREATE INDEX CONCURRENTLY drilled_comment ON journal_comment (drilled, created_at)"),
    ]
