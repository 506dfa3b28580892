"""`manage.py empty_trash`: forgets what has been in the trash for 30 days."""

from django.core.management import BaseCommand

from journal.actions.upkeep import empty_trash


class Command(BaseCommand):
    """The worker does so every night."""

    help = "Forgets posts that were deleted more than 30 days ago."

    def handle(self, **options):
        """Delete them, and say how many."""
        self.stdout.write(f"{empty_trash()} posts forgotten")
