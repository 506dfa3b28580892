"""Whether organisers of a cohort need a second step of signing in; the database says no where older code does not."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0046_search_zipped'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='asks_second_factor',
            field=models.BooleanField(db_default=False, default=False, verbose_name='organisers need a second step'),
        ),
    ]
