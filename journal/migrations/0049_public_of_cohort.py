"""What a cohort shows to everybody, for feeds: by keys alone they read what all other cohorts show too."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # so that the site goes on meanwhile

    dependencies = [("journal", "0048_announcements")]

    operations = [
        AddIndexConcurrently(
            model_name="post",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at__isnull", True), ("published_at__isnull", False), ("visibility", "public")
                ),
                fields=["cohort", "id"],
                name="post_public_of_cohort",
            ),
        ),
    ]
