"""Making somebody who left anonymous in one cohort: what they wrote and did there is of a new account that is nobody's.

Their own account stays as it is, with its name, for their other cohorts and to sign in. Nothing leads from the new one
to it, so that this cannot be undone.
"""

import secrets
from collections.abc import Callable
from itertools import product

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Func, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import handle_key
from journal.actions.acts import note_act
from journal.actions.jobs import enqueue
from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.mail import Delivery
from journal.models.moderation import Act
from journal.models.notes import Note
from journal.models.notifications import Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from journal.models.series import Series
from journal.models.subscriptions import Subscription
from journal.text.mentions import replace_mentions
from journal.text.quotes import rename_quoted

PATHS = ("cohort", "post", "membership", "announcement")  # of a row to its cohort, the nearest first
# What is somebody's own whatever they are in: it goes nowhere, or is nobody else's to see.
THEIRS = {
    "Bookmark", "BookmarkFolder", "FeedToken", "Follow", "NewsMark", "NotificationPreference", "DigestStop",
    "SectionTemplate", "Upload", "Import", "Export", "Series", "Membership",
}  # fmt: skip
NEVER_USED = "23456789"
TYPED = {"title", "body", "words"}  # of a text; its other columns are made of these


class NotWithdrawn(Exception):
    """Only who has left a cohort becomes anonymous in it."""


@transaction.atomic
def forget_member(*, membership: Membership, by) -> User:
    """Return the nameless account to which all that a withdrawn member wrote and did in their cohort belongs from now
    on. Mentions of them, and their name where a comment quotes them, are rewritten. Raises NotWithdrawn."""
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).select_related("user")
    member = rows.get(pk=membership.pk)
    if member.state != Membership.State.WITHDRAWN or member.anonymous_at:
        raise NotWithdrawn
    person, cohort = member.user, member.cohort_id
    nobody = _nobody(member)
    for told in (Notification.objects.filter(cohort=cohort, recipient=person),
                 Delivery.objects.filter(cohort=cohort, recipient=person),
                 Subscription.objects.filter(post__cohort=cohort, user=person)):  # fmt: skip
        told.delete()
    for model, column, path in _columns():
        model._base_manager.filter(**{column: person, path: cohort}).update(**{column: nobody})
    for model, column in ((Act, "people"), (Notification, "actors")):
        swapped = Func(F(column), Value(person.pk), Value(nobody.pk), function="array_replace")
        model._base_manager.filter(**{"cohort": cohort, f"{column}__contains": [person.pk]}).update(**{column: swapped})
    _part_series(person, nobody, cohort)
    member.user, member.anonymous_at = nobody, timezone.now()
    member.save(update_fields=["user", "anonymous_at"])
    _rewrite(person, nobody, cohort)
    note_act(cohort_id=cohort, by=by, verb=Act.Verb.ANONYMISED, people=[nobody.pk])
    return nobody


def _nobody(member: Membership) -> User:
    """Return a new account in which nobody can sign in, called what its role was, in the site's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        roles = {"mentor": _("Former mentor"), "organiser": _("Former organiser")}
        name = roles.get(member.role) or _("Former camper")
    handle = "left" + "".join(secrets.choice(NEVER_USED) for _each in range(12))
    return User.objects.create_user(f"{handle}@left.invalid", handle, None, display_name=name)


def _columns() -> list[tuple[type[models.Model], str, str]]:
    """Return what names a person in a cohort: the table, the column, and the path to the cohort."""
    found = []
    for relation in User._meta.get_fields(include_hidden=True):
        model = relation.related_model
        is_ours = relation.auto_created and not relation.concrete and model._meta.app_label == "journal"
        if not is_ours or model.__name__ in THEIRS or relation.many_to_many:
            continue
        names = {field.name for field in model._meta.fields}
        path = next((name for name in PATHS if name in names), None)
        if path:
            found.append((model, relation.field.name, path if path == "cohort" else f"{path}__cohort"))
    return found


def _part_series(person: User, nobody: User, cohort: int) -> None:
    """Give series of this cohort's posts away; of one that has others too, these posts are taken out."""
    for series in Series.objects.filter(owner=person, entries__post__cohort=cohort).distinct():
        here = series.entries.filter(post__cohort=cohort)
        if series.entries.exclude(post__cohort=cohort).exists():
            here.delete()
        else:
            Series.objects.filter(pk=series.pk).update(owner=nobody)


def _rewrite(person: User, nobody: User, cohort: int) -> None:
    """Let every text of the cohort that mentions somebody, by any handle they had, mention nobody in their place."""
    keys = {person.handle_key, *person.former_handles.values_list("handle_key", flat=True)}

    def said(text: str) -> str:
        return replace_mentions(text, lambda handle: nobody.handle if handle_key(handle) in keys else handle)

    def quoted(text: str) -> str:
        return rename_quoted(said(text), person.display_name, nobody.display_name)

    printed = {"render_version": 0}
    _change(Post.objects.filter(cohort=cohort), ("title", "body", "html", "excerpt", "retrospective"), said, printed)
    _change(PendingEdit.objects.filter(post__cohort=cohort), ("title", "body"), said, {})
    _change(Revision.objects.filter(post__cohort=cohort), ("title", "body"), said, {})
    _change(Comment.objects.filter(post__cohort=cohort), ("body", "html"), quoted, printed, ("@", "> **"))
    _change(Note.objects.filter(membership__cohort=cohort), ("body", "html"), said, {})
    announced = Announcement.objects.filter(cohort=cohort)
    _change(announced, ("title", "body", "html", "excerpt"), said, printed)
    _change(Act.objects.filter(cohort=cohort), ("words",), said, {})  # a line of the log says what was announced
    enqueue("rerender", once="rerender")  # headings, questions and search read them again


def _change(
    rows: models.QuerySet, columns: tuple[str, ...], change: Callable[[str], str], more: dict, signs=("@",)
) -> None:
    """Change the texts in these columns where what was typed has one of the signs; what is made of it follows."""
    texts = models.Q()
    for column, sign in product(TYPED.intersection(columns), signs):
        texts |= models.Q(**{f"{column}__contains": sign})
    for pk, *before in rows.filter(texts).order_by("pk").values_list("pk", *columns).iterator(chunk_size=500):
        after = [change(text) for text in before]
        if after != before:
            rows.model._base_manager.filter(pk=pk).update(**dict(zip(columns, after, strict=True)), **more)
