"""`manage.py clean_uploads`: forgets pictures that nothing has shown for a week, and archives that came in."""

from django.core.management import BaseCommand

from journal.actions.transfers import clean_imports
from journal.actions.uploads import clean_uploads


class Command(BaseCommand):
    """The worker does so every night."""

    help = "Forgets pictures that were put into no post, draft or earlier version for 7 days, and archives to import."

    def handle(self, **options):
        """Delete them, and say how many."""
        self.stdout.write(f"{clean_uploads()} pictures forgotten")
        self.stdout.write(f"{clean_imports()} archives forgotten")
