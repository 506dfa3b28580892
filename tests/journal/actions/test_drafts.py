"""Autosave at length: whatever is saved in whatever order, the published row stays and no text is gone."""

import random
import uuid
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from journal.actions.drafts import PostGone, save_draft, start_draft
from journal.actions.posts import PostText, StaleEdit
from journal.actions.revisions import MOST_DRAFTS, Hand, keep_draft
from journal.models.posts import Post
from journal.models.revisions import Revision
from tests.factories import make_cohort, make_member, make_post

LETTERS = "가나다라 abc\n#*`🌱"


def fetched(pk: int) -> Post:
    """Return a post as a request reads it."""
    return Post.objects.select_related("cohort", "pending_edit").get(pk=pk)


def text_of(body: str) -> PostText:
    """Return a text with this body."""
    return PostText("T", body, None, "cohort", [])


@pytest.mark.django_db
def test_three_hundred_random_autosaves_leave_the_published_row_byte_identical():
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, day=4, topics=["Python"], body="![](/uploads/a.png)\n\n## 회고\n\n끝")
    row = "select p::text from journal_post p where id = %s"
    with connection.cursor() as cursor:
        before = cursor.execute(row, [post.pk]).fetchone()
        topics = list(post.topic_links.values_list())
        chance, version, days = random.Random(4), post.version, cohort.calendar.days
        hands = [uuid.UUID(int=n) for n in range(3)]
        for turn in range(1, 301):
            body = "".join(chance.choices(LETTERS, k=chance.randrange(200)))
            text = PostText(
                "".join(chance.choices(LETTERS, k=9)), body, chance.choice([None, *days]),
                chance.choice(["mentors", "team", "cohort", "public"]), chance.sample(["Go", "회고", "AI Math"], 2),
            )  # fmt: skip
            hand = Hand(chance.choice(hands), turn)
            stale = chance.random() < 0.1
            try:
                saved = save_draft(post=fetched(post.pk), editor=camper, text=text, version=version - stale, hand=hand)
            except StaleEdit:
                continue
            version = saved.post.working_copy.version
        assert cursor.execute(row, [post.pk]).fetchone() == before
        assert list(post.topic_links.values_list()) == topics
    assert version > 240


@pytest.mark.django_db
@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_hundred_interleaved_saves_of_two_clients_leave_every_text_retrievable(publish, seed):
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, body="Base", publish=publish)
    chance = random.Random(seed)
    known = {client: fetched(post.pk).working_copy.version for client in (uuid.uuid4(), uuid.uuid4())}
    turns, last = dict.fromkeys(known, 0), {}
    for at in range(100):
        client = list(known)[at % 2] if seed == 0 else chance.choice(list(known))
        turns[client] += 1
        body = f"Text {at} of {client}"
        try:
            hand = Hand(client, turns[client])
            saved = save_draft(
                post=fetched(post.pk), editor=camper, text=text_of(body), version=known[client], hand=hand
            )
            known[client] = saved.post.working_copy.version
        except StaleEdit as stale:
            if chance.random() < 0.5:  # the person has seen both texts and goes on knowingly
                known[client] = stale.post.working_copy.version
        last.setdefault(client, []).append(body)
    copy = fetched(post.pk).working_copy
    kept = {*Revision.objects.filter(post=post).values_list("body", flat=True), copy.body, "Base"}
    sent = {body for bodies in last.values() for body in bodies}
    gone = sent - kept
    # An editor's own next save follows it; but what the other one has met, or could not replace, is there.
    own = {
        body
        for bodies in last.values()
        for body, after in zip(bodies, bodies[1:], strict=False)
        if _adjacent(body, after)
    }
    assert gone <= own
    if seed == 0:
        assert not gone


def _adjacent(body: str, after: str) -> bool:
    """Return whether two texts of one client came right after each other, nobody in between."""
    return int(after.split()[1]) == int(body.split()[1]) + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("publish", [False, True])
def test_of_saves_at_the_same_moment_one_stands_and_the_others_are_kept(publish):
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, body="Base", publish=publish)
    barrier, refused = Barrier(6), []

    def run(at: int):
        try:
            mine = fetched(post.pk)
            barrier.wait()
            save_draft(post=mine, editor=camper, text=text_of(f"Text {at}"), version=1, hand=Hand(uuid.uuid4(), 1))
        except StaleEdit:
            refused.append(at)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[at]) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    kept = {*Revision.objects.values_list("body", flat=True), fetched(post.pk).working_copy.body}
    assert kept == {"Base", *(f"Text {at}" for at in range(6))}


@pytest.mark.django_db
def test_kept_drafts_are_not_kept_without_end():
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, body="Published")
    for at in range(MOST_DRAFTS + 5):
        keep_draft(post=post, text=text_of(f"Text {at}"), editor=camper, version=at)
        assert keep_draft(post=post, text=text_of(f"Text {at}"), editor=camper, version=at) is None
    drafts = Revision.objects.exclude(kind="published")
    assert drafts.count() == MOST_DRAFTS
    assert not drafts.filter(body="Text 4").exists()
    assert Revision.objects.filter(kind="published", body="Published").exists()
    assert keep_draft(post=post, text=PostText("", " \n", None, "cohort"), editor=camper, version=1) is None


@pytest.mark.django_db
def test_a_draft_that_was_just_deleted_takes_no_more():
    cohort = make_cohort()
    camper = make_member(cohort)
    post = fetched(make_post(camper, cohort, day=4, publish=False).pk)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())  # meanwhile, elsewhere
    with pytest.raises(PostGone):
        save_draft(post=post, editor=camper, text=text_of("late"), version=post.version, hand=Hand(uuid.uuid4(), 1))


@pytest.mark.django_db
def test_a_form_that_made_a_post_before_loses_no_later_text():
    cohort = make_cohort()
    camper = make_member(cohort)
    how = {"author": camper, "cohort": cohort, "key": uuid.uuid4()}
    made = start_draft(**how, text=text_of("first"), hand=Hand(uuid.uuid4(), 1)).post
    with pytest.raises(StaleEdit):
        start_draft(**how, text=text_of("second"), hand=Hand(uuid.uuid4(), 1))
    assert set(Revision.objects.filter(post=made).values_list("body", flat=True)) == {"first", "second"}
