"""The list of announcements: what was told to the reader, page by page; pinned ones on top of both home pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from journal.models.announcements import Announcement
from journal.models.people import Membership
from tests.factories import make_announcement, make_member
from tests.journal.views.announcing import INDEX, more_members, path_of
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

HOMES = (reverse("site.home"), reverse("cohorts.show", args=["ai-tech"]))


def test_each_reads_what_is_for_them(cast):
    make_announcement(cast.organiser, cast.cohort, title="For everybody")
    make_announcement(cast.organiser, cast.cohort, title="For team one", teams=["1조"])
    make_announcement(cast.organiser, cast.cohort, title="For mentors", roles=["mentor"])
    sees = {role: words(browser(cast.people[role]).get(INDEX)) for role in ("author", "camper", "mentor", "organiser")}
    titles = {
        role: [name for name in ("For everybody", "For team one", "For mentors") if name in said]
        for role, said in sees.items()
    }
    assert titles == {
        "author": ["For everybody", "For team one"],
        "camper": ["For everybody"],
        "mentor": ["For everybody", "For team one", "For mentors"],
        "organiser": ["For everybody", "For team one", "For mentors"],
    }
    assert "To the whole cohort" in sees["author"] and "Announce something" not in sees["author"]
    assert "Read by 0 of 2" in sees["organiser"] and "Announce something" in sees["organiser"]
    assert "Nothing has been announced yet." in words(browser(cast.stranger).get("/c/web-dev/announcements/"))


def test_pages_follow_one_another(cast):
    made = [make_announcement(cast.organiser, cast.cohort, title=f"Number {at:02}") for at in range(23)]
    client = browser(cast.camper)
    page = client.get(INDEX)
    assert "Number 22" in words(page) and "Number 02" not in words(page)
    older = next(link for link in links(page) if "before=" in link)
    make_announcement(cast.organiser, cast.cohort, title="Newer")
    said = words(client.get(INDEX + older))
    assert (
        all(title in said for title in ("Number 02", "Number 00")) and "Number 03" not in said and "Newer" not in said
    )
    assert path_of("show", made[0]) in "".join(links(client.get(INDEX + older)))
    assert client.get(f"{INDEX}?before=9-x").status_code == 404


@pytest.mark.parametrize("home", HOMES)
def test_it_stays_on_top_until_its_day_is_over_or_it_is_read(cast, home):
    today = cast.cohort.today()
    pinned = make_announcement(cast.organiser, cast.cohort, title="Pinned", teams=["1조"], pin_ends_on=today)
    make_announcement(cast.organiser, cast.cohort, title="Never pinned")
    make_announcement(cast.organiser, cast.cohort, title="Over", pin_ends_on=today - timedelta(days=1))
    client = browser(cast.team_mate)
    page = words(client.get(home))
    assert "Pinned" in page and "Never pinned" not in page and "Over" not in page
    for role in ("camper", "organiser", "staff"):
        assert "Pinned" not in words(browser(cast.people[role]).get(home)), role  # who looks after it is not asked
    client.post(path_of("read", pinned))
    assert "Pinned" not in words(client.get(home))
    other = browser(cast.author)
    assert "Pinned" in words(other.get(home))
    Announcement.objects.filter(pk=pinned.pk).update(pin_ends_on=today - timedelta(days=1))
    assert "Pinned" not in words(other.get(home))


def test_the_cohort_s_page_says_how_many_are_new(cast):
    client = browser(cast.camper)
    assert "new" not in words(client.get(HOMES[1]))
    made = [make_announcement(cast.organiser, cast.cohort, title=f"N {at}") for at in range(3)]
    make_announcement(cast.organiser, cast.cohort, title="Not theirs", teams=["1조"])
    assert "Announcements 3 new" in words(client.get(HOMES[1]))
    assert words(client.get(INDEX)).count("unread") == 3
    client.get(made[0].get_absolute_url())
    assert "Announcements 2 new" in words(client.get(HOMES[1]))
    assert "new" not in words(browser(cast.organiser).get(HOMES[1]))  # one's own is no news
    late = make_member(cast.cohort, handle="late")  # what was announced before they came is no news either
    assert "new" not in words(browser(late).get(HOMES[1]))
    Membership.objects.filter(user=late).update(joined_at=made[1].announced_at)
    assert "Announcements 2 new" in words(browser(late).get(HOMES[1]))


def test_many_are_counted_up_to_99(cast):
    row = make_announcement(cast.organiser, cast.cohort)
    columns = {"html": "", "is_for_all": True, "author": cast.organiser}
    Announcement.objects.bulk_create([Announcement(cohort=cast.cohort, title="x", **columns) for _each in range(99)])
    assert row and "Announcements 99+ new" in words(browser(cast.camper).get(HOMES[1]))


def test_a_cohort_that_is_over_reads_as_before(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, title="Goodbye")
    type(cast.cohort).objects.filter(pk=cast.cohort.pk).update(state="archived")
    for role in ("author", "graduated", "organiser"):
        client = browser(cast.people[role])
        assert "Goodbye" in words(client.get(INDEX)) and client.get(announcement.get_absolute_url()).status_code == 200
    client = browser(cast.organiser)
    page = client.get(announcement.get_absolute_url())
    assert "Read by" in words(page) and path_of("edit", announcement) not in links(page)
    for name in ("edit", "delete"):
        assert client.post(path_of(name, announcement)).status_code == 403
    assert client.get(path_of("readers", announcement)).status_code == 200


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(INDEX), INDEX)
    for role in ("stranger", "withdrawn"):
        assert browser(cast.people[role]).get(INDEX).status_code == 404
    assert statuses(browser(cast.author), INDEX, "post", "put", "delete") == {405}
    pin = {"pin_ends_on": cast.cohort.today()}
    make_announcement(cast.organiser, cast.cohort, teams=["1조"], **pin)
    clients = [browser(cast.author), browser(cast.organiser)]
    pages = [(client, page) for client in clients for page in (INDEX, *HOMES)]
    one = [query_count(client, page) for client, page in pages]
    for at in range(18):
        make_announcement(cast.organiser, cast.cohort, title=f"N {at}", teams=["1조"], **pin)
    more_members(cast.cohort, 30)
    assert [query_count(client, page) for client, page in pages] == one
    assert one[0] <= 6 and one[3] <= 6
