"""`manage.py rerender`: prints again what an older renderer made."""

from django.core.management import BaseCommand

from journal.actions.curriculum import recount_lectures
from journal.actions.upkeep import rerender_announcements, rerender_comments, rerender_posts


class Command(BaseCommand):
    """The worker does so after an upgrade; this may be stopped and run again, while the site runs."""

    help = "Renders posts, comments and announcements again whose renderer is older than this version's."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *, all, **options):
        """Render them one by one, and say how far it is."""
        makers = {"posts": rerender_posts, "comments": rerender_comments, "announcements": rerender_announcements}
        for word, rows in ((word, make(every=all)) for word, make in makers.items()):
            done = 0
            for done, _row in enumerate(rows, start=1):
                if done % 100 == 0:
                    self.stdout.write(f"{done} {word} …")
            self.stdout.write(f"{done} {word} rendered")
        recount_lectures()
