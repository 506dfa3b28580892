"""The history of a post: what is kept of it, for its author alone."""

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, save_post
from journal.models.revisions import Revision
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words


@pytest.fixture
def post(cast):
    return cast.posts["cohort"]


@pytest.fixture
def path(post):
    return reverse("revisions.index", args=[post.pk])


def save(post, body, *, publish, **columns):
    text = PostText(columns.get("title", post.title), body, post.study_on, post.visibility, [])
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)


def test_texts_are_listed_newest_first_and_said_in_words(cast, post, path):
    post = save(post, "A draft", publish=False)
    post = save(post, "A second draft", publish=False)
    save(post, "Published again", publish=True, title="Other")
    page = words(browser(cast.author).get(path))
    said = ["What readers see now", "Draft that another one replaced", "Published"]
    places = [page.index(word) for word in said[:2]]
    assert places == sorted(places)
    assert page.rindex("Published") > places[1]
    assert "15 characters" in page and "“Minji cohort”" in page


def test_each_leads_to_its_text(cast, post, path):
    revision = Revision.objects.get(post=post)
    assert reverse("revisions.show", args=[post.pk, revision.pk]) in links(browser(cast.author).get(path))


def test_a_post_without_history_says_when_it_will_have_one(cast):
    draft = reverse("revisions.index", args=[cast.posts["draft"].pk])
    assert "Nothing is kept of this post yet." in words(browser(cast.author).get(draft))


def test_post_and_editor_lead_here_for_the_author_only(cast, post, path):
    assert path in links(browser(cast.author).get(post.get_absolute_url()))
    assert path in links(browser(cast.author).get(reverse("posts.edit", args=[post.pk])))
    assert path not in links(browser(cast.mentor).get(post.get_absolute_url()))


def test_a_post_called_history_keeps_its_own_page(cast):
    post = make_post(cast.author, cast.cohort, title="History", body="Of Rome.")
    assert "Of Rome." in words(browser(cast.camper).get(post.get_absolute_url(), follow=True))


def test_the_author_reads_it_when_the_cohort_is_over(cast, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.author).get(path).status_code == 200


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff"])
def test_other_readers_are_refused(cast, path, role):
    assert browser(cast.people[role]).get(path).status_code == 403


def test_who_does_not_see_the_post_finds_nothing(cast, path):
    assert browser(cast.stranger).get(path).status_code == 404


def test_visitor_is_asked_to_sign_in(path, db):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_reading_methods_only(cast, path):
    assert statuses(browser(cast.author), path, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_text_and_for_thirty_and_goes_on_on_the_next_page(cast, post, path):
    client = browser(cast.author)
    one = query_count(client, path)
    for number in range(30):
        Revision.objects.create(post=post, version=2, kind="replaced", title=f"Old {number}", visibility="cohort")
    assert query_count(client, path) == one
    answer = client.get(path)
    older = next(link for link in links(answer) if link.startswith("?before="))
    assert "Old 29" in words(answer) and "Old 0”" not in words(answer)
    assert "Old 0”" in words(client.get(path + older))
