"""`manage.py demo`, started again: what an older Haru wrote is found by a newer one's search."""

import io

import pytest

from journal.management.commands.demo import Command
from journal.models.search import SearchEntry
from journal.transfer import demo
from tests.factories import make_cohort, make_member, make_post

pytestmark = pytest.mark.django_db


def test_a_second_start_reads_for_search_what_it_does_not_know(monkeypatch):
    cohort = make_cohort()
    camper = make_member(cohort)
    post = make_post(camper, cohort, title="역전파", body="손실함수를 미분했다.")
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(demo, "is_loaded", lambda: True)
    out = io.StringIO()
    Command(stdout=out)._load(reset=False)
    assert "Reading for search: 1/1" in out.getvalue()
    assert SearchEntry.objects.get().post_id == post.pk
    out = io.StringIO()
    Command(stdout=out)._load(reset=False)
    assert out.getvalue() == ""
