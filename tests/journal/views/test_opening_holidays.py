"""The days off: Korea's public holidays are offered, others are typed."""

from datetime import date

import pytest
from django.urls import reverse

from journal.models.cohorts import Cohort
from tests.guards import query_budget
from tests.journal.views.browsing import apply_seen, asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_events, many_lectures

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
    answer = apply_seen(
        client, PATH, {"days": [LIBERATION, CHUSEOK], "others": "2021-08-13 창립기념일\r\n9/24\t연휴\r\n\r\n"}
    )
    assert answer.url == reverse("cohorts.template", args=["ai-tech"])  # the next step
    assert kept(cast).keys() == {LIBERATION, CHUSEOK, "2021-08-13", "2021-09-24"}
    assert kept(cast)["2021-08-13"] == "창립기념일" and kept(cast)["2021-09-24"] == "연휴"


def test_saving_again_changes_nothing_and_what_is_not_chosen_any_more_goes(cast):
    client = browser(cast.organiser)
    apply_seen(client, PATH, {"days": [LIBERATION], "others": "2021-08-13 Founding day"})
    rows = list(cast.cohort.holidays.values())
    form = client.get(PATH).context["form"]
    assert set(form["days"].value()) == {LIBERATION, "2021-08-13"}
    answer = client.post(PATH, {"days": form["days"].value(), "others": ""}, follow=True)
    assert answer.redirect_chain == [(PATH, 302)] and "The holidays are saved." in words(answer)
    assert list(cast.cohort.holidays.values()) == rows
    apply_seen(client, PATH, {"days": [], "others": "2021-08-16 Another name"})
    assert kept(cast) == {LIBERATION: "Another name"}
    apply_seen(client, PATH, {})
    assert kept(cast) == {}


def test_a_holiday_is_no_study_day_on_the_next_page(cast):
    client = browser(cast.organiser)
    day = cast.cohort.calendar.date_of(4)
    assert day == date(2021, 8, 5)
    apply_seen(client, PATH, {"others": "2021-08-04 Off"})
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


def test_what_moves_is_shown_with_what_was_typed_and_applied_by_a_press(cast):
    client, sent = browser(cast.organiser), {"days": [LIBERATION], "others": "2021-08-03 <b>쉬는 날</b>"}
    answer = client.post(PATH, sent)
    page = words(answer)
    for said in (
        "Study days: 101 → 99", "4 posts show another Day N. They keep their dates.",
        "1 post stands on a day that is no study day any more.", "Day 2 → no study day", "Day 5 → Day 4",
    ):  # fmt: skip
        assert said in page, said
    form = answer.context["form"]
    assert (form["others"].value(), form["days"].value()) == (sent["others"], [LIBERATION])
    assert kept(cast) == {}
    answer = client.post(PATH, sent | {"seen": answer.context["mark"]}, follow=True)
    assert "The holidays are saved." in words(answer) and len(kept(cast)) == 2
    log = words(client.get(reverse("acts.index", args=["ai-tech"])))
    assert "changed the calendar" in log and "+ 2021-08-03 <b>쉬는 날</b>" in log and "a post that is gone" not in log
    again = client.post(PATH, sent | {"others": "2021-08-03 Another name"})
    assert again.status_code == 302  # moves nothing


def test_what_somebody_else_changed_meanwhile_is_said_and_shown_anew(cast):
    client, sent = browser(cast.organiser), {"others": "2021-08-03 Off"}
    mark = client.post(PATH, sent).context["mark"]
    Cohort.objects.filter(pk=cast.cohort.pk).update(last_on="2021-12-17")
    answer = client.post(PATH, sent | {"seen": mark})
    assert "Somebody else has changed the calendar in the meantime" in words(answer)
    assert "Study days: 100 → 99" in words(answer) and kept(cast) == {}
    other = client.post(PATH, {"others": "2021-08-04 Off", "seen": answer.context["mark"]})  # not what was shown
    assert other.status_code == 200 and "Somebody else" not in words(other) and "Day 3 → no study day" in words(other)
    assert client.post(PATH, sent | {"seen": answer.context["mark"]}).status_code == 302


def test_what_moves_costs_the_same_for_one_day_and_for_many(cast):
    client = browser(cast.organiser)

    def cost(day: str) -> int:
        with query_budget() as seen:
            assert client.post(PATH, {"others": f"{day} Off"}).context["moves"]
        return len(seen)

    one = cost("2021-12-20")
    many_lectures(cast.cohort, 30, study_on="2021-08-06")
    many_events(cast.cohort, 30, "2021-08-06")
    assert cost("2021-08-03") == one <= 14
