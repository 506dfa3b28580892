"""Two open editors of one post, and all that can be done to it in between: no text is gone that somebody may miss."""

import random
import uuid

import pytest

from journal.actions.drafts import discard_draft, restore_revision, save_draft
from journal.actions.posts import PostText, StaleEdit, delete_post, restore_post, save_post
from journal.actions.revisions import Hand
from journal.models.posts import Post
from journal.models.revisions import Revision
from tests.factories import make_cohort, make_member, make_post

DEEDS = ("save", "save", "save", "save", "save", "by hand", "publish", "bring back", "discard", "trash")


class Two:
    """Two devices of one camper, each with the version that it knows and the count of what it has sent."""

    def __init__(self, post: Post, seed: int):
        self.pk, self.camper, self.chance = post.pk, post.author, random.Random(seed)
        self.known = dict.fromkeys((uuid.uuid4(), uuid.uuid4()), post.working_copy.version)
        self.turns = dict.fromkeys(self.known, 0)
        self.sent: list[tuple[uuid.UUID | None, str]] = [(None, post.body)]  # who did something, with which text

    @property
    def post(self) -> Post:
        """The post as a request reads it."""
        return Post.objects.select_related("cohort", "pending_edit").get(pk=self.pk)

    def kept(self) -> set[str]:
        """Every text that its author can still reach."""
        texts = set(Revision.objects.filter(post=self.pk).values_list("body", flat=True))
        post = self.post
        return texts | {post.body, post.working_copy.body}

    def do(self, at: int) -> None:
        """One deed of one device, or of a page of the post (the history, the trash)."""
        client, deed = self.chance.choice(list(self.known)), self.chance.choice(DEEDS)
        body = f"Text {at}"
        try:
            if deed == "bring back" and (revisions := list(Revision.objects.filter(post=self.pk))):
                self.sent.append((None, ""))
                old, version = self.chance.choice(revisions), self.post.working_copy.version
                restore_revision(post=self.post, revision=old, editor=self.camper, version=version)
            elif deed == "discard":
                self.sent.append((None, ""))
                discard_draft(post=self.post, editor=self.camper, version=self.post.working_copy.version)
            elif deed == "trash":
                restore_post(post=delete_post(post=self.post))
            else:
                self.sent.append((client, body))
                self.known[client] = self._write(client, deed, body)
        except StaleEdit as stale:
            if self.chance.random() < 0.5:  # the person has seen both texts and goes on knowingly
                self.known[client] = stale.post.working_copy.version

    def _write(self, client: uuid.UUID, deed: str, body: str) -> int:
        self.turns[client] += 1
        how = {"editor": self.camper, "version": self.known[client], "hand": Hand(client, self.turns[client])}
        text = PostText("T", body, None, "cohort", [])
        if deed == "save":
            return save_draft(post=self.post, text=text, **how).post.working_copy.version
        return save_post(post=self.post, text=text, publish=deed == "publish", **how).working_copy.version


@pytest.mark.django_db
@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_hundred_deeds_leave_every_text_that_may_be_missed(publish, seed):
    cohort = make_cohort()
    two = Two(make_post(make_member(cohort), cohort, body="Base", publish=publish), seed)
    for at in range(100):
        two.do(at)
        # Only an editor's own next save may follow a text without a trace; what anything else replaced is there.
        own = {body for (who, body), (after, _) in zip(two.sent, two.sent[1:], strict=False) if who and who == after}
        gone = {body for _, body in two.sent if body} - two.kept()
        assert gone <= own, (at, gone - own)
    assert len(two.kept()) > 20


@pytest.mark.django_db
def test_the_published_row_changes_by_publishing_alone():
    cohort = make_cohort()
    two = Two(make_post(make_member(cohort), cohort, body="Base"), seed=1)
    row = Post.objects.filter(pk=two.pk).values().get() | {"version": 0}
    for at in range(100):
        published = Revision.objects.filter(post=two.pk, kind="published").count()
        two.do(at)
        now = Post.objects.filter(pk=two.pk).values().get() | {"version": 0}
        if Revision.objects.filter(post=two.pk, kind="published").count() == published:
            assert now == row
        row = now
