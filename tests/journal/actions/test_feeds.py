"""Tokens of feeds: one a person, kept as a digest, and ended for good."""

import uuid

from journal.actions.feeds import renew_token, revoke_token
from journal.models.feeds import FeedToken, digest_of

KEY, OTHER = uuid.uuid4(), uuid.uuid4()


def test_what_is_kept_is_a_digest(cast):
    token = renew_token(owner=cast.camper, key=KEY)
    kept = FeedToken.objects.values().get()
    assert len(token) == 64 and kept["digest"] == digest_of(token)
    assert token not in str(kept)


def test_the_same_form_sent_twice_shows_the_same_token_and_another_form_ends_it(cast):
    first = renew_token(owner=cast.camper, key=KEY)
    assert renew_token(owner=cast.camper, key=KEY) == first
    second = renew_token(owner=cast.camper, key=OTHER)
    assert second != first
    assert FeedToken.objects.get().digest == digest_of(second)


def test_nothing_brings_an_ended_token_back(cast):
    first = renew_token(owner=cast.camper, key=KEY)
    renew_token(owner=cast.camper, key=OTHER)
    assert renew_token(owner=cast.camper, key=KEY) != first
    assert [revoke_token(owner=cast.camper) for _ in "12"] == [1, 0]
    assert renew_token(owner=cast.camper, key=KEY) != first


def test_two_people_with_one_form_have_two_tokens(cast):
    assert renew_token(owner=cast.camper, key=KEY) != renew_token(owner=cast.mentor, key=KEY)
