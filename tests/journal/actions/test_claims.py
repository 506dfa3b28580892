"""Claims: one holder for half an hour, at most four items of a mentor, also when everybody comes at once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from journal.actions.claims import AlreadyClaimed, NothingWaits, TooManyClaims, claim_waiting, release_waiting
from journal.actions.comments import delete_comment
from journal.actions.people import change_membership
from journal.models.people import Membership
from journal.models.waiting import Waiting
from tests.cast import make_cast
from tests.factories import make_comment, make_member, make_post
from tests.journal.actions.test_likes import at_once

TRULY = pytest.mark.django_db(transaction=True)  # several connections see each other's commits
pytestmark = pytest.mark.django_db
FIVE = "## 질문\n\n" + "".join(f"- {word} 그런가요?\n" for word in ("왜", "어디서", "언제", "누가", "무엇이"))


@pytest.fixture
def five(cast):
    """Five items that wait."""
    make_post(cast.author, cast.cohort, body=FIVE, day=10)
    return list(Waiting.objects.order_by("pk"))


def tried(claim) -> str:
    """What came of trying to claim."""
    try:
        claim()
    except (AlreadyClaimed, TooManyClaims, NothingWaits) as refusal:
        return type(refusal).__name__
    return "held"


def test_claim_lasts_half_an_hour_and_is_prolonged_by_its_holder(cast, five):
    before = timezone.now()
    held = claim_waiting(waiting=five[0], by=cast.mentor)
    assert held.is_claimed
    assert timedelta(minutes=30) <= held.claim_ends_at - before < timedelta(minutes=31)
    assert claim_waiting(waiting=five[0], by=cast.mentor).claim_ends_at > held.claim_ends_at


def test_item_that_somebody_holds_is_refused_with_their_name(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    with pytest.raises(AlreadyClaimed) as refusal:
        claim_waiting(waiting=five[0], by=cast.organiser)
    assert refusal.value.waiting.claimed_by == cast.mentor


def test_claim_that_ran_out_is_free(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    Waiting.objects.update(claim_ends_at=timezone.now() - timedelta(seconds=1))
    assert Waiting.objects.get(pk=five[0].pk).holder_id is None
    assert claim_waiting(waiting=five[0], by=cast.organiser).holder_id == cast.organiser.pk


def test_fifth_claim_is_refused_until_one_is_let_go_runs_out_or_is_answered(cast, five):
    first, *others, last = five
    for waiting in (first, *others):
        claim_waiting(waiting=waiting, by=cast.mentor)
    assert tried(lambda: claim_waiting(waiting=last, by=cast.mentor)) == "TooManyClaims"
    assert tried(lambda: claim_waiting(waiting=first, by=cast.mentor)) == "held"  # it is one of the four
    release_waiting(waiting=first, by=cast.mentor)
    assert tried(lambda: claim_waiting(waiting=last, by=cast.mentor)) == "held"
    Waiting.objects.filter(pk=last.pk).update(claim_ends_at=timezone.now())
    assert tried(lambda: claim_waiting(waiting=first, by=cast.mentor)) == "held"


def test_nobody_lets_go_what_another_holds(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    assert release_waiting(waiting=five[0], by=cast.organiser).holder_id == cast.mentor.pk


def test_answer_ends_the_claim_and_without_it_the_item_is_free(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    answer = make_comment(cast.mentor, five[0].post, "네", section=five[0].section)
    assert tried(lambda: claim_waiting(waiting=five[0], by=cast.mentor)) == "NothingWaits"
    delete_comment(comment=answer)
    assert {row.holder_id for row in Waiting.objects.all()} == {None}


def test_mentor_who_leaves_holds_nothing(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    membership = Membership.objects.get(user=cast.mentor)
    membership.state = "withdrawn"
    change_membership(membership=membership)
    assert Waiting.objects.get(pk=five[0].pk).claimed_by is None


@TRULY
def test_two_mentors_at_once_leave_one_holder_fifty_times_out_of_fifty():
    cast = make_cast()
    make_post(cast.author, cast.cohort, body=FIVE, day=10)
    waiting = Waiting.objects.order_by("pk").first()
    second = make_member(cast.cohort, "mentor", mentored=[cast.cohort.teams.get(name="1조")])
    for _try in range(50):
        Waiting.objects.update(claimed_by=None, claim_ends_at=None)
        said = at_once(
            [lambda by=by: tried(lambda: claim_waiting(waiting=waiting, by=by)) for by in (cast.mentor, second)]
        )
        assert sorted(said) == ["AlreadyClaimed", "held"]
        holder = Waiting.objects.get(pk=waiting.pk).holder_id
        assert holder == (cast.mentor, second)[said.index("held")].pk


@TRULY
def test_five_claims_of_one_mentor_at_once_leave_four():
    cast = make_cast()
    for day in range(10, 15):  # on posts of their own, which are not held one after the other
        make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> 왜 그런가요?\n", day=day)
    rows = list(Waiting.objects.order_by("pk"))
    for _try in range(10):
        Waiting.objects.update(claimed_by=None, claim_ends_at=None)
        said = at_once([lambda row=row: tried(lambda: claim_waiting(waiting=row, by=cast.mentor)) for row in rows])
        assert Counter(said) == {"held": 4, "TooManyClaims": 1}


@TRULY
def test_claim_and_answer_at_once_leave_nothing_that_waits_and_no_error():
    cast = make_cast()
    post = make_post(cast.author, cast.cohort, body=FIVE, day=10)
    for _try in range(10):
        row = Waiting.objects.order_by("pk").first()
        said = at_once(
            [
                lambda row=row: tried(lambda: claim_waiting(waiting=row, by=cast.mentor)),
                lambda row=row: make_comment(cast.organiser, post, "네", section=row.section),
            ]
        )
        assert said[0] in ("held", "NothingWaits")
        assert not Waiting.objects.exists()
        delete_comment(comment=said[1])
        assert Waiting.objects.count() == 5
