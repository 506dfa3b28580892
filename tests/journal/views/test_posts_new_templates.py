"""With which template a new page begins: one's own default, else the cohort's, or another that is chosen."""

import pytest
from django.urls import reverse

from journal.actions.templates import keep_template
from journal.models.posts import Post
from tests.factories import make_post
from tests.journal.views.browsing import browser, query_count, words

PATH = f"{reverse('posts.new')}?cohort=ai-tech&day=9"
SHARED = "## 학습 내용\n\n## 회고\n"


@pytest.fixture
def camper(cast):
    cast.cohort.section_template = SHARED
    cast.cohort.save()
    return cast.camper


def mine(owner, name="짧게", body="## 한 줄\n", is_default=False):
    return keep_template(owner=owner, name=name, body=body, is_default=is_default)


def text_of(answer) -> str:
    return answer.context["form"]["body"].value()


def choose(client, key, body="", **fields):
    return client.post(PATH, {"title": "", "body": body, "study_on": "2021-08-12", "template": key, **fields})


def test_ones_own_default_comes_before_the_cohort_s(camper):
    client = browser(camper)
    template = mine(camper)
    assert text_of(client.get(PATH)) == SHARED
    keep_template(owner=camper, template=template, name="짧게", body="## 한 줄\n", is_default=True)
    assert text_of(client.get(PATH)) == "## 한 줄\n"


def test_another_is_chosen_in_the_address(cast, camper):
    client, template = browser(camper), mine(camper)
    assert text_of(client.get(f"{PATH}&template={template.pk}")) == "## 한 줄\n"
    assert text_of(client.get(f"{PATH}&template=none")) == ""
    assert text_of(client.get(f"{PATH}&template=cohort")) == SHARED
    theirs = mine(cast.team_mate)
    for key in (theirs.pk, 0, 10**17, "x", "-1", "%00"):
        assert client.get(f"{PATH}&template={key}").status_code == 404


def test_a_free_note_begins_empty_unless_a_template_is_asked_for(camper):
    template, path = mine(camper, body="{{day}}## 한 줄\n{{lectures}}\n"), reverse("posts.new")
    assert not text_of(browser(camper).get(path))
    assert text_of(browser(camper).get(f"{path}?template={template.pk}")) == "## 한 줄\n"


def test_choosing_shows_what_is_chosen_and_only_to_who_keeps_some(camper):
    client = browser(camper)
    assert "editor__starts--quiet" in client.get(PATH).content.decode()
    mine(camper)
    page = client.get(PATH).content.decode()
    assert "editor__starts--quiet" not in page
    assert page.count('name="template"') == 3 and page.count('value="cohort" aria-pressed="true"') == 1


def test_an_untouched_page_is_begun_anew_and_a_written_one_keeps_every_word(camper):
    client, template = browser(camper), mine(camper)
    assert text_of(choose(client, template.pk, body=SHARED)) == "## 한 줄\n"
    assert text_of(choose(client, "none", body=SHARED)) == ""
    written = "## 회고\n\n벌써 쓴 글\n"
    assert text_of(choose(client, template.pk, body=written)) == "## 회고\n\n벌써 쓴 글\n\n## 한 줄\n"
    assert text_of(choose(client, "cohort", body=written)) == "## 회고\n\n벌써 쓴 글\n\n## 학습 내용\n"
    assert text_of(choose(client, "none", body=written)) == written
    answer = choose(client, template.pk, body=written, title="제목", topics="Python")
    assert (answer.context["form"]["title"].value(), answer.context["form"]["topics"].value()) == ("제목", "Python")
    assert not Post.objects.filter(author=camper).exists()


@pytest.mark.parametrize("key", ["", "x", "9" * 30, "\x00", "가"])
def test_a_choice_that_nobody_has_changes_nothing(cast, camper, key):
    mine(camper)
    answer = choose(browser(camper), key, body="Typed")
    assert (answer.status_code, text_of(answer)) == (200, "Typed")
    assert text_of(choose(browser(camper), mine(cast.team_mate).pk, body="Typed")) == "Typed"


def test_none_of_ones_templates_is_published_as_writing(camper):
    mine(camper)
    for body in (SHARED, "## 한 줄\r\n"):
        answer = browser(camper).post(PATH, {"body": body, "study_on": "2021-08-12", "publish": "1"})
        assert "There is nothing to publish yet" in words(answer)


def test_costs_the_same_for_one_template_and_for_ten(camper):
    client = browser(camper)
    mine(camper, name="0")
    one = query_count(client, PATH)
    for number in range(1, 10):
        mine(camper, name=str(number))
    assert query_count(client, PATH) == one


def test_a_draft_that_was_saved_meanwhile_takes_another_template_without_being_saved_again(cast, camper):
    client, template = browser(camper), mine(camper)
    draft = make_post(camper, cast.cohort, day=9, title="", body=SHARED, publish=False)
    path = reverse("posts.edit", args=[draft.pk])
    answer = client.post(path, {"body": SHARED, "study_on": "2021-08-12", "version": 1, "template": template.pk})
    assert (answer.status_code, text_of(answer)) == (200, "## 한 줄\n")
    draft.refresh_from_db()
    assert (draft.body, draft.version) == (SHARED, 1)
