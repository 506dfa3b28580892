"""Whom the mentions of a text lead to: people that exist, and that whoever reads it could know."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from accounts.models import User
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import SEEING, reader_of
from journal.text.markdown import render
from journal.text.mentions import may_mention

MOST_LINKED = 200  # handles of one text


def people_to_link(source: str, cohorts: Iterable[int]) -> dict[str, str]:
    """Return the handles in a text that lead to somebody, as they are typed, each with the handle of today.

    A stored page is the same for all its readers, so these are members of its cohorts, whom all of them could know, and
    authors of public posts. No query where nothing looks like a mention.
    """
    typed = may_mention(source)[:MOST_LINKED]
    if not typed:
        return {}
    members = Membership.objects.filter(user=OuterRef("pk"), cohort__in=list(cohorts), state__in=SEEING)
    public = Post.objects.visible_to(AnonymousUser()).published().filter(author=OuterRef("pk"))
    known = User.objects.filter(Exists(members) | Exists(public), is_active=True)
    return {handle: person.handle for handle, person in known.called(typed).items()}


def preview_of(body: str, user) -> str:
    """Return the HTML of a post that `user` is writing, in whichever of their cohorts it will be."""
    return render(body, people_to_link(body, reader_of(user).cohorts)).html
