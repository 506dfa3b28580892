from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from journal.models.search import DaysOf


class Migration(migrations.Migration):

    dependencies = [("journal", "0034_moderation")]

    operations = [
        migrations.RemoveIndex("searchentry", "search_words"),
        migrations.AddIndex("searchentry", GinIndex("vector", DaysOf("written_at"), fastupdate=False, name="search_words")),
        migrations.AddIndex("searchentry", models.Index(fields=["written_at"], name="search_moments")),
    ]
