"""The mood of a journal: said at publishing, emptied again, and in nothing that others read."""

import pytest

from journal.models.moods import Mood
from tests.factories import make_post
from tests.world import post_data

pytestmark = pytest.mark.django_db


def edit(client, post, **fields):
    post.refresh_from_db()
    return client.post(f"/posts/{post.pk}/edit/", post_data(post, study_on=post.study_on, **fields))


def test_said_kept_and_emptied(client, cast):
    post = cast.posts["cohort"]
    client.force_login(cast.author)
    page = client.get(f"/posts/{post.pk}/edit/").content.decode()
    assert 'name="mood" value="" ' in page
    assert page.count('name="mood"') == 6
    edit(client, post, mood="hard")
    assert Mood.objects.get().word == "hard"
    edit(client, post, body="Another body.")  # a form that does not ask leaves it
    assert Mood.objects.get().word == "hard"
    edit(client, post, mood="")
    assert not Mood.objects.exists()


def test_an_edit_that_is_not_published_says_no_mood(client, cast):
    post = cast.posts["cohort"]
    client.force_login(cast.author)
    data = post_data(post, study_on=post.study_on, mood="hard")
    del data["publish"]
    client.post(f"/posts/{post.pk}/edit/", data)
    assert not Mood.objects.exists()


def test_a_free_note_has_none(client, cast):
    client.force_login(cast.author)
    note = make_post(cast.author, cast.cohort, title="Note")
    client.post(f"/posts/{note.pk}/edit/", post_data(note, mood="hard"))
    assert not Mood.objects.exists()


def test_no_reader_no_source_no_export_says_it(client, cast):
    post = cast.posts["public"]
    Mood.objects.create(post=post, word="heavy")
    assert Mood.objects.visible_to(cast.author).exists()
    for role in ("visitor", "team_mate", "camper", "other_mentor", "stranger", "staff"):
        assert not Mood.objects.visible_to(cast.fresh(role)).exists(), role
        client.logout()
        if cast.people[role]:
            client.force_login(cast.people[role])
        for url in (
            post.get_absolute_url(),
            f"/posts/{post.pk}.md",
            "/c/ai-tech/days/5/",
            "/@minji/",
            "/@minji/feed.atom",
        ):
            page = client.get(url, follow=True, headers={"Accept-Language": "en"}).content.decode()
            assert "Very hard" not in page, (role, url)
            assert "heavy" not in page, (role, url)
