"""What the last journal left open is brought into the next by a button, and nothing typed is lost on the way."""

import re

import pytest
from django.urls import reverse

from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import browser, query_count

PATH = reverse("posts.new")
LAST = "## 과제\n\n- [ ] 끝까지 읽기\n- [x] 제출\n"
BUTTON = 'name="continue"'


@pytest.fixture
def camper(cast):
    """Sol, whose Day 3 has an open box."""
    make_post(cast.camper, cast.cohort, day=3, body=LAST)
    return cast.camper


def press(client, path=PATH, **fields):
    return client.post(path, {"title": "", "body": "", "study_on": "2021-08-05", "continue": "1", **fields})


def text_of(answer) -> str:
    return answer.context["form"]["body"].value()


def test_button_stands_behind_save_draft_and_says_how_many(camper):
    page = browser(camper).get(f"{PATH}?day=4").content.decode()
    assert page.index('name="save_draft"') < page.index(BUTTON) < page.index('name="publish"')
    assert re.search(r'name="continue"[^>]*>Carry over <span class="figures">1<', page)


def test_it_is_shown_only_where_there_is_something_to_carry(cast, camper):
    client = browser(camper)
    for path in (PATH, f"{PATH}?day=3", f"{PATH}?day=2"):  # a free note, the day itself, a day before
        assert BUTTON not in client.get(path).content.decode(), path
    assert BUTTON not in browser(cast.team_mate).get(f"{PATH}?day=4").content.decode()
    draft = make_post(camper, cast.cohort, day=5, publish=False)
    assert BUTTON in client.get(reverse("posts.edit", args=[draft.pk])).content.decode()
    done = make_post(camper, cast.cohort, day=6)
    assert BUTTON not in client.get(reverse("posts.edit", args=[done.pk])).content.decode()


def test_items_are_added_to_what_was_typed_and_nothing_is_saved(camper):
    typed = {"title": "오늘", "body": "## 과제\n\n쓰던 글", "topics": "Python", "visibility": "team"}
    answer = press(browser(camper), **typed)
    assert answer.status_code == 200
    assert text_of(answer) == "## 과제\n\n쓰던 글\n\n- [ ] 끝까지 읽기"
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("title", "topics", "visibility")} == {
        name: typed[name] for name in ("title", "topics", "visibility")
    }
    assert BUTTON not in answer.content.decode()
    assert Post.objects.filter(author=camper).count() == 1
    assert text_of(press(browser(camper), body=text_of(answer))) == text_of(answer)


def test_it_keeps_the_form_s_key_and_version_so_that_the_same_post_is_saved(cast, camper):
    client = browser(camper)
    key = client.get(f"{PATH}?day=4").context["form"]["key"].value()
    assert press(client, key=key).context["form"]["key"].value() == str(key)
    draft = make_post(camper, cast.cohort, day=5, body="Half", publish=False)
    edit = reverse("posts.edit", args=[draft.pk])
    answer = press(client, edit, version=draft.version, body="More", study_on="2021-08-06")
    assert text_of(answer).startswith("More\n\n## 과제\n\n- [ ] 끝까지")
    assert answer.context["form"]["version"].value() == str(draft.version)
    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("Half", 1)


def test_the_script_gets_the_text_alone(camper):
    answer = browser(camper).post(
        PATH, {"body": "<b>", "study_on": "2021-08-05", "continue": "1"}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().strip().startswith("<textarea")
    assert "&lt;b&gt;\n\n## 과제\n\n- [ ] 끝까지 읽기" in answer.content.decode()


@pytest.mark.parametrize("fields", [{"body": "a\x00b"}, {"body": "가" * 100_001}, {"study_on": "yesterday"}])
def test_a_form_that_cannot_be_read_comes_back_as_it_was(camper, fields):
    answer = press(browser(camper), **fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert text_of(answer) == fields.get("body", "")


def test_the_last_journal_is_ones_own_of_this_cohort_with_the_edit_that_waits(cast, camper):
    make_post(cast.team_mate, cast.cohort, day=3, body="- [ ] theirs")
    other = make_cohort()
    camper.memberships.create(cohort=other)
    make_post(camper, other, day=3, body="- [ ] elsewhere")
    client = browser(camper)
    fields = {"title": "T", "body": "- [ ] 새로 남은 것", "study_on": "2021-08-04", "save_draft": "1"}
    mine = Post.objects.get(author=camper, cohort=cast.cohort)
    client.post(reverse("posts.edit", args=[mine.pk]), {**fields, "version": mine.version})
    assert text_of(press(client, f"{PATH}?cohort={cast.cohort.slug}")) == "- [ ] 새로 남은 것\n"
    client.post(reverse("posts.delete", args=[mine.pk]))
    assert text_of(press(client, f"{PATH}?cohort={cast.cohort.slug}")) == ""


def test_only_who_writes_here_may_ask(cast):
    for role in ("mentor", "organiser", "withdrawn"):
        assert press(browser(cast.people[role])).status_code == 403
    foreign = reverse("posts.edit", args=[cast.posts["draft"].pk])
    assert press(browser(cast.team_mate), foreign).status_code == 404


def test_costs_one_query_however_much_there_is(cast):
    camper = make_member(cast.cohort)
    client, path = browser(camper), f"{PATH}?day=9"
    make_post(camper, cast.cohort, day=1, body=LAST)
    one = query_count(client, path)
    for day in range(2, 9):
        make_post(camper, cast.cohort, day=day, body=LAST * 30)
    assert query_count(client, path) == one
