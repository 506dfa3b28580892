"""The days off: Korea's public holidays are offered, others are typed."""

from datetime import date

import pytest
from django.urls import reverse

from journal.models.cohorts import Cohort
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("opening.holidays", args=["ai-tech"])  # 2021-08-02 to 2021-12-20
LIBERATION, CHUSEOK = "2021-08-16", "2021-09-21"


def kept(cast) -> dict:
    return {holiday.on.isoformat(): holiday.name for holiday in cast.cohort.holidays.all()}


def test_public_holidays_on_study_weekdays_are_offered_and_chosen_at_first(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    client = browser(cast.organiser)
    page = client.get(PATH)
    offered = {each.on.isoformat() for each in page.context["offered"]}
    assert {LIBERATION, "2021-09-20", CHUSEOK, "2021-09-22"} <= offered
    assert "2021-08-15" not in offered  # a Sunday
    assert "Tue, Sep 21, 2021 · 추석" in words(page)
    assert set(page.context["form"]["days"].value()) == offered
    answer = client.post(PATH, {"days": [LIBERATION, CHUSEOK], "others": "2021-08-13 창립기념일\r\n9/24\t연휴\r\n\r\n"})
    assert answer.url == reverse("cohorts.template", args=["ai-tech"])  # the next step
    assert kept(cast).keys() == {LIBERATION, CHUSEOK, "2021-08-13", "2021-09-24"}
    assert kept(cast)["2021-08-13"] == "창립기념일" and kept(cast)["2021-09-24"] == "연휴"


def test_saving_again_changes_nothing_and_what_is_not_chosen_any_more_goes(cast):
    client = browser(cast.organiser)
    client.post(PATH, {"days": [LIBERATION], "others": "2021-08-13 Founding day"})
    rows = list(cast.cohort.holidays.values())
    form = client.get(PATH).context["form"]
    assert set(form["days"].value()) == {LIBERATION, "2021-08-13"}
    answer = client.post(PATH, {"days": form["days"].value(), "others": ""}, follow=True)
    assert answer.redirect_chain == [(PATH, 302)] and "The holidays are saved." in words(answer)
    assert list(cast.cohort.holidays.values()) == rows
    client.post(PATH, {"days": [], "others": "2021-08-16 Another name"})
    assert kept(cast) == {LIBERATION: "Another name"}
    client.post(PATH, {})
    assert kept(cast) == {}


def test_a_holiday_is_no_study_day_on_the_next_page(cast):
    client = browser(cast.organiser)
    day = cast.cohort.calendar.date_of(4)
    assert day == date(2021, 8, 5)
    client.post(PATH, {"others": "2021-08-04 Off"})
    assert Cohort.objects.get(pk=cast.cohort.pk).calendar.date_of(4) == date(2021, 8, 6)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"others": "sometime"}, "“sometime” does not begin with a day like 2021-08-13."),
        ({"others": "2021-02-30 x"}, "does not begin with a day"),
        ({"others": "4 x"}, "does not begin with a day"),
        ({"others": "2022-08-13 x"}, "this day is not in the cohort's time."),
        ({"others": "a\x00b"}, "invisible character (NUL)"),
        ({"others": "x" * 10_001}, "This is too long"),
        ({"days": ["2021-08-17"]}, "One of these days is not offered any more."),
        ({"days": ["x"]}, "One of these days is not offered any more."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast, sent, sentence):
    answer = browser(cast.organiser).post(PATH, {"days": [LIBERATION]} | sent)
    assert answer.status_code == 200 and sentence in words(answer).replace("2026-08-14", "2021-08-13")
    assert answer.context["form"]["others"].value() == sent.get("others")
    assert kept(cast) == {}


def test_a_cohort_without_public_holidays_says_so(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(first_on="2021-11-01", last_on="2021-11-30")
    assert "No public holiday falls on a study day." in words(browser(cast.organiser).get(PATH))


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).get(PATH).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    few = query_count(client, PATH)
    client.post(PATH, {"others": "\n".join(f"2021-10-{n:02d} x" for n in range(1, 31))})
    assert query_count(client, PATH) == few < 7
