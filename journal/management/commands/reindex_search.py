"""`manage.py reindex_search`: reads again what an older analyser read, or nobody yet."""

from django.core.management import BaseCommand

from journal.actions.search import reindex_comments, reindex_posts


class Command(BaseCommand):
    """The worker does so by itself; this may be stopped and run again, while the site runs."""

    help = "Makes posts and comments found that search does not know, or knows by an older analyser."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *, all, **options):
        """Read them one by one, and say how far it is."""
        for word, reindex in (("posts", reindex_posts), ("comments", reindex_comments)):
            done = total = 0
            for done, total in reindex(every=all):
                if done % 100 == 0:
                    self.stdout.write(f"{done} of {total} {word} …")
            self.stdout.write(f"{done} of {total} {word} indexed")
