"""What of a cohort can be taken along, by whoever runs it."""

from django.urls import reverse

from journal.actions.exports import ask_for_export
from journal.models.exports import Export
from tests.jobs import run_jobs
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("exports.index", args=["ai-tech"])


def test_a_press_leaves_it_to_the_worker_and_a_second_one_gives_the_same(cast):
    client = browser(cast.organiser)
    assert "Each published post as a Markdown file" in words(client.get(PATH))
    first, second = (client.post(PATH, {"kind": "files"}) for _press in range(2))
    assert first.url == second.url == reverse("exports.show", args=["ai-tech", Export.objects.get().key])
    assert first.url in links(client.get(PATH)) and "on its way" in words(client.get(PATH))
    assert client.post(PATH, {"kind": "nonsense"}).status_code == 200 and Export.objects.count() == 1


def test_it_is_for_who_runs_the_cohort_also_when_it_is_over_and_lists_ones_own(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    for person, status in ((cast.stranger, 404), (cast.author, 403), (cast.mentor, 403), (cast.withdrawn, 404)):
        client = browser(person)
        assert client.get(PATH).status_code == client.post(PATH, {"kind": "files"}).status_code == status
    cast.cohort.state = "archived"
    cast.cohort.save()
    browser(cast.staff).post(PATH, {"kind": "files"})
    run_jobs("make_export")
    assert "What you asked for" in words(browser(cast.staff).get(PATH))
    assert "What you asked for" not in words(browser(cast.organiser).get(PATH))
    assert statuses(browser(cast.organiser), PATH, "put", "delete", "patch") == {405}
    assert PATH in links(browser(cast.organiser).get(reverse("transfers.export")))


def test_the_page_costs_the_same_for_one_and_for_many(cast):
    client = browser(cast.organiser)
    ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind="files")
    one = query_count(client, PATH)
    for _each in range(30):
        Export.objects.create(cohort=cast.cohort, owner=cast.organiser, kind="files", state="done")
    assert query_count(client, PATH) == one <= 6
