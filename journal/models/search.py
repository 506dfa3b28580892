"""What search finds: published posts and comments, each as the words it is found by and the text it is shown with."""

import zlib
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from journal.models.posts import Post

MAX_INITIALS = 16  # letters of a title that suggestions compare


class VectorField(SearchVectorField):
    """A tsvector written as journal/text/search_documents.py spells it: to_tsvector would take `c++` apart."""

    def get_placeholder(self, value, compiler, connection):
        """Return the cast that a literal needs."""
        return "%s::tsvector"


class ZippedTextField(models.BinaryField):
    """A text kept zipped: Postgres's own compression leaves four fifths of Korean, zlib little more than half."""

    def get_db_prep_value(self, value, connection, prepared=False):
        """Return the bytes that are kept of a text."""
        return super().get_db_prep_value(zlib.compress(value.encode()), connection, prepared)

    def from_db_value(self, value, expression, connection):
        """Return the text of the bytes that are kept."""
        return unzipped(value)


def unzipped(kept: bytes) -> str:
    """Return the text that a ZippedTextField keeps so."""
    return zlib.decompress(kept).decode() if kept else ""


class DaysOf(models.Func):
    """The day (UTC) of a moment as an array of one number, so that one index answers for words and days together."""

    template = "(ARRAY[(%(expressions)s AT TIME ZONE 'UTC')::date - DATE '2000-01-01'])"
    output_field = ArrayField(models.IntegerField())


def day_number(day: date) -> int:
    """Return the number that DaysOf has for a day."""
    return (day - date(2000, 1, 1)).days


class SearchEntryQuerySet(models.QuerySet):
    """Entries, as far as somebody may see the post they belong to."""

    def visible_to(self, user) -> "SearchEntryQuerySet":
        """Keep the entries of posts that `user` may read, and of the comments on them."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class SearchEntry(models.Model):
    """A published post or one of the comments on it. Who may read it is never written here: it is asked of the post.

    So a post that moves (another team, another visibility, the trash and back) is found by others from that moment
    on, without a change here. The words and the text lie outside of the row (see the migration): what a search
    walks over by the thousand stays small.
    """

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="search_entries", db_index=False)
    comment = models.OneToOneField("journal.Comment", models.CASCADE, null=True, related_name="search_entry")
    written_at = models.DateTimeField()  # when the post was published, or the comment written
    version = models.PositiveSmallIntegerField()  # of the analyser; 0: to be read again
    initials = models.CharField(max_length=MAX_INITIALS, db_collation="C", blank=True)  # of a post's title
    vector = VectorField()
    text = ZippedTextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "comment"], nulls_distinct=False, name="search_entry_once"),
        ]
        indexes = [
            GinIndex("vector", DaysOf("written_at"), name="search_words", fastupdate=False),
            # For the moment of the n-th newest entry, and nothing else (search_ranking.py).
            models.Index(fields=["written_at"], name="search_moments"),
            models.Index(fields=["cohort", "initials", "-written_at"], condition=Q(comment=None), name="search_titles"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
