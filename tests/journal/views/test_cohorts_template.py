"""What everybody's new journal begins with, for the organisers to change."""

import pytest
from django.urls import reverse

from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("cohorts.template", args=["ai-tech"])


def test_organisers_change_it_and_the_next_page_begins_with_it(cast):
    client = browser(cast.organiser)
    assert PATH in links(client.get(reverse("cohorts.show", args=["ai-tech"])))
    answer = client.post(PATH, {"body": "## 학습 내용\r\n\r\n## 회고\r\n"}, follow=True)
    assert "New journals start with this template from now on." in words(answer)
    assert answer.context["form"]["body"].value() == "## 학습 내용\n\n## 회고\n"
    page = browser(cast.camper).get(f"{reverse('posts.new')}?day=9")
    assert page.context["form"]["body"].value() == "## 학습 내용\n\n## 회고\n"
    client.post(PATH, {"body": ""})
    assert browser(cast.camper).get(f"{reverse('posts.new')}?day=9").context["form"]["body"].value() == ""


@pytest.mark.parametrize("body", ["x" * 5_001, "x" * 100_000, "a\x00b"])
def test_what_cannot_be_kept_is_refused_with_the_text(cast, body):
    answer = browser(cast.organiser).post(PATH, {"body": body})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert answer.context["form"]["body"].value() == body
    cast.cohort.refresh_from_db()
    assert cast.cohort.section_template == ""


@pytest.mark.parametrize("role", ["author", "mentor", "on_leave", "graduated"])
def test_members_are_refused_and_see_no_way_there(cast, role):
    client = browser(cast.people[role])
    assert {client.get(PATH).status_code, client.post(PATH, {"body": "x"}).status_code} == {403}
    assert PATH not in links(client.get(reverse("cohorts.show", args=["ai-tech"])))


@pytest.mark.parametrize("role", ["withdrawn", "stranger"])
def test_for_others_it_is_not_there(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_it_is_prepared_before_the_cohort_opens_and_stays_when_it_is_over(cast):
    for state, status in (("draft", 302), ("open", 302), ("ended", 403), ("archived", 403)):
        cast.cohort.state = state
        cast.cohort.save(update_fields=["state"])
        assert browser(cast.organiser).post(PATH, {"body": state}).status_code == status, state
    cast.organiser.memberships.update(state="on_leave")
    assert browser(cast.organiser).post(PATH, {"body": "x"}).status_code == 403


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert statuses(browser(cast.organiser), PATH, "put", "delete", "patch") == {405}
    assert query_count(browser(cast.organiser), PATH) < 8
