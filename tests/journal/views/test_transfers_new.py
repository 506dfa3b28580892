"""Choosing what to bring in: it is looked at first, and refused in words where it cannot be read."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from journal.models.posts import Post
from journal.models.transfers import Import
from journal.transfer.archives import open_archive
from tests.factories import make_cohort
from tests.journal.pictures import photo
from tests.journal.transfer.zips import with_link, zipped
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("transfers.new")


def send(client, *files, **fields):
    """Send (name, bytes) pairs."""
    return client.post(PATH, {"files": [SimpleUploadedFile(name, data) for name, data in files], **fields})


def test_what_is_chosen_is_looked_at_before_anything_changes(cast):
    answer = send(browser(cast.camper), ("글.zip", zipped({"day4.md": "# Day 4"})), visibility="team")
    kept = Import.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("transfers.apply", args=[kept.key]))
    assert (kept.owner, kept.cohort, kept.name, kept.visibility) == (cast.camper, cast.cohort, "글.zip", "team")
    assert not Post.objects.filter(author=cast.camper).exists()


def test_several_files_come_in_together(cast):
    send(browser(cast.camper), ("day4.md", b"# Day 4\n![](a.jpg)"), ("a.jpg", photo()), ("day5.md", b"# Day 5"))
    with Import.objects.get().file.open("rb") as file, open_archive(file, "a.zip") as archive:
        assert sorted(archive.entries) == ["a.jpg", "day4.md", "day5.md"]


def test_what_cannot_be_read_is_refused_in_words_at_its_field(cast):
    client = browser(cast.camper)
    for file, said in (
        (("a.pdf", b"%PDF"), "neither a zip nor a Markdown file"),
        (("a.zip", with_link("a.md", "/etc/passwd")), "is a link"),
        (("a.zip", zipped({"../a.md": "x"})), "leads out of the archive"),
        (("a.zip", zipped({f"{n}.md": "" for n in range(2_000)})), "at most 1,999"),
        (("a.zip", zipped({"a.html": "x"})), "no Markdown file"),
        (("a.zip", zipped({"a.md": bytes(20_000_000)})), "grows too much"),
    ):
        answer = send(client, file)
        assert answer.status_code == 200 and said in words(answer), said
    assert "Choose a file first." in words(client.post(PATH, {}))
    assert "Make one zip" in words(send(client, *((f"{n}.md", b"x") for n in range(201))))
    assert not Import.objects.exists()


def test_the_cohort_is_asked_for_where_there_are_two(cast):
    assert "Cohort" not in words(browser(cast.camper).get(PATH)).split("Who may")[0].split("Zip")[1]
    second = make_cohort("second")
    second.memberships.create(user=cast.camper, role="camper")
    client = browser(cast.camper)
    assert second.name in words(client.get(PATH))
    send(client, ("a.md", b"x"), cohort="second")
    assert Import.objects.get().cohort == second
    assert send(client, ("a.md", b"x"), cohort=cast.other.slug).status_code == 200  # not theirs
    assert Import.objects.count() == 1


def test_archives_are_forgotten_after_a_day(cast):
    client = browser(cast.camper)
    send(client, ("a.md", b"x"))
    Import.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    send(client, ("b.md", b"x"))
    assert Import.objects.get().name == "b.md"


def test_the_way_there_and_back(cast):
    assert PATH in links(browser(cast.camper).get(reverse("transfers.export")))
    assert PATH not in links(browser(cast.mentor).get(reverse("transfers.export")))  # a mentor keeps no journal
    assert reverse("transfers.export") in links(browser(cast.camper).get(PATH))


def test_who_may_not_write_is_refused(cast):
    for role in ("mentor", "organiser", "staff", "on_leave", "graduated", "withdrawn"):
        assert browser(cast.people[role]).get(PATH).status_code == 403, role
        assert send(browser(cast.people[role]), ("a.md", b"x")).status_code == 403, role
    assert not Import.objects.exists()


def test_visitor_is_asked_to_sign_in_and_comes_back(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_its_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_cohort_and_for_many(cast):
    client = browser(cast.camper)
    one = query_count(client, PATH)
    for _ in range(8):
        make_cohort().memberships.create(user=cast.camper, role="camper")
    assert query_count(client, PATH) == one
