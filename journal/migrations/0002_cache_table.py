"""The table of Django's database cache: rate limits must be one count for all workers, also without Redis."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_journal")]

    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop, elidable=False)]
