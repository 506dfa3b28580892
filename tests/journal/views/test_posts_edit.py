"""The editor with a post in it."""

import unicodedata

import pytest
from django.urls import reverse

from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_topics


@pytest.fixture
def post(cast):
    return cast.posts["cohort"]


@pytest.fixture
def path(post):
    return reverse("posts.edit", args=[post.pk])


def send(client, path, post, **fields):
    base = {"title": post.title, "body": post.body, "study_on": post.study_on or "", "visibility": post.visibility}
    return client.post(path, {**base, "version": post.version, "publish": "1", **fields})


def test_editor_holds_what_the_post_says(cast, post, path):
    answer = browser(cast.author).get(path)
    form = answer.context["form"]
    held = {name: form[name].value() for name in ("title", "body", "study_on", "visibility", "version")}
    assert held == {
        "title": "Minji cohort", "body": post.body, "study_on": post.study_on, "visibility": "cohort", "version": 1,
    }  # fmt: skip
    assert "Text cohort." in answer.content.decode()


def test_published_edit_is_what_readers_see_and_is_marked_edited(cast, post, path):
    answer = send(browser(cast.author), path, post, title="Better", body="New words", topics="Django")
    post.refresh_from_db()
    assert answer.url == post.get_absolute_url()
    assert (post.title, post.version, post.edited_at is not None) == ("Better", 2, True)
    page = words(browser(cast.camper).get(post.get_absolute_url()))
    for said in ("Better", "New words", "Django", "edited"):
        assert said in page
    assert "Text cohort." not in page
    assert Revision.objects.filter(post=post).count() == 2


def test_saved_draft_of_a_published_post_is_the_authors_alone(cast, post, path):
    client = browser(cast.author)
    answer = client.post(
        path, {"title": "Secret plan", "body": "Unready", "version": 1, "save_draft": "1"}, follow=True
    )
    assert answer.redirect_chain == [(path, 302)]
    assert answer.context["form"]["title"].value() == "Secret plan"
    for role in ("camper", "mentor", "author"):
        assert "Unready" not in browser(cast.people[role]).get(post.get_absolute_url()).content.decode()
    assert PendingEdit.objects.get(post=post).body == "Unready"


def test_narrower_visibility_takes_the_post_from_who_may_no_longer_read_it(cast, post, path):
    make_comment(cast.camper, post, "I was here")
    send(browser(cast.author), path, post, visibility="mentors")
    assert browser(cast.camper).get(post.get_absolute_url()).status_code == 404
    assert "I was here" in words(browser(cast.mentor).get(post.get_absolute_url()))


def test_stale_edit_is_refused_with_both_texts(cast, post, path):
    client = browser(cast.author)
    send(client, path, post, body="From the phone")
    answer = send(client, path, post, body="From the laptop")
    page = words(answer)
    assert answer.status_code == 409
    assert "From the phone" in page and "From the laptop" in page
    post.refresh_from_db()
    assert post.body == "From the phone"


def test_double_submission_changes_it_once_and_leads_to_the_post_both_times(cast, post, path):
    client = browser(cast.author)
    addresses = {send(client, path, post, body="Once", topics="Python").url for _ in range(2)}
    post.refresh_from_db()
    assert addresses == {post.get_absolute_url()}
    assert (post.body, post.version) == ("Once", 2)


def test_other_written_day_is_refused_with_the_text(cast, post, path):
    answer = send(browser(cast.author), path, post, study_on="2021-08-06", body="Moved here")
    assert answer.status_code == 409
    assert "You have a journal of this study day already." in words(answer)
    assert "Moved here" in answer.content.decode()
    post.refresh_from_db()
    assert f"{post.study_on}" == "2021-08-05"


def test_journal_may_become_a_free_note_and_the_other_way(cast, post, path):
    client = browser(cast.author)
    send(client, path, post, study_on="")
    post.refresh_from_db()
    assert post.study_on is None
    send(client, path, post, study_on="2021-08-09")
    post.refresh_from_db()
    assert (f"{post.study_on}", f"{post.shown_on}") == ("2021-08-09", "2021-08-09")


def test_100_000_hangul_are_taken_and_one_more_is_refused_in_words_with_the_text(cast, post, path):
    client, longest = browser(cast.author), "가" * 100_000
    assert send(client, path, post, body=longest).status_code == 302
    post.refresh_from_db()
    answer = send(client, path, post, body=longest + "나")
    assert answer.status_code == 200
    assert "This is too long: at most 100,000 characters fit." in answer.content.decode()
    assert longest + "나" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "", "body": ""}, "There is nothing to publish yet."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"body": "a\x00b"}, "invisible character (NUL)"),
        ({"study_on": "2021-08-08"}, "This is not a study day of the cohort."),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(cast, post, path, fields, sentence):
    answer = send(browser(cast.author), path, post, **fields)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    post.refresh_from_db()
    assert post.version == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "0", "2"])
def test_edit_of_no_known_version_never_overwrites(cast, post, path, version):
    answer = send(browser(cast.author), path, post, version=version, body="Overwritten")
    assert answer.status_code in (200, 409)
    assert "Overwritten" in answer.content.decode()
    post.refresh_from_db()
    assert "Text cohort." in post.body


def test_text_is_kept_composed(cast, post, path):
    send(browser(cast.author), path, post, body=unicodedata.normalize("NFD", "회고"))
    post.refresh_from_db()
    assert post.body == "회고"


def test_draft_is_published_from_its_editor(cast):
    draft = cast.posts["draft"]
    send(browser(cast.author), reverse("posts.edit", args=[draft.pk]), draft)
    draft.refresh_from_db()
    assert draft.is_published and draft.edited_at is None
    assert browser(cast.camper).get(draft.get_absolute_url()).status_code == 200


def test_cohort_is_not_changed_by_who_edits(cast, post, path):
    browser(cast.author).post(f"{path}?cohort=web-dev", {"title": "T", "body": "B", "version": 1, "publish": "1"})
    post.refresh_from_db()
    assert (post.cohort, post.author) == (cast.cohort, cast.author)


def test_ended_cohort_is_read_only(cast, post, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    client = browser(cast.author)
    assert {client.get(path).status_code, send(client, path, post, body="New").status_code} == {403}


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff"])
def test_reader_who_is_not_the_author_is_refused_in_words(cast, post, path, role):
    client = browser(cast.people[role])
    assert "This is not open to you" in words(client.get(path))
    assert send(client, path, post, body="New").status_code == 403


def test_who_may_not_read_it_finds_nothing(cast, post, path):
    client = browser(cast.stranger)
    assert {client.get(path).status_code, send(client, path, post).status_code} == {404}


def test_visitor_is_asked_to_sign_in_and_comes_back(cast, post, path):
    assert asks_to_sign_in(browser().get(path), path)
    assert asks_to_sign_in(send(browser(), path, post), path)


def test_answers_get_and_post_only(cast, path):
    assert statuses(browser(cast.author), path, "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast, post, path):
    client = browser(cast.author)
    many_topics(cast.cohort, 1, is_curated=True)
    one = query_count(client, path)
    many_topics(cast.cohort, 30, is_curated=True)
    for at in range(10):
        make_post(cast.author, cast.cohort, title=f"Note {at}", publish=False)
    for topic in cast.cohort.topics.all():
        post.topic_links.get_or_create(tag=topic, defaults={"cohort": cast.cohort, "shown_on": post.shown_on})
    assert query_count(client, path) == one
    assert Post.objects.filter(author=cast.author).count() > 10
