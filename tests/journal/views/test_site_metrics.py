"""Numbers for Prometheus: there is no such page without a token, and none for who does not have it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from journal.actions.jobs import enqueue, note_failure, note_success
from journal.models.mail import Delivery
from tests.guards import query_budget
from tests.journal.views.browsing import statuses

PATH = reverse("site.metrics")
TOKEN = "zqT0ken-of-the-monitoring"


@pytest.fixture
def opened(settings):
    settings.METRICS_TOKEN = TOKEN


def ask(token: str = TOKEN):
    return Client().get(PATH, headers={"authorization": f"Bearer {token}"})


def numbers() -> dict[tuple, float]:
    """Return every number by its name and labels, as Prometheus reads them."""
    families = text_string_to_metric_families(ask().content.decode())
    return {(one.name, *sorted(one.labels.values())): one.value for family in families for one in family.samples}


def test_there_is_no_such_page_without_a_token(db, settings):
    settings.METRICS_TOKEN = ""
    assert Client().get(PATH).status_code == 404
    assert ask("").status_code == 404


@pytest.mark.parametrize("given", ["", "zq", TOKEN[:-1], f"{TOKEN}x", TOKEN.lower(), "한글"])
def test_another_token_is_refused(opened, given):
    """No `db` here: nothing is asked for who is refused."""
    answer = Client().get(PATH, headers={"authorization": f"Bearer {given}".encode().decode("latin-1")})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert Client().get(f"{PATH}?token={TOKEN}").status_code == 401


def test_answers_reading_methods_only(opened):
    assert statuses(Client(), PATH, "post", "put", "delete") == {405}


def test_the_queue_mails_jobs_and_connections_are_told(cast, opened):
    enqueue("empty_trash", at=timezone.now() - timedelta(seconds=100))
    note_success(name="recount")
    note_failure(name="deliver_mail", error=None)
    Delivery.objects.create(recipient=cast.people["author"], cohort=cast.cohort, state="given_up")
    found = numbers()
    assert found["haru_jobs", "todo"] >= 1 and found["haru_jobs", "failed"] == 0
    assert found["haru_oldest_job_seconds",] >= 100
    assert found["haru_mails", "given_up"] == 1 and found["haru_mails", "refused"] == 0
    assert timezone.now().timestamp() - found["haru_job_ended_timestamp_seconds", "recount"] < 600
    assert ("haru_job_failed_timestamp_seconds", "deliver_mail") in found
    assert ("haru_job_failed_timestamp_seconds", "recount") not in found
    assert found["haru_database_connections", "active"] >= 1
    assert found["haru_database_connections_max",] > 1


def test_it_costs_seven_queries_and_remembers_nobody(cast, opened):
    with query_budget(7):
        answer = ask()
    assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"
    assert cast.people["author"].email not in answer.content.decode()
