"""One old text: what changed in it, against the one before and against now, and the whole of it."""

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, save_post
from journal.models.revisions import Revision
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

OLD = "# 회고\n\n오늘은 행렬을 배웠다.\n"
NEW = "# 회고\n\n오늘은 벡터를 배웠다.\n"


def save(post, body, *, publish, **columns):
    text = PostText(columns.get("title", post.title), body, columns.get("study_on"), "team", ["Python"])
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)


@pytest.fixture
def post(cast):
    return save(make_post(cast.author, cast.cohort, body=OLD, day=8), NEW, publish=True, title="New title")


@pytest.fixture
def revisions(post):
    return list(Revision.objects.filter(post=post))


@pytest.fixture
def path(post, revisions):
    return reverse("revisions.show", args=[post.pk, revisions[0].pk])


def test_changed_words_are_marked_and_said_without_colour(cast, path):
    answer = browser(cast.author).get(path)
    page = answer.content.decode()
    assert "<mark>행렬을</mark>" in page and "<mark>벡터를</mark>" in page
    assert "− Removed: 오늘은 행렬을" in words(answer) and "+ Added: 오늘은 벡터를" in words(answer)


def test_what_changed_beside_the_text_is_said(cast, path):
    page = words(browser(cast.author).get(path))
    for said in ("A title New title", "Day 8 Note", "Topics Python"):
        assert said in page


def test_against_now_shows_the_way_from_then_to_the_editor(cast, post, revisions):
    save(post, "오늘은 미분을 배웠다.\n", publish=False, title="New title")
    path = reverse("revisions.show", args=[post.pk, revisions[1].pk])
    page = words(browser(cast.author).get(path, {"view": "now"}))
    assert "Removed: # 회고" in page and "Added: 오늘은 미분을 배웠다." in page


def test_the_same_text_is_said_to_be_the_same(cast, path):
    assert "The text is the same." in words(browser(cast.author).get(path, {"view": "now"}))


def test_whole_text_is_there_to_the_letter_and_not_run(cast, post):
    revision = Revision.objects.create(
        post=post, version=9, kind="crossed", body="<script>x</script>\n\n  두 칸 들여 쓴 글", visibility="cohort"
    )
    path = reverse("revisions.show", args=[post.pk, revision.pk])
    page = browser(cast.author).get(path, {"view": "text"}).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;\n\n  두 칸 들여 쓴 글" in page
    assert "<script>x" not in page


def test_the_first_text_is_shown_whole(cast, post, revisions):
    page = words(browser(cast.author).get(reverse("revisions.show", args=[post.pk, revisions[1].pk])))
    assert "This is the first text that is kept." in page and "오늘은 행렬을 배웠다." in page


def test_what_stands_in_the_editor_is_not_offered_to_come_back(cast, path, post, revisions):
    button = "Bring this text into the editor"
    assert button not in words(browser(cast.author).get(path))
    assert button in words(browser(cast.author).get(reverse("revisions.show", args=[post.pk, revisions[1].pk])))


def test_texts_of_100_000_letters_are_compared(cast, post):
    many = "\n".join(f"줄 {number} 끝" for number in range(10_000))
    for version, body in ((8, many), (9, many.replace("줄", "행"))):
        revision = Revision.objects.create(post=post, version=version, body=body, visibility="cohort")
    assert browser(cast.author).get(reverse("revisions.show", args=[post.pk, revision.pk])).status_code == 200


def test_a_revision_of_another_post_is_not_found_here(cast, post):
    other = Revision.objects.filter(post=cast.posts["public"]).first()
    path = reverse("revisions.show", args=[post.pk, other.pk])
    assert browser(cast.author).get(path).status_code == 404


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff"])
def test_other_readers_are_refused(cast, path, role):
    assert browser(cast.people[role]).get(path).status_code == 403


def test_who_does_not_see_the_post_finds_nothing(cast, path):
    assert browser(cast.stranger).get(path).status_code == 404


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_reading_methods_only(cast, path):
    assert statuses(browser(cast.author), path, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_text_and_for_thirty(cast, post, path):
    client = browser(cast.author)
    one = query_count(client, path)
    for _ in range(30):
        Revision.objects.create(post=post, version=2, kind="replaced", visibility="cohort")
    assert query_count(client, path) == one
