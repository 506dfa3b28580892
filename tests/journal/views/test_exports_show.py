"""How far an export is: words, a bar, and where it is downloaded when it is ready."""

from django.urls import reverse

from journal.actions.exports import ask_for_export
from journal.models.exports import Export
from tests.guards import query_budget
from tests.jobs import run_jobs
from tests.journal.views.browsing import asks_to_sign_in, browser, links, statuses, words


def test_it_says_how_far_it_is_without_javascript_too(cast):
    client = browser(cast.organiser)
    export = ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind="files")
    path = reverse("exports.show", args=["ai-tech", export.key])
    page = client.get(path)
    assert "It begins as soon as the worker has time for it." in words(page) and path in links(page)
    assert 'hx-trigger="load' in page.content.decode()
    Export.objects.update(done=2, total=4)
    with query_budget(5):
        assert "2 of 4 posts are in it." in words(client.get(path))
    run_jobs("make_export")
    page = client.get(path)
    assert "It is ready" in words(page) and "4 posts" in words(page) and 'hx-trigger="load' not in page.content.decode()
    assert reverse("exports.download", args=["ai-tech", export.key]) in links(page)
    Export.objects.update(state="failed")
    assert "It could not be made" in words(client.get(path))


def test_it_is_known_to_nobody_but_who_asked(cast):
    export = ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind="files")
    path = reverse("exports.show", args=["ai-tech", export.key])
    assert asks_to_sign_in(browser().get(path), path)
    for person, status in ((cast.staff, 404), (cast.stranger, 404), (cast.author, 403)):
        assert browser(person).get(path).status_code == status
    assert browser(cast.organiser).get(path.replace("ai-tech", "web-dev")).status_code == 404
    assert statuses(browser(cast.organiser), path, "post", "put", "delete", "patch") == {405}
