"""An announcement's page: for those whom it is for, at one address; opening it is reading it."""

import pytest

from journal.actions.people import change_membership
from journal.models.announcements import AnnouncementReading
from journal.models.notifications import Notification
from journal.models.people import Membership
from tests.factories import make_announcement, make_member
from tests.jobs import run_jobs
from tests.journal.views.announcing import INDEX, more_members, path_of
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words


@pytest.fixture
def announcement(cast):
    return make_announcement(
        cast.organiser, cast.cohort, title="방이 바뀌었어요", body="## Where\n\nRoom **2**.", teams=["1조"]
    )


def readings() -> set[str]:
    return set(AnnouncementReading.objects.values_list("reader__handle", flat=True))


def test_whoever_opens_it_has_read_it_and_their_notification_too(cast, announcement):
    run_jobs("tell_of_announcement")
    address = announcement.get_absolute_url()
    assert address.endswith("/방이-바뀌었어요/") or "%" in address
    client = browser(cast.team_mate)
    assert client.get(path_of("show", announcement)).url == address
    assert readings() == set()
    client.get(address, headers={"Sec-Purpose": "prefetch"})
    client.head(address)
    assert readings() == set()  # nobody has looked at it
    page = client.get(address)
    said = words(page)
    for part in ("방이 바뀌었어요", "Where", "Room 2 .", "Haeun", "1조"):
        assert part in said, part
    assert "Read by" not in said and path_of("edit", announcement) not in links(page)
    client.get(address)
    assert readings() == {"bora"}
    assert list(Notification.objects.exclude(read_at=None).values_list("recipient__handle", flat=True)) == ["bora"]


def test_organisers_see_how_many_of_those_whom_it_is_for_have_read_it(cast, announcement):
    address = announcement.get_absolute_url()
    for role in ("team_mate", "on_leave", "mentor", "organiser", "staff"):
        assert browser(cast.people[role]).get(address).status_code == 200
    # of Minji, Bora, Gahee and mentor Seoyeon; Yuna is on leave, and the organisers only look after it
    assert "Read by 2 of 4" in words(browser(cast.organiser).get(address))
    assert "Read by 2 of 4" in words(browser(cast.staff).get(INDEX))
    Membership.objects.filter(user=cast.team_mate).update(state="withdrawn")
    assert "Read by 1 of 3" in words(browser(cast.organiser).get(address))


def test_who_wrote_it_is_not_counted_and_another_organiser_is(cast):
    make_member(cast.cohort, "organiser", "other_organiser")
    announcement = make_announcement(cast.organiser, cast.cohort, roles=["organiser"])
    assert "Read by 0 of 1" in words(browser(cast.organiser).get(announcement.get_absolute_url()))


def test_it_follows_its_readers_from_the_next_request_on(cast, announcement):
    client, address = browser(cast.team_mate), announcement.get_absolute_url()
    assert client.get(address).status_code == 200
    membership = Membership.objects.select_related("cohort", "user").get(user=cast.team_mate)
    membership.team = cast.cohort.teams.get(name="2조")
    change_membership(membership=membership)
    assert client.get(address).status_code == 404  # having been there, or having read it, keeps nothing open
    membership = Membership.objects.select_related("cohort", "user").get(user=cast.camper)
    membership.team = cast.cohort.teams.get(name="1조")
    change_membership(membership=membership)
    assert browser(cast.camper).get(address).status_code == 200


def test_who_wrote_it_may_be_gone(cast):
    announcement = make_announcement(cast.staff, cast.cohort, title="Still here")
    cast.staff.delete()
    page = browser(cast.camper).get(announcement.get_absolute_url())
    assert "Still here The organisers" in words(page)


def test_doors_and_budget(cast, announcement):
    address = announcement.get_absolute_url()
    assert asks_to_sign_in(browser().get(path_of("show", announcement)), path_of("show", announcement))
    for role in ("camper", "other_mentor", "stranger", "withdrawn"):
        assert browser(cast.people[role]).get(address).status_code == 404, role
    assert browser(cast.organiser).get(address.replace("ai-tech", "web-dev")).status_code == 404
    assert statuses(browser(cast.author), address, "post", "put", "delete") == {405}
    for client in (browser(cast.organiser), browser(cast.author)):
        client.get(address)
        one = query_count(client, address)
        more_members(cast.cohort, 40, team=cast.cohort.teams.get(name="1조"))
        assert query_count(client, address) == one <= 6
