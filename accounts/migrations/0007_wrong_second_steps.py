"""Wrong codes and keys of the second step are lines of the log, too; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_door_events'),
    ]

    operations = [
        migrations.AlterField(
            model_name='doorevent',
            name='kind',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('new_device', 'Signed in on a new device'), ('failed', 'Wrong password'), ('wrong_step', 'Wrong code or key'), ('password', 'Password changed'), ('email', 'E-mail address changed'), ('factor', 'Second step added'), ('less', 'Second step removed'), ('codes', 'Spare codes made'), ('ended', 'Signed out elsewhere')], max_length=20, verbose_name='what'),
        ),
    ]
