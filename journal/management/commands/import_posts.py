"""`manage.py import_posts`: Markdown files, folders, zips, Velog's and Notion's exports become somebody's posts."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from accounts.names import handle_key
from journal.models.cohorts import Cohort, Visibility
from journal.models.people import Membership
from journal.transfer.archives import Refused, open_archive
from journal.transfer.imports import apply_plan
from journal.transfer.plan import DRAFT, Plan, Row, make_plan


class Command(BaseCommand):
    """Says of each file what it would become; without --dry-run it then becomes that."""

    help = "Takes Markdown files, folders, zips, Velog and Notion exports in as somebody's posts."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="PATH", help="a Markdown file, a folder or a zip")
        parser.add_argument("--cohort", required=True, metavar="C", help="the cohort's address, for example ai-tech")
        parser.add_argument("--author", required=True, metavar="HANDLE", help="whose posts they are, without the @")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--visibility", choices=[*Visibility.values, DRAFT], default="",
            help="who may read posts that do not say it (default: as the cohort has it); draft publishes nothing",
        )  # fmt: skip

    def handle(self, *, path: Path, cohort, author, dry_run, visibility, **options):
        """Plan, print, apply."""
        cohort = self._cohort(cohort)
        author = self._author(author, cohort)
        try:
            with translation.override("en"), open_archive(path, path.name) as archive:
                plan = make_plan(archive, author=author, cohort=cohort, visibility=visibility)
                for row in plan.rows:
                    self._print(row, plan)
                counts = plan.counts()
                done = [] if dry_run else [self._done(row) for row in apply_plan(plan, archive)]
        except Refused as refused:
            with translation.override("en"):
                raise CommandError(f"{path}: {refused}") from None
        words = ", ".join(f"{count} {state}" for state, count in counts.items())
        self.stdout.write(f"{words}; {len(plan.comments)} comments, {plan.others} other files")
        self.stdout.write("Nothing was changed." if dry_run else f"{sum(done)} of {len(done)} posts taken in.")

    def _cohort(self, slug: str) -> Cohort:
        cohort = Cohort.objects.filter(slug=slug).first()
        if cohort is None:
            known = ", ".join(Cohort.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no cohort {slug}. There are: {known}.")
        return cohort

    def _author(self, handle: str, cohort: Cohort) -> User:
        user = User.objects.filter(handle_key=handle_key(handle.removeprefix("@"))).first()
        if user is None:
            raise CommandError(f"There is nobody called {handle}.")
        if not Membership.objects.filter(cohort=cohort, user=user, role=Membership.Role.CAMPER).exists():
            raise CommandError(f"{user} is no camper of {cohort.slug}.")
        return user

    def _print(self, row: Row, plan: Plan) -> None:
        number = plan.cohort.calendar.number_of(row.study_on)
        day = f"Day {number}" if number else row.study_on.isoformat() if row.study_on else "note"
        state = row.state if row.publish or row.state == "refused" else f"{row.state} (draft)"
        parts = [f"{state:<9}", row.path, *([row.title, day] if row.document else []), *row.notes]
        self.stdout.write(" · ".join(parts))

    def _done(self, row: Row) -> bool:
        if row.state == "refused":
            self.stderr.write(f"refused   · {row.path} · {row.notes[-1]}")
        return row.state == "done"
