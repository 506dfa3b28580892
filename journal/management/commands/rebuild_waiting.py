"""`manage.py rebuild_waiting`: reads anew who waits for an answer."""

from django.core.management import BaseCommand

from journal.actions.waiting import rebuild_waiting
from journal.models.cohorts import Cohort


class Command(BaseCommand):
    """One cohort after another, a transaction for some hundred posts each."""

    help = "Reads anew who waits for an answer, and says how many rows and states of questions were wrong."

    def handle(self, **options):
        """Read, and say how many were wrong: none, unless rows were changed by hand."""
        for cohort in Cohort.objects.order_by("pk"):
            self.stdout.write(f"{cohort.slug}: {rebuild_waiting(cohort=cohort)} were wrong")
