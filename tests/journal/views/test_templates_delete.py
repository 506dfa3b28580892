"""Deleting a template of one's own."""

from django.urls import reverse

from journal.actions.templates import keep_template
from journal.models.templates import SectionTemplate
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def path_of(cast) -> str:
    template = keep_template(owner=cast.author, name="회고만", body="## 회고", is_default=True)
    return reverse("templates.delete", args=[template.pk])


def test_it_is_asked_first_and_gone_after(cast):
    client, path = browser(cast.author), path_of(cast)
    assert "Delete this template? 회고만" in words(client.get(path))
    assert SectionTemplate.objects.exists()
    assert client.post(path).url == reverse("templates.index")
    assert not SectionTemplate.objects.exists()
    assert client.post(path).status_code == 404
    assert client.get(reverse("posts.new")).status_code == 200  # the cohort's is the default again


def test_nobody_else_deletes_it(cast):
    path = path_of(cast)
    for role in ("team_mate", "organiser", "staff"):
        assert browser(cast.people[role]).post(path).status_code == 404
    assert SectionTemplate.objects.exists()


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    path = path_of(cast)
    assert asks_to_sign_in(browser().post(path), path)
    assert statuses(browser(cast.author), path, "put", "patch") == {405}
    assert query_count(browser(cast.author), path) < 8
