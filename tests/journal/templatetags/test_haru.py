"""Moments in words, by the reader's language, time zone and year."""

from datetime import UTC, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from journal.templatetags.haru import time_words, with_time_words

SEOUL, NEPAL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")


def said(moment: datetime, now: datetime, zone=SEOUL, language: str = "ko") -> str:
    with mock.patch("django.utils.timezone.now", return_value=now), timezone.override(zone):
        with translation.override(language):
            return time_words(moment)


def test_a_moment_is_of_the_readers_day_whoever_asked_before():
    moment, now = datetime(2026, 8, 4, 16, 0, tzinfo=UTC), datetime(2026, 8, 20, tzinfo=UTC)
    for _turn in range(2):
        assert said(moment, now, SEOUL) == "8월 5일"
        assert said(moment, now, NEW_YORK) == "8월 4일"
        assert said(moment, now, NEW_YORK, "en") == "Aug 4"


@pytest.mark.parametrize(
    ("zone", "now", "words"),
    [
        (SEOUL, datetime(2026, 12, 31, 14, 59, tzinfo=UTC), "8월 5일"),
        (SEOUL, datetime(2026, 12, 31, 15, 0, tzinfo=UTC), "2026년 8월 5일"),
        (NEPAL, datetime(2026, 12, 31, 18, 14, tzinfo=UTC), "8월 4일"),
        (NEPAL, datetime(2026, 12, 31, 18, 15, tzinfo=UTC), "2026년 8월 4일"),
    ],
)
def test_its_year_is_said_from_the_readers_new_year_on(zone, now, words):
    assert said(datetime(2026, 8, 4, 16, 0, tzinfo=UTC), now, zone) == words


def test_what_was_today_is_said_by_its_age_and_then_by_its_day():
    moment = datetime(2026, 8, 4, 3, 0, tzinfo=UTC)
    assert said(moment, moment + timedelta(minutes=3)) == "3분 전"
    assert said(moment, moment + timedelta(hours=20)) == "20시간 전"
    assert said(moment, moment + timedelta(hours=24)) == "8월 4일"


def test_rows_with_their_ages_are_one_thing_that_changes_with_each():
    row = mock.Mock(published_at=datetime(2026, 8, 4, 3, 0, tzinfo=UTC))
    with mock.patch("django.utils.timezone.now", return_value=datetime(2026, 8, 4, 3, 5, tzinfo=UTC)):
        with translation.override("ko"):
            assert with_time_words([row]) == ((row, "5분 전"),)


def test_the_way_to_a_page_is_a_list_with_a_name():
    source = """{% crumbs %}<a href="/c/x/">{{ name }}</a>
      {% if name %}<a href="/c/x/topics/">Topics</a>{% endif %}<span aria-current="page">AI Math</span>{% endcrumbs %}"""
    html = Template(source).render(Context({"name": "<b>Tech</b>"}))
    assert '<nav class="crumbs" aria-label="' in html and html.count("<li>") == 3
    assert '<li><a href="/c/x/">&lt;b&gt;Tech&lt;/b&gt;</a></li>' in html
    assert '<li><span aria-current="page">AI Math</span></li></ol>' in html
    assert Template("{% crumbs %}{% if no %}<a href='/'>x</a>{% endif %}{% endcrumbs %}").render(Context()) == ""
