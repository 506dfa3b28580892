import django.db.models.deletion
from django.db import migrations, models

AWAY = """
INSERT INTO journal_leave (membership_id, from_on)
SELECT id, current_date FROM journal_membership WHERE state = 'on_leave'
"""


class Migration(migrations.Migration):

    dependencies = [("journal", "0035_search_days")]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("back_on", models.DateField(null=True)),
                ("membership", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to="journal.membership")),
            ],
            options={"ordering": ["from_on", "pk"]},
        ),
        migrations.AddConstraint(
            "leave",
            models.UniqueConstraint(condition=models.Q(("back_on", None)), fields=("membership",), name="leave_open_once"),
        ),
        # Since when they are away nobody wrote down; from today on it is known.
        migrations.RunSQL(AWAY, migrations.RunSQL.noop, elidable=True),
    ]
