"""`manage.py rerender`: prints again what an older renderer made."""

from django.core.management import BaseCommand

from journal.actions.curriculum import recount_lectures
from journal.actions.upkeep import rerender_comments, rerender_posts


class Command(BaseCommand):
    """The worker does so after an upgrade; this may be stopped and run again, while the site runs."""

    help = "Renders posts and comments again whose renderer is older than this version's."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *, all, **options):
        """Render them one by one, and say how far it is."""
        for word, rows in (("posts", rerender_posts(every=all)), ("comments", rerender_comments(every=all))):
            done = 0
            for done, _row in enumerate(rows, start=1):
                if done % 100 == 0:
                    self.stdout.write(f"{done} {word} …")
            self.stdout.write(f"{done} {word} rendered")
        recount_lectures()
