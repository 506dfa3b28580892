"""What becomes of jobs: failures in words' stead, workers that die, and upkeep that takes turns."""

import smtplib
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Session
from journal import tasks
from journal.actions import jobs
from journal.actions.jobs import MOST_ATTEMPTS, bring_back_stalled, enqueue, forget_old_jobs, forget_worker
from journal.actions.topic_names import rename_topic
from journal.models.jobs import JobRecord
from journal.models.search import SearchEntry
from journal.text.search_documents import ANALYSER_VERSION
from tests.factories import make_cohort, make_member, make_post
from tests.jobs import run_jobs, waiting_jobs

pytestmark = pytest.mark.django_db


def sample(action, **how):
    """Make a job called `sample` for the length of a `with`."""
    return _Sample(action, how)


class _Sample:
    def __init__(self, action, how):
        self.action, self.how = action, how

    def __enter__(self):
        tasks.job("sample", self.action, "A sample", **self.how)

    def __exit__(self, *_exception):
        del app.tasks["sample"]
        app.periodic_registry.periodic_tasks.pop(("sample", ""), None)


def work_on(pk: int, *, worker: bool, silent: int = 0) -> int:
    """Let a worker that was last heard of `silent` seconds ago have a job; return its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - timedelta(seconds=silent)],
        )
        number = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [number if worker else None, pk],
        )
    return number


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (DatabaseError("words"), "database"),
        (smtplib.SMTPServerDisconnected("words"), "mail"),
        (ConnectionRefusedError("words"), "network"),
        (TimeoutError("words"), "network"),
        (FileNotFoundError("words"), "disk"),
        (ValueError("words of somebody's post"), "fault"),
    ],
)
def test_a_failure_is_noted_without_its_words(error, trouble):
    def fail():
        raise error

    with sample(fail):
        enqueue("sample")
        with pytest.raises(type(error)):
            run_jobs()
    record = JobRecord.objects.get(name="sample")
    assert (record.trouble, record.error) == (trouble, type(error).__name__)
    assert record.failed_at == record.ended_at
    assert "words" not in str(JobRecord.objects.values())


def test_a_success_after_a_failure_keeps_when_it_failed():
    fails = [True]

    def sometimes():
        if fails:
            raise ValueError

    with sample(sometimes):
        enqueue("sample")
        with pytest.raises(ValueError):
            run_jobs()
        fails.clear()
        run_jobs()
    record = JobRecord.objects.get(name="sample")
    assert record.failed_at < record.ended_at


def test_a_killed_worker_s_job_comes_back():
    job = enqueue("empty_trash")
    work_on(job, worker=True, silent=jobs.SILENT + 1)
    assert bring_back_stalled() == 1
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    assert JobRecord.objects.get(name="empty_trash").trouble == "killed"


def test_a_job_of_a_worker_that_is_gone_from_the_list_comes_back():
    job = enqueue("empty_trash")
    work_on(job, worker=False)
    assert bring_back_stalled() == 1
    assert waiting_jobs("empty_trash") == [{}]


def test_a_living_worker_keeps_its_job():
    job = enqueue("empty_trash")
    work_on(job, worker=True, silent=jobs.SILENT - 5)
    assert bring_back_stalled() == 0
    assert ProcrastinateJob.objects.get(pk=job).status == "doing"


def test_a_worker_known_to_be_dead_gives_its_jobs_back_at_once():
    job, other = enqueue("empty_trash"), enqueue("clean_uploads")
    worker = work_on(job, worker=True)
    work_on(other, worker=True)
    assert forget_worker(worker=worker) == 1
    assert [ProcrastinateJob.objects.get(pk=pk).status for pk in (job, other)] == ["todo", "doing"]


def test_a_job_that_no_worker_survives_is_given_up():
    job = enqueue("empty_trash")
    work_on(job, worker=False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [MOST_ATTEMPTS])
    bring_back_stalled()
    assert ProcrastinateJob.objects.get(pk=job).status == "failed"


def test_a_stalled_job_leaves_its_place_to_the_one_that_waits_there():
    job = enqueue("empty_trash", once="place")
    work_on(job, worker=False)
    other = enqueue("empty_trash", once="place")
    bring_back_stalled()
    states = dict(ProcrastinateJob.objects.values_list("pk", "status"))
    assert states == {job: "aborted", other: "todo"}


def test_finished_jobs_are_forgotten_in_their_time():
    old, failed, fresh, waiting = (enqueue("empty_trash") for _ in range(4))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)", [[old, fresh]])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [failed])
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '25 hours' WHERE job_id != %s", [fresh])
    assert forget_old_jobs() == 1
    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == {failed, fresh, waiting}


def test_every_scheduled_job_can_be_done():
    """Each of them, on nothing at all: an action that has moved or asks for more would fail here."""
    for task in {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()}:
        app.tasks[task].func(timestamp=1)
    assert not JobRecord.objects.exclude(failed_at=None).exists()


def test_every_job_says_what_it_does():
    ours = [name for name in app.tasks if "procrastinate" not in name]
    assert ours
    assert [name for name in ours if not str(app.tasks[name].func.words)] == []


def test_a_renamed_topic_is_found_by_its_new_name_after_a_job():
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, title="첫 글", body="## 학습 내용\n\n### Pyhton\n")
    rename_topic(topic=post.topics.get(), name="Python", actor=camper)
    rename_topic(topic=post.topics.get(), name="Python 3", actor=camper)
    assert SearchEntry.objects.get(post=post).version == 0
    assert run_jobs("reindex_search") == ["reindex_search"]
    assert SearchEntry.objects.get(post=post).version == ANALYSER_VERSION


def test_a_long_job_makes_room_and_goes_on_later(monkeypatch):
    cohort = make_cohort()
    camper = make_member(cohort)
    for number in range(3):
        make_post(camper, cohort, title=f"글 {number}", body="본문")
    SearchEntry.objects.update(version=0)
    monkeypatch.setattr(jobs.time, "monotonic", iter(range(0, 10_000, 15)).__next__)  # each look is 15 s later
    enqueue("reindex_search", once="reindex_search")
    assert run_jobs("reindex_search") == ["reindex_search", "reindex_search"]
    assert not SearchEntry.objects.filter(version=0).exists()


def test_sessions_that_have_run_out_are_forgotten():
    now = timezone.now()
    for key, moment in (("old", now - timedelta(days=1)), ("new", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=moment)
    enqueue("clear_sessions")
    run_jobs()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_a_failure_is_tried_again_later_and_later_but_not_for_ever():
    patience = tasks.Patience()
    jobs_seen = [type("Job", (), {"attempts": n}) for n in range(10)]
    moments = [patience.get_retry_decision(exception=ValueError(), job=job) for job in jobs_seen]
    assert moments[9] is None
    assert [m.retry_at for m in moments[:9]] == sorted(m.retry_at for m in moments[:9])
