"""The mood of a journal: said at publishing, emptied again, and in nothing that others read."""

import re
import uuid

import pytest

from journal.actions.moods import keep_mood
from journal.models.moods import Mood
from journal.models.posts import Post
from journal.models.revisions import Aside
from journal.models.waiting import Waiting
from tests.factories import make_post
from tests.world import post_data

pytestmark = pytest.mark.django_db


def edit(client, post, **fields):
    post.refresh_from_db()
    return client.post(f"/posts/{post.pk}/edit/", post_data(post, **{"study_on": post.study_on, **fields}))


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


def draft(browser, post, **fields):
    """Save what the editor sends by itself."""
    post = Post.objects.get(pk=post.pk)
    sent = {"post": post.pk, "writer": post.author_id, "client": uuid.uuid4(), "turn": 1, "title": post.title}
    sent |= {"version": post.working_copy.version, "body": post.body, "study_on": post.study_on, **fields}
    assert browser.post("/posts/drafts/", sent).status_code == 200


def shown(client, post) -> tuple[str, bool]:
    """Return what the editor shows when it is opened again: the mood, and whether feedback is asked for."""
    page = client.get(f"/posts/{post.pk}/edit/").content.decode()
    inputs = re.findall(r"<input[^>]*>", page)
    moods = [re.search(r'value="(\w*)"', each)[1] for each in inputs if 'name="mood"' in each and " checked" in each]
    return moods[0], any('name="feedback"' in each and " checked" in each for each in inputs)


@pytest.mark.parametrize("name", ["draft", "cohort"])
def test_a_draft_keeps_what_is_said_beside_it_until_it_is_published(client, cast, name):
    post = cast.posts[name]
    client.force_login(cast.author)
    assert shown(client, post) == ("", False)
    draft(client, post, mood="hard", feedback="on")
    assert shown(client, post) == ("hard", True)
    draft(client, post, mood="hard")
    assert shown(client, post) == ("hard", False)
    assert not Mood.objects.exists()
    assert not Waiting.objects.exists()
    edit(client, post, study_on="2021-08-10", mood="hard", feedback="on")
    assert Mood.objects.get().word == "hard"
    assert Waiting.objects.get().kind == "feedback"
    assert not Aside.objects.exists()


def test_a_mood_that_is_taken_back_in_a_draft_is_back_after_discarding_it(client, cast):
    post = cast.posts["cohort"]
    keep_mood(post=post, word="hard")
    client.force_login(cast.author)
    draft(client, post, mood="", body="Another body.")
    assert shown(client, post) == ("", False)
    assert Mood.objects.get().word == "hard"
    version = Post.objects.get(pk=post.pk).working_copy.version
    client.post(f"/posts/{post.pk}/discard/", {"version": version})
    assert shown(client, post) == ("hard", False)


def test_an_overtaken_save_changes_nothing_beside_the_text(client, cast):
    post, editor = cast.posts["draft"], uuid.uuid4()
    client.force_login(cast.author)
    draft(client, post, client=editor, turn=2, body="Later.", mood="good")
    draft(client, post, client=editor, turn=1, body="Sooner.", mood="hard")
    assert shown(client, post) == ("good", False)


def test_nobody_else_is_told_what_a_draft_says(client, cast):
    client.force_login(cast.author)
    draft(client, cast.posts["cohort"], mood="heavy")
    for role in ("mentor", "organiser"):
        client.force_login(cast.people[role])
        page = client.get("/c/ai-tech/mentor/?day=4", headers={"Accept-Language": "en"}).content.decode()
        assert "Very hard" not in page


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
