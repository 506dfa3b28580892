"""The page of jobs: a job that fails, or a worker that is silent, is said to organisers and staff."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from journal.actions.jobs import enqueue, note_failure, note_success
from journal.models.jobs import JobRecord
from journal.models.mail import Delivery
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("jobs.index")
SECRET = "zq words of somebody's post"


def beat(*, ago: int) -> None:
    """Let a worker have been heard of so many seconds ago."""
    with connection.cursor() as cursor:
        moment = timezone.now() - timedelta(seconds=ago)
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [moment])


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_who_runs_a_cohort_sees_every_job(cast, role):
    page = words(browser(cast.people[role]).get(PATH))
    ours = [task.func.words for task in app.tasks.values() if hasattr(task.func, "words")]
    assert len(ours) > 5
    assert [line for line in map(str, ours) if line not in page] == []


def test_the_others_are_refused_in_words(cast):
    for role in ("author", "mentor", "stranger", "withdrawn"):
        answer = browser(cast.people[role]).get(PATH)
        assert (answer.status_code, "for organisers and its staff" in answer.content.decode()) == (403, True)
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert statuses(browser(cast.organiser), PATH, "post", "put", "delete") == {405}


def test_a_silent_worker_is_said_loudly(cast):
    assert "No worker is running. None was ever seen." in words(browser(cast.organiser).get(PATH))
    beat(ago=2 * 3600)
    page = words(browser(cast.organiser).get(PATH))
    assert "No worker is running. One was last seen 2 hours ago." in page
    assert "manage.py serve" in page


def test_a_worker_that_lives_is_said_quietly(cast):
    beat(ago=3)
    page = words(browser(cast.organiser).get(PATH))
    assert "The worker is alive" in page
    assert "No worker" not in page


def test_jobs_that_are_late_are_counted(cast):
    beat(ago=3)
    enqueue("empty_trash", at=timezone.now() - timedelta(minutes=6))
    page = words(browser(cast.organiser).get(PATH))
    assert "1 job is more than five minutes late." in page
    assert "1 waits" in page


def test_a_job_says_its_last_and_its_next_run(cast):
    note_success(name="empty_trash")
    JobRecord.objects.update(ended_at=timezone.now() - timedelta(hours=3))
    page = words(browser(cast.organiser).get(PATH))
    assert "30 days Last run 3 hours ago · next in " in page
    assert "Brings back jobs whose worker was killed Has not run yet · next in 1 minute" in page


def test_a_failure_is_told_in_words_that_are_nobody_s(cast):
    note_failure(name="empty_trash", error=ValueError(SECRET))
    answer = browser(cast.organiser).get(PATH)
    page = words(answer)
    assert "The last run failed. Something went wrong in Haru; its log says more. (ValueError)" in page
    assert page.index("The last run failed.") < page.index("Brings back jobs")  # what failed stands first
    assert SECRET not in answer.content.decode()
    note_success(name="empty_trash")
    page = words(browser(cast.organiser).get(PATH))
    assert "The last run failed." not in page
    assert "Last error 1 minute ago: Something went wrong in Haru" in page


def test_what_jobs_were_given_is_not_shown(cast):
    enqueue("empty_trash", words=SECRET)
    assert SECRET not in browser(cast.organiser).get(PATH).content.decode()


def fail(cast, recipient="author", state="refused", error="550 5.1.1 <minji@test.example> no such user", **columns):
    """Leave a mail that failed."""
    columns.setdefault("cohort", cast.cohort)
    return Delivery.objects.create(recipient=cast.people[recipient], state=state, error=error, tries=1, **columns)


def test_mails_that_did_not_arrive_are_said_without_addresses(cast):
    fail(cast, due_at=timezone.now() - timedelta(hours=3))
    fail(cast, "camper", "given_up", f"ValueError: {SECRET}")
    fail(cast, state="sending", error="451 later", due_at=timezone.now() + timedelta(minutes=5))
    for role in ("organiser", "staff"):
        answer = browser(cast.people[role]).get(PATH)
        page = words(answer)
        assert "In the last 30 days 2 mails were refused by a mail server or given up" in page
        assert "To Minji (ai-tech) · refused · 3 hours ago 550 5.1.1 … no such user" in page
        assert "To Sol (ai-tech) · given up · 1 minute ago ValueError" in page
        assert "1 mail failed and is tried again, next in 5 minutes." in page
        assert SECRET not in page and "minji@test.example" not in page


def test_an_organiser_sees_the_mails_of_their_own_cohorts(cast):
    fail(cast, "stranger", cohort=cast.other, state="given_up")
    fail(cast, "stranger", cohort=cast.other, state="sending")
    assert "Mails that did not arrive" not in words(browser(cast.organiser).get(PATH))
    assert "To Jiho (web-dev)" in words(browser(cast.staff).get(PATH))


def test_mails_that_went_out_are_no_trouble(cast):
    for state in ("sent", "dropped", "waiting"):
        Delivery.objects.create(recipient=cast.author, cohort=cast.cohort, state=state)
    assert "Mails that did not arrive" not in words(browser(cast.organiser).get(PATH))


def test_the_menu_leads_there_for_whom_it_opens(cast):
    for role, leads in {"organiser": True, "staff": True, "mentor": False, "author": False}.items():
        assert (f'href="{PATH}"' in browser(cast.people[role]).get("/").content.decode()) is leads, role


def test_its_cost_is_the_same_for_one_job_and_for_many(cast):
    client = browser(cast.organiser)
    enqueue("empty_trash")
    fail(cast)
    one = query_count(client, PATH)
    for number in range(30):
        fail(cast)
        enqueue("empty_trash", number=number)
        note_success(name=f"job {number}")
    assert query_count(client, PATH) == one <= 11
