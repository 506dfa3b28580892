"""A question knows the event at which it was noted, in an index that has the same ones of several posts together."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def find_the_events(apps, schema_editor):
    """Tie each question to the event of the note in whose section it stands."""
    notes = apps.get_model("journal", "EventNote").objects.filter(post=OuterRef("post"), title=OuterRef("event"))
    questions = apps.get_model("journal", "Question").objects.exclude(event="")
    questions.update(at_event=Subquery(notes.filter(event__isnull=False).values("event")[:1]))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the table is altered next


class Migration(migrations.Migration):
    dependencies = [("journal", "0019_sections")]

    operations = [
        migrations.AddField(
            "question",
            "at_event",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="questions",
                to="journal.event",
            ),
        ),
        migrations.RunPython(find_the_events, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "question",
            models.Index(
                condition=~Q(("at_event", None)), fields=["at_event", "fold", "id"], name="question_at_event"
            ),
        ),
    ]
