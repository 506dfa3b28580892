"""Keeping what would be lost: a draft that another one replaces, and both texts where two edits crossed."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from journal.models.posts import Post
from journal.models.revisions import Revision

MOST_DRAFTS = 200  # kept of one post, beside its published texts
SAID = ("title", "body", "study_on", "cover", "visibility", "typed_topics")
LOSS = 500  # characters; a save that takes away more than these and half of the text may be a slip


@dataclass(frozen=True)
class Hand:
    """An open editor: `client` is its name (None: a form without a script), `turn` counts what it sends."""

    client: UUID | None = None
    turn: int = 0

    @property
    def columns(self) -> dict:
        """What a post or a waiting edit remembers of its last save."""
        return {"saved_by": self.client, "saved_turn": self.turn, "saved_at": timezone.now()}

    def has_saved(self, copy) -> bool:
        """Return whether this very editor was the last to save a working copy."""
        return self.client is not None and copy.saved_by == self.client

    def is_overtaken(self, copy) -> bool:
        """Return whether a later save of this editor has arrived before this one."""
        return self.has_saved(copy) and self.turn <= copy.saved_turn

    def may_follow(self, copy, version: int | None) -> bool:
        """Return whether an edit that began at `version` comes after what stands there.

        An editor whose last answer was lost does not know the version that it has made itself.
        """
        return copy.version == version or (self.has_saved(copy) and not self.is_overtaken(copy))

    def takes_over(self, copy, text) -> bool:
        """Return whether saving `text` replaces what may be missed: another editor's words, or most of one's own."""
        lost = len(copy.body) - len(text.body)
        return not self.has_saved(copy) or (lost > LOSS and lost > len(text.body))


NO_HAND = Hand()


def columns_of(text) -> dict:
    """Return what a post, a waiting edit, a revision and a PostText say, by the columns that they share: a hidden post
    what its author chose."""
    columns = {name: getattr(text, name) for name in SAID}
    return {**columns, "visibility": getattr(text, "chosen_visibility", text.visibility)}


def keep_draft(*, post: Post, text, editor, version: int, kind: str = Revision.Kind.REPLACED) -> Revision | None:
    """Return the revision that keeps `text`, or None where it is empty or kept already.

    `text` is a working copy or a PostText. Of a post's drafts the newest MOST_DRAFTS are kept.
    """
    columns = columns_of(text)
    if not (text.title or text.body.strip()) or Revision.objects.filter(post=post, **columns).exists():
        return None
    revision = Revision.objects.create(post=post, kind=kind, version=version, editor=editor, **columns)
    drafts = Revision.objects.filter(post=post).exclude(kind=Revision.Kind.PUBLISHED)
    if beyond := list(drafts.values_list("pk", flat=True)[MOST_DRAFTS:]):
        Revision.objects.filter(pk__in=beyond).delete()
    return revision


def keep_crossing(*, post: Post, text, editor) -> None:
    """Keep both texts of two edits that crossed: `text`, which was refused, and the one that stands."""
    copy = post.working_copy
    keep_draft(post=post, text=copy, editor=editor, version=copy.version)
    keep_draft(post=post, text=text, editor=editor, version=copy.version, kind=Revision.Kind.CROSSED)
