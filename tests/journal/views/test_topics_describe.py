"""The organisers' sentence about a topic."""

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PAGE = reverse("topics.show", args=["ai-tech", "python"])
PATH = reverse("topics.describe", args=["ai-tech", "python"])


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])


def test_organisers_say_it_on_the_page_and_everybody_reads_it(cast, python):
    client = browser(cast.organiser)
    assert f'action="{PATH}"' in client.get(PAGE).content.decode()
    answer = client.post(PATH, {"description": "  The language\tof the\ncourse.  "}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "The language of the course." in words(browser(cast.camper).get(PAGE))
    client.post(PATH, {"description": ""})
    assert "The language" not in browser(cast.camper).get(PAGE).content.decode()


def test_it_is_text_not_markup(cast, python):
    browser(cast.organiser).post(PATH, {"description": "<b>Bold</b>"})
    assert "&lt;b&gt;Bold&lt;/b&gt;" in browser(cast.camper).get(PAGE).content.decode()


@pytest.mark.parametrize("said", ["x" * 301, "a\x00b"])
def test_what_cannot_be_kept_is_refused_with_the_words(cast, python, said):
    answer = browser(cast.organiser).post(PATH, {"description": said})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert answer.context["form"]["description"].value() == said
    python.refresh_from_db()
    assert python.description == ""


@pytest.mark.parametrize("role", ["author", "mentor", "on_leave", "graduated"])
def test_others_are_refused_and_see_no_way_there(cast, python, role):
    client = browser(cast.people[role])
    assert {client.get(PATH).status_code, client.post(PATH, {"description": "x"}).status_code} == {403}
    assert PATH not in client.get(PAGE).content.decode()


def test_a_topic_of_unseen_posts_is_not_there(cast):
    make_post(cast.author, cast.cohort, topics=["비밀"], visibility="mentors")
    path = reverse("topics.describe", args=["ai-tech", "비밀"])
    assert browser(cast.organiser).get(path).status_code == 200
    assert browser(cast.camper).get(path).status_code == 404
    assert browser(cast.organiser).get(reverse("topics.describe", args=["ai-tech", "none"])).status_code == 404


def test_a_cohort_that_is_over_is_described_no_more(cast, python):
    cast.cohort.state = "ended"
    cast.cohort.save(update_fields=["state"])
    client = browser(cast.organiser)
    assert client.post(PATH, {"description": "x"}).status_code == 403
    assert PATH not in client.get(PAGE).content.decode()


def test_the_form_stands_on_a_page_of_its_own_too(cast, python):
    client = browser(cast.organiser)
    assert PAGE in links(client.get(PATH))
    assert query_count(client, PATH) <= 10
    assert statuses(client, PATH, "put", "delete") == {405}
    assert asks_to_sign_in(browser().get(PATH), PATH)
