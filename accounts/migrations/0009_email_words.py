"""The word email as Django and allauth spell it; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_single_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='doorevent',
            name='kind',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('new_device', 'Signed in on a new device'), ('failed', 'Wrong password'), ('wrong_step', 'Wrong code or key'), ('password', 'Password changed'), ('email', 'Email address changed'), ('factor', 'Second step added'), ('less', 'Second step removed'), ('codes', 'Spare codes made'), ('ended', 'Signed out elsewhere')], max_length=20, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.EmailField(max_length=254, unique=True, verbose_name='email'),
        ),
    ]
