"""What an open editor saves by itself: the words arrive, and every refusal says why."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_cohort, make_member, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser

pytestmark = pytest.mark.django_db
ADDRESS = "/posts/drafts/"


class OpenEditor:
    """A page with the editor open: it knows its version, as the script does, and counts what it sends."""

    def __init__(self, user, post=None, **fields):
        self.browser, self.post, self.turn = browser(user), post and post.pk, 0
        self.version = post.working_copy.version if post else ""
        self.fields = {"client": str(uuid.uuid4()), "key": str(uuid.uuid4()), "writer": user.pk, "title": "", **fields}

    def send(self, body: str, **fields):
        """Send the text; return the answer."""
        self.turn += 1
        sent = {**self.fields, "body": body, "version": self.version, "turn": self.turn, **fields}
        if self.post:
            sent["post"] = self.post
        answer = self.browser.post(ADDRESS, sent)
        if answer.status_code == 200:
            self.post, self.version = answer.json()["post"], answer.json()["version"]
        return answer


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort)


def texts(post) -> set[str]:
    """Return every text of a post that can still be found somewhere."""
    kept = set(Revision.objects.filter(post=post).values_list("body", flat=True))
    post = Post.objects.get(pk=post.pk if isinstance(post, Post) else post)
    return kept | {post.body, post.working_copy.body}


def test_first_words_become_a_draft_without_a_title(camper):
    editor = OpenEditor(camper)
    answer = editor.send("오늘 배운 것")
    post = Post.objects.get()
    assert answer.json() == {"post": post.pk, "version": 1, "edit": f"/posts/{post.pk}/edit/", "said": ""}
    assert (post.body, post.title, post.is_published) == ("오늘 배운 것", "", False)
    assert timezone.now() - post.saved_at < timezone.timedelta(minutes=1)
    assert editor.send("오늘 배운 것: 행렬").json()["version"] == 2
    assert Post.objects.get().body == "오늘 배운 것: 행렬"
    assert not Revision.objects.exists()


def test_a_save_is_one_update_and_five_queries(camper, cohort):
    editor = OpenEditor(camper)
    editor.send("a")
    for _ in range(3):
        make_post(camper, cohort)
    with query_budget(5) as seen:
        editor.send("ab")
    writes = [query["sql"] for query in seen.captured_queries if not query["sql"].startswith("SELECT")]
    assert len(writes) == 1 and writes[0].startswith('UPDATE "journal_post"')
    published = OpenEditor(camper, make_post(camper, cohort))
    published.send("a")
    with query_budget(5) as seen:
        published.send("ab")
    writes = [query["sql"] for query in seen.captured_queries if not query["sql"].startswith("SELECT")]
    assert len(writes) == 1 and writes[0].startswith('UPDATE "journal_pendingedit"')


def test_an_unchanged_text_writes_nothing(camper):
    editor = OpenEditor(camper)
    editor.send("a")
    with query_budget(4):
        assert editor.send("a").json()["version"] == 1


def test_the_published_post_stays_as_it_is_until_it_is_published(camper, cohort):
    post = make_post(camper, cohort, day=3, topics=["Python"])
    before = Post.objects.filter(pk=post.pk).values().get()
    editor = OpenEditor(camper, post)
    for text in ("New", "New words", "New words again"):
        assert editor.send(text, title="T", visibility="public").status_code == 200
    assert Post.objects.filter(pk=post.pk).values().get() == before
    assert PendingEdit.objects.get().body == "New words again"
    sent = {"title": "T", "body": "New words again", "version": editor.version, "publish": "1"}
    assert editor.browser.post(reverse("posts.edit", args=[post.pk]), sent).status_code == 302
    assert Post.objects.get().body == "New words again"
    assert not PendingEdit.objects.exists()


def test_two_editors_never_overwrite_each_other(camper, cohort):
    post = make_post(camper, cohort, publish=False, body="Base")
    phone, laptop = OpenEditor(camper, post), OpenEditor(camper, post)
    assert phone.send("From the phone").status_code == 200
    crossed = laptop.send("From the laptop")
    assert crossed.status_code == 409
    assert crossed.json()["version"] == 2
    assert "somewhere else" in crossed.json()["said"]
    assert Post.objects.get().body == "From the phone"
    assert {"From the phone", "From the laptop"} <= texts(post)


def test_the_editor_whose_answer_was_lost_goes_on(camper):
    editor = OpenEditor(camper)
    editor.send("a")
    editor.send("ab")
    editor.version = 1
    assert editor.send("abc").json()["version"] == 3
    editor.post = None
    editor.version = ""
    assert editor.send("abcd").json()["version"] == 4, "even the answer to the very first save"
    assert Post.objects.get().body == "abcd"


def test_a_save_that_a_later_one_has_overtaken_changes_nothing(camper):
    editor = OpenEditor(camper)
    editor.send("a")
    editor.send("later")
    assert editor.send("earlier", turn=1).status_code == 200
    assert Post.objects.get().body == "later"


def test_a_text_that_another_editor_takes_over_is_kept(camper, cohort):
    post = make_post(camper, cohort, publish=False, body="Base")
    OpenEditor(camper, post).send("From the phone")
    OpenEditor(camper, Post.objects.get()).send("Gone on at the laptop")
    assert {"Base", "From the phone", "Gone on at the laptop"} <= texts(post)


def test_a_text_that_is_gone_at_one_stroke_is_kept(camper):
    editor = OpenEditor(camper)
    editor.send("가" * 2_000)
    editor.send("a slip")
    assert "가" * 2_000 in texts(editor.post)


def test_published_elsewhere_meanwhile_is_a_crossing(camper, cohort):
    post = make_post(camper, cohort, publish=False, body="Base")
    editor = OpenEditor(camper, post)
    sent = {"title": "T", "body": "Published", "version": post.version, "publish": "1"}
    browser(camper).post(reverse("posts.edit", args=[post.pk]), sent)
    assert editor.send("Still typing").status_code == 409
    assert Post.objects.get().body == "Published"
    assert "Still typing" in texts(post)


def test_publishing_from_the_same_editor_is_no_crossing_though_its_answers_were_lost(camper):
    editor = OpenEditor(camper)
    editor.send("a")
    editor.send("ab")
    sent = {**editor.fields, "title": "T", "body": "abc", "version": 1, "turn": 3, "publish": "1"}
    assert editor.browser.post(reverse("posts.edit", args=[editor.post]), sent).status_code == 302
    assert Post.objects.get().body == "abc"
    assert editor.send("ab", turn=2).status_code == 200, "one that was still on its way"
    assert not PendingEdit.objects.exists()


def test_publishing_a_new_page_whose_first_save_had_no_answer_makes_no_second_post(camper):
    editor = OpenEditor(camper)
    editor.send("a")
    sent = {**editor.fields, "title": "T", "body": "ab", "turn": 2, "publish": "1"}
    assert editor.browser.post(reverse("posts.new"), sent).status_code == 302
    post = Post.objects.get()
    assert (post.body, post.is_published) == ("ab", True)


def test_a_taken_day_saves_the_words_without_it(camper, cohort):
    day = cohort.calendar.date_of(4)
    make_post(camper, cohort, day=4)
    editor = OpenEditor(camper, study_on=day.isoformat())
    answer = editor.send("Twice the same day")
    assert answer.status_code == 200
    assert "without its day" in answer.json()["said"]
    assert editor.send("Twice the same day, on").status_code == 200
    post = Post.objects.get(pk=editor.post)
    assert (post.body, post.study_on) == ("Twice the same day, on", None)
    assert Post.objects.count() == 2


def test_a_field_that_cannot_be_kept_does_not_hold_the_text_back(camper, cohort):
    post = make_post(camper, cohort, publish=False, title="Kept", topics=["Python"], day=3)
    editor = OpenEditor(camper, post)
    answer = editor.send("New", title="t" * 201, topics="t" * 51, study_on="1999-01-01", visibility="everyone")
    assert answer.status_code == 200, answer.json()
    assert "Title" in answer.json()["said"]
    saved = Post.objects.get()
    assert (saved.body, saved.title, saved.typed_topics, saved.visibility) == ("New", "Kept", "Python", "cohort")
    assert saved.study_on == post.study_on


@pytest.mark.parametrize("body", ["a\x00b", "가" * 100_001])
def test_a_text_that_cannot_be_kept_is_refused_in_words(camper, cohort, body):
    post = make_post(camper, cohort, publish=False, body="Stands")
    answer = OpenEditor(camper, post).send(body)
    assert answer.status_code == 400
    assert answer.json()["said"].endswith(".")
    assert Post.objects.get().body == "Stands"


def test_who_was_signed_out_is_shown_the_way_back(camper, cohort):
    post = make_post(camper, cohort, publish=False)
    editor = OpenEditor(camper, post)
    editor.browser.logout()
    answer = editor.send("Not lost")
    assert answer.status_code == 401
    assert answer.json()["sign_in"] == f"/accounts/login/?next=%2Fposts%2F{post.pk}%2Fedit%2F"


def test_words_of_one_person_never_go_into_the_draft_of_another(camper, cohort):
    editor = OpenEditor(camper)
    editor.browser.force_login(make_member(cohort))
    answer = editor.send("Minji's words")
    assert answer.status_code == 403
    assert answer.json()["said"]
    assert not Post.objects.exists()


def test_a_deleted_post_takes_no_more(camper, cohort):
    post = make_post(camper, cohort, publish=False)
    editor = OpenEditor(camper, post)
    editor.browser.post(reverse("posts.delete", args=[post.pk]))
    answer = editor.send("Late")
    assert answer.status_code == 404
    assert "kept on this device" in answer.json()["said"]


def test_only_posting_saves(camper):
    assert browser(camper).get(ADDRESS).status_code == 405


def test_a_form_without_a_name_is_not_ours(camper):
    answer = browser(camper).post(ADDRESS, {"body": "a", "writer": camper.pk})
    assert answer.status_code == 400
    assert "Reload" in json.loads(answer.content)["said"]
