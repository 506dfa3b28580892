"""Staff begin a cohort; it is a draft that only its organisers see."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from tests.factories import make_user
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("opening.new")
SENT = {
    "name": "부스트캠프 AI Tech 9기", "slug": "ai-tech-9", "time_zone": "Asia/Seoul", "first_on": "2026-03-02",
    "last_on": "2026-07-31", "study_weekdays": ["1", "2", "3", "4", "5"], "default_visibility": "team", "organisers": "",
}  # fmt: skip


def test_a_cohort_begins_as_a_draft_of_whoever_begins_it(cast):
    answer = browser(cast.staff).post(PATH, SENT)
    assert answer.status_code == 302 and answer.url == reverse("opening.holidays", args=["ai-tech-9"])
    cohort = Cohort.objects.get(slug="ai-tech-9")
    assert (cohort.state, cohort.name, cohort.first_on, cohort.default_visibility) == (
        "draft", SENT["name"], date(2026, 3, 2), "team",
    )  # fmt: skip
    assert cohort.section_template == "## What I learned\n\n## Assignments\n\n## Peer session\n\n## Retrospective\n"
    assert "Step 2 of 6" in words(browser(cast.staff).get(answer.url))
    member = Membership.objects.get(cohort=cohort)
    assert (member.user, member.role, member.state) == (cast.staff, "organiser", "active")
    assert browser(cast.organiser).get(cohort.get_absolute_url()).status_code == 404


def test_organisers_are_named_by_their_addresses(cast):
    sent = {**SENT, "organisers": f"{cast.organiser.email.upper()}\r\n\r\nnew.one@example.org, NEW.one@example.org"}
    browser(cast.staff).post(PATH, sent)
    members = {m.user.email: (m.role, m.state) for m in Membership.objects.filter(cohort__slug="ai-tech-9")}
    assert members == {
        cast.organiser.email: ("organiser", "active"), "new.one@example.org": ("organiser", "invited"),
    }  # fmt: skip
    newcomer = User.objects.get(email="new.one@example.org")
    assert not newcomer.has_usable_password() and "one" not in newcomer.handle[3:]
    assert browser(cast.organiser).get(reverse("opening.show", args=["ai-tech-9"])).status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Please give it a name."),
        ({"name": "x" * 81}, "This is too long: at most 80 characters fit."),
        ({"name": "a\x00b"}, "invisible character (NUL)"),
        ({"slug": ""}, "Please give it an address."),
        ({"slug": "ai tech"}, "joined by single hyphens"),
        ({"slug": "-a-"}, "joined by single hyphens"),
        ({"slug": "기수"}, "joined by single hyphens"),
        ({"slug": "ai-tech"}, "Another cohort has this address already."),
        ({"slug": "AI-Tech"}, "Another cohort has this address already."),
        ({"time_zone": "Seoul"}, "Select a valid choice"),
        ({"first_on": "soon"}, "Please give a day like 2026-03-02."),
        ({"first_on": "1999-12-31"}, "Please give a day like 2026-03-02."),
        ({"first_on": "4"}, "Please give a day like 2026-03-02."),
        ({"last_on": "2026-02-01"}, "The last day comes before the first."),
        ({"last_on": "2030-01-01"}, "A cohort lasts three years at most."),
        ({"study_weekdays": []}, "Choose at least one weekday."),
        ({"study_weekdays": ["8"]}, "Select a valid choice"),
        ({"default_visibility": "all"}, "Select a valid choice"),
        ({"organisers": "nobody"}, "“nobody” is no email address."),
        ({"organisers": " ".join(f"a{n}@x.org" for n in range(21))}, "At most 20 organisers fit here."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(cast, changed, sentence):
    answer = browser(cast.staff).post(PATH, SENT | changed)
    assert answer.status_code == 200 and sentence in words(answer)
    form = answer.context["form"]
    assert list(form.errors) == list(changed)
    assert all(form[name].value() == value for name, value in (SENT | changed).items())
    assert Cohort.objects.count() == 2 and not User.objects.filter(email__startswith="a0").exists()


def test_a_day_may_be_typed_as_koreans_write_it(cast):
    browser(cast.staff).post(PATH, SENT | {"first_on": "2026. 3. 2.", "last_on": "2026년 7월 31일"})
    assert Cohort.objects.get(slug="ai-tech-9").last_on == date(2026, 7, 31)


def test_staff_find_the_way_and_nobody_else(cast):
    assert PATH in browser(make_user(is_staff=True)).get("/").content.decode()
    for person in (cast.organiser, cast.author):
        client = browser(person)
        assert PATH not in client.get("/").content.decode()
        assert {client.get(PATH).status_code, client.post(PATH, SENT).status_code} == {403}
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_only_forms_are_answered_within_a_budget(cast):
    client = browser(cast.staff)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    assert query_count(client, PATH) < 6
