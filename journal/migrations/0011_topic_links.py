"""A topic's links know the day of their post and its cohort, in an index that has them newest first."""

import django.db.models.deletion
from django.db import migrations, models


def copy_from_the_post(apps, schema_editor):
    """Give each link what its post says; what is not published has none."""
    PostTopic = apps.get_model("journal", "PostTopic")
    PostTopic.objects.filter(content_object__shown_on=None).delete()
    posts = apps.get_model("journal", "Post").objects.filter(pk=models.OuterRef("content_object_id"))
    PostTopic.objects.update(
        cohort=models.Subquery(posts.values("cohort")[:1]), shown_on=models.Subquery(posts.values("shown_on")[:1])
    )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the table is altered next


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_typed_topics")]

    operations = [
        migrations.AddField(
            model_name="posttopic",
            name="cohort",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="journal.cohort",
            ),
        ),
        migrations.AddField(model_name="posttopic", name="shown_on", field=models.DateField(null=True)),
        migrations.RunPython(copy_from_the_post, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="posttopic",
            name="cohort",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="journal.cohort",
            ),
        ),
        migrations.AlterField(model_name="posttopic", name="shown_on", field=models.DateField()),
        migrations.AddIndex(
            model_name="posttopic",
            index=models.Index(fields=["tag", "-shown_on", "-content_object"], name="post_topic_newest"),
        ),
    ]
