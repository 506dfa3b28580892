"""Check all that were shown: exactly those, and of them what one may check."""

import pytest

from journal.models.checks import Check
from tests.factories import make_post

pytestmark = pytest.mark.django_db
URL = "/c/ai-tech/mentor/checks/"


def test_exactly_the_shown_posts_are_checked(client, cast):
    shown, later = cast.posts["cohort"], make_post(cast.team_mate, cast.cohort, day=4)
    foreign = make_post(cast.camper, cast.cohort, day=4)
    hidden = make_post(cast.stranger, cast.other, day=4)
    client.force_login(cast.mentor)
    seen = f"{shown.pk}-{shown.version},{foreign.pk}-1,{hidden.pk}-1,{cast.posts['draft'].pk}-1"
    client.post(URL, {"seen": seen})
    assert list(Check.objects.values_list("post", "mentor")) == [(shown.pk, cast.mentor.pk)]
    assert not later.checks.exists()


def test_the_button_holds_what_asks_nothing_and_is_not_checked(client, cast):
    client.force_login(cast.mentor)
    page = client.get("/c/ai-tech/mentor/?day=4").content.decode()
    assert f'name="seen" value="{cast.posts["cohort"].pk}-1"' in page
    client.post(URL, {"seen": f"{cast.posts['cohort'].pk}-1"})
    assert 'name="seen"' not in client.get("/c/ai-tech/mentor/?day=4").content.decode()


@pytest.mark.parametrize("seen", ["", "x", "1", "1-", "1-2,", "9" * 30 + "-1", "1-1\n", "\x00"])
def test_what_is_no_list_checks_nothing(client, cast, seen):
    client.force_login(cast.mentor)
    assert client.post(URL, {"seen": seen}).status_code == 302
    assert not Check.objects.exists()
