"""A cohort's name and dates, changed by who runs it."""

from datetime import date

import pytest
from django.urls import reverse

from journal.models.cohorts import Cohort
from tests.journal.views.browsing import apply_seen, asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.test_opening_new import SENT

PATH = reverse("opening.basics", args=["ai-tech"])


def test_what_is_shown_is_what_is_and_saving_it_changes_nothing(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    client = browser(cast.organiser)
    form = client.get(PATH).context["form"]
    shown = {name: form[name].value() for name in form.fields if name != "seen"}
    assert (shown["slug"], shown["first_on"], shown["study_weekdays"]) == ("ai-tech", date(2021, 8, 2), [1, 2, 3, 4, 5])
    before = Cohort.objects.filter(pk=cast.cohort.pk).values().get()
    answer = client.post(PATH, shown)
    assert answer.url == reverse("opening.holidays", args=["ai-tech"])  # the next step
    assert Cohort.objects.filter(pk=cast.cohort.pk).values().get() == before


def test_a_draft_may_move_and_an_open_cohort_keeps_its_address(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    answer = apply_seen(browser(cast.organiser), PATH, SENT)
    assert answer.url == reverse("opening.holidays", args=["ai-tech-9"])
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="open")
    there = reverse("opening.basics", args=["ai-tech-9"])
    answer = browser(cast.organiser).post(there, SENT | {"slug": "elsewhere", "name": "Other"}, follow=True)
    assert answer.redirect_chain == [(there, 302)] and "Name and dates are saved." in words(answer)
    assert Cohort.objects.filter(slug="ai-tech-9", name="Other", last_on=date(2026, 7, 31)).exists()
    assert "A journal keeps its day when dates change" in words(answer)


def test_an_hour_to_remind_of_journals_is_chosen_and_taken_back(cast):
    client, hours = browser(cast.organiser), Cohort.objects.filter(pk=cast.cohort.pk).values_list("reminder_hour")
    form = client.get(PATH).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert sent["reminder_hour"] == ""
    for typed, kept in (("21", 21), ("0", 0), ("24", 0), ("-1", 0), ("", None)):
        client.post(PATH, sent | {"reminder_hour": typed})
        assert hours.get() == (kept,), typed
    client.post(PATH, sent | {"reminder_hour": "21"})
    assert '<option value="21" selected>21:00' in client.get(PATH).content.decode()


@pytest.mark.parametrize(("changed", "field"), [({"slug": "web-dev"}, "slug"), ({"last_on": "2020-01-01"}, "last_on")])
def test_what_cannot_be_is_refused(cast, changed, field):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    answer = browser(cast.organiser).post(PATH, SENT | changed)
    assert answer.status_code == 200 and list(answer.context["form"].errors) == [field]
    assert Cohort.objects.get(pk=cast.cohort.pk).name == "ai-tech"


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).get(PATH).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    assert query_count(client, PATH) < 6


def test_other_dates_show_what_they_move_and_a_name_moves_nothing(cast):
    client = browser(cast.organiser)
    form = client.get(PATH).context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "seen"}
    assert client.post(PATH, sent | {"name": "Another"}).status_code == 302
    moved = sent | {"name": "Another", "first_on": "2021-08-03", "study_weekdays": [2, 3, 4, 5]}
    answer = client.post(PATH, moved)
    page = words(answer)
    assert "Day 2 → Day 1" in page and "Day 5 → Day 4" in page and "Apply this" in page
    assert answer.context["form"]["study_weekdays"].value() == ["2", "3", "4", "5"]
    assert Cohort.objects.get(pk=cast.cohort.pk).first_on == date(2021, 8, 2)
    assert client.post(PATH, moved | {"seen": answer.context["mark"]}).status_code == 302
    assert Cohort.objects.get(pk=cast.cohort.pk).study_weekdays == [2, 3, 4, 5]
