"""A note that its author untied knows from which lecture."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0021_topic_changes")]

    operations = [
        migrations.AddField(
            "lecturenote",
            "untied",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="journal.lecture",
            ),
        ),
    ]
