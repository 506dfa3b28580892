"""The editor's form by itself: what it takes, what it fills in, what it gives back."""

from datetime import date

import pytest
from django.utils import translation

from journal.actions.posts import PostText, save_post
from journal.forms.posts import MAX_TITLE, PostForm
from journal.models.cohorts import Cohort, Holiday
from tests.factories import make_cohort, make_member, make_post


@pytest.fixture
def cohort(db):
    return make_cohort()


def form(cohort, publish=True, **data):
    return PostForm({"title": "T", "body": "B", **data}, cohort=cohort, publish=publish)


def test_cleaned_form_is_a_post_text(cohort):
    sent = form(cohort, study_on="2021-08-05", topics="b, a", visibility="team")
    assert sent.is_valid()
    assert sent.text == PostText("T", "B", date(2021, 8, 5), "team", ["b", "a"])


@pytest.mark.parametrize(
    "study_on", ["2021-08-07", "2021-08-16", "2021-08-01", "2022-08-05", "5. August", "0001-01-01", "2021-02-30"]
)
def test_day_that_the_cohort_does_not_study_is_refused(cohort, study_on):
    Holiday.objects.create(cohort=cohort, on=date(2021, 8, 16), name="Substitute holiday")
    sent = form(Cohort.objects.get(pk=cohort.pk), study_on=study_on)
    assert list(sent.errors) == ["study_on"]


@pytest.mark.parametrize(
    ("title", "body", "study_on", "expected"),
    [
        ("", "# First *heading*\n\n# Second", "", "First heading"),
        ("", "Words\n\n# Later heading", "", "Later heading"),
        ("", "## 학습 내용\n\n# Later", "2021-08-05", "Day 4"),
        ("", "Words", "2021-08-05", "Day 4"),
        ("", "Words", "", "Note"),
        ("", "# " + "가" * 300, "", "가" * MAX_TITLE),
        ("", "#\n\nWords", "", "Note"),
        ("Typed", "# Heading", "", "Typed"),
        ("Only a title", "", "", "Only a title"),
    ],
)
def test_title_of_a_published_post(cohort, title, body, study_on, expected):
    with translation.override("en"):
        sent = form(cohort, title=title, body=body, study_on=study_on)
        assert sent.is_valid() and sent.text.title == expected


def test_draft_may_be_empty_and_keeps_its_missing_title(cohort):
    sent = form(cohort, publish=False, title="", body="# Heading")
    assert sent.is_valid() and sent.text.title == ""
    assert form(cohort, publish=False, title="", body="").is_valid()


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u3000"])
def test_nothing_cannot_be_published(cohort, blank):
    sent = form(cohort, title="", body=blank)
    assert not sent.is_valid()
    assert list(sent.errors) == ["body"]


def test_every_wrong_field_says_so_at_once(cohort):
    sent = form(cohort, title="x" * 201, body="\x00", study_on="x", topics="x" * 51, visibility="x")
    assert set(sent.errors) == {"title", "body", "study_on", "topics", "visibility"}


def test_visibility_is_the_cohorts_where_none_is_chosen(cohort):
    cohort.default_visibility = "mentors"
    sent = form(cohort)
    assert sent.is_valid() and sent.text.visibility == "mentors"


def test_key_of_a_form_without_one_is_its_content_and_its_writer(cohort):
    camper, other = make_member(cohort), make_member(cohort)
    sent = [
        form(cohort),
        form(cohort),
        form(cohort, body="C"),
        form(cohort, visibility="team"),
        form(cohort, topics="a"),
    ]
    assert all(each.is_valid() for each in sent)
    keys = [each.key_for(camper) for each in sent]
    assert keys[0] == keys[1]
    assert len({*keys, sent[0].key_for(other)}) == 5


def test_days_to_choose_from_stand_newest_first_from_today_and_hold_no_holiday(cohort):
    Holiday.objects.create(cohort=cohort, on=date(2021, 8, 3))
    page = str(PostForm(cohort=Cohort.objects.get(pk=cohort.pk))["study_on"])
    assert page.index('value="2021-08-05"') < page.index('value="2021-08-04"') < page.index('value="2021-08-02"')
    assert 'value="2021-08-03"' not in page and 'value="2021-08-07"' not in page
    assert page.count("<option") == len(Cohort.objects.get(pk=cohort.pk).calendar.days) + 1


def test_chosen_day_is_selected_again(cohort):
    page = str(form(cohort, study_on="2021-08-05")["study_on"])
    assert 'value="2021-08-05" selected' in page


def test_form_of_a_post_shows_the_edit_that_waits(cohort):
    camper = make_member(cohort)
    post = make_post(camper, cohort, title="Out", day=4, topics=["a", "b"])
    assert PostForm.initial_of(post)["topics"] == "a, b"
    waiting = PostText("In", "Draft", None, "team", ["c"])
    save_post(post=post, editor=camper, text=waiting, version=1, publish=False)
    post = type(post).objects.get(pk=post.pk)
    initial = PostForm.initial_of(post)
    shown = {name: initial[name] for name in ("title", "body", "study_on", "visibility", "topics", "version")}
    assert shown == {
        "title": "In", "body": "Draft", "study_on": None, "visibility": "team", "topics": "c", "version": 2,
    }  # fmt: skip


def test_form_at_a_newer_version_keeps_what_was_typed(cohort):
    post = make_post(make_member(cohort), cohort)
    post.version = 7
    sent = form(cohort, body="Mine", version="1").at_version(post)
    assert (sent["version"].value(), sent["body"].value()) == (7, "Mine")
