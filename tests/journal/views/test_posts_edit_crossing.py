"""Two edits that crossed: both texts by block, and the text that choosing between them makes."""

import re

import pytest
from django.urls import reverse

from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, words

MINE = "앞.\n\n내가 고친 문단이에요.\n\n같은 문단.\n\n내가 더한 끝.\n"
THEIRS = "앞.\n\n폰에서 고친 문단이에요.\n\n같은 문단.\n"


@pytest.fixture
def post(cast):
    return make_post(
        cast.author, cast.cohort, title="제목", body="앞.\n\n문단이에요.\n\n같은 문단.\n", day=6, topics=["C"]
    )


@pytest.fixture
def client(cast):
    return browser(cast.author)


def form_of(post, **fields):
    base = {"title": "제목", "body": MINE, "study_on": f"{post.study_on}", "visibility": "cohort", "topics": "C"}
    return {**base, "version": 1, **fields}


def cross(client, post, theirs=THEIRS, their_fields=None, **fields):
    """Save on the phone, then on the laptop; return the laptop's answer."""
    path = reverse("posts.edit", args=[post.pk])
    assert client.post(path, form_of(post, body=theirs, save_draft="1", **(their_fields or {}))).status_code == 302
    answer = client.post(path, form_of(post, save_draft="1", **fields))
    assert answer.status_code == 409
    return answer


def merge(client, post, answer, choices, **fields):
    """Press the button under the choices."""
    data = {
        name: answer.context["form"][name].value() for name in ("title", "body", "study_on", "visibility", "topics")
    }
    data |= {
        "version": answer.context["form"]["version"].value(),
        "block-signature": answer.context["crossing"].signature,
    }
    path = reverse("posts.edit", args=[post.pk])
    return client.post(path, {**data, "merge": "1", **choices, **fields})


def radios(answer):
    """Return the names of the choices that a page offers, in order."""
    return list(dict.fromkeys(re.findall(r'type="radio" form="editor" name="([^"]+)"', answer.content.decode())))


def held(answer, name="body"):
    return answer.context["form"][name].value()


def test_each_difference_is_one_choice_and_only_these(client, post):
    answer = cross(client, post)
    assert radios(answer) == ["block-1", "block-3"]
    page = words(answer)
    for said in ("내가 고친", "폰에서 고친", "내가 더한 끝.", "The same in both", "No text on this side"):
        assert said in page


def test_words_that_differ_are_marked(client, post):
    page = cross(client, post).content.decode()
    assert "<mark>내가</mark> 고친 문단이에요." in page
    assert "<mark>폰에서</mark> 고친 문단이에요." in page


def test_choices_make_one_text_in_the_editor(client, post):
    answer = cross(client, post)
    answer = merge(client, post, answer, {"block-1": "both", "block-3": "mine"})
    assert answer.status_code == 200
    assert held(answer) == "앞.\n\n내가 고친 문단이에요.\n\n폰에서 고친 문단이에요.\n\n같은 문단.\n\n내가 더한 끝.\n"
    assert "It is not saved yet" in words(answer)
    assert radios(answer) == []


def test_putting_together_saves_nothing_and_saving_afterwards_is_knowing(client, post):
    answer = merge(client, post, cross(client, post), {"block-1": "theirs", "block-3": "mine"})
    assert PendingEdit.objects.get(post=post).body == THEIRS
    path = reverse("posts.edit", args=[post.pk])
    form = answer.context["form"]
    data = form_of(post, body=form["body"].value(), version=form["version"].value(), publish="1")
    assert client.post(path, data).status_code == 302
    post.refresh_from_db()
    assert post.body == "앞.\n\n폰에서 고친 문단이에요.\n\n같은 문단.\n\n내가 더한 끝.\n"


@pytest.mark.parametrize(("side", "text"), [("mine", MINE), ("theirs", THEIRS)])
def test_one_side_everywhere_is_that_text_to_the_letter(client, post, side, text):
    answer = cross(client, post)
    assert held(merge(client, post, answer, dict.fromkeys(radios(answer), side))) == text


def test_what_the_browser_makes_of_newlines_is_no_difference(client, post):
    answer = cross(client, post, body=(THEIRS + "\n끝.\n").replace("\n", "\r\n"))
    assert radios(answer) == ["block-3"]
    assert held(merge(client, post, answer, {"block-3": "mine"})) == THEIRS + "\n끝.\n"


def test_title_day_topics_and_readers_are_chosen_likewise(client, post, cast):
    day = cast.cohort.calendar.date_of(7)
    theirs = {"title": "폰 제목", "study_on": f"{day}", "topics": "C, PyTorch", "visibility": "team"}
    answer = cross(client, post, their_fields=theirs, body=THEIRS, topics="C, Django")
    columns = ["block-title", "block-study_on", "block-topics", "block-visibility"]
    assert radios(answer) == columns
    page = words(answer)
    assert "Day 6" in page and "Day 7" in page and "C, PyTorch" in page
    answer = merge(client, post, answer, dict(zip(columns, ("theirs", "mine", "both", "theirs"), strict=True)))
    assert [held(answer, name) for name in ("title", "study_on", "visibility")] == [
        "폰 제목",
        f"{post.study_on}",
        "team",
    ]
    assert answer.context["form"].is_valid()
    assert answer.context["form"].cleaned_data["topics"] == ["C", "Django", "PyTorch"]


def test_choices_about_a_text_that_has_moved_are_not_taken(client, post):
    answer = cross(client, post)
    saved = PendingEdit.objects.get(post=post)
    saved.body, saved.version = THEIRS + "\n폰에서 더 썼어요.\n", saved.version + 1
    saved.save()
    answer = merge(client, post, answer, {"block-1": "theirs", "block-3": "theirs"})
    assert answer.status_code == 409
    assert "Please choose again." in words(answer)
    assert held(answer) == MINE
    assert held(answer, "version") == saved.version


def test_what_was_typed_meanwhile_is_chosen_about_anew(client, post):
    answer = merge(
        client, post, cross(client, post), {"block-1": "theirs", "block-3": "mine"}, body=MINE + "\n더 썼어요."
    )
    assert answer.status_code == 409
    assert "더 썼어요." in held(answer)
    assert "Please choose again." in words(answer)
    assert Revision.objects.filter(post=post, kind="crossed", body__endswith="더 썼어요.").exists()


@pytest.mark.parametrize("choices", [{}, {"block-1": "ours", "block-3": "mine"}, {"block-1": "mine"}])
def test_a_choice_that_is_missing_or_none_is_asked_for(client, post, choices):
    answer = merge(client, post, cross(client, post), choices)
    assert answer.status_code == 409
    assert "Please choose for each difference." in words(answer)
    assert held(answer) == MINE


def test_publishing_without_a_title_crosses_and_merges_too(client, post):
    path = reverse("posts.edit", args=[post.pk])
    client.post(path, form_of(post, body=THEIRS, save_draft="1"))
    answer = client.post(path, form_of(post, title="", body="# 첫 제목\n", publish="1"))
    assert answer.status_code == 409
    answer = merge(client, post, answer, dict.fromkeys(radios(answer), "theirs"))
    assert (held(answer), held(answer, "title")) == (THEIRS, "제목")


@pytest.mark.parametrize(("mine", "theirs"), [("", "저장된 글."), ("내 글.", "")])
def test_an_empty_side_can_be_chosen_and_is_not_by_itself(client, post, mine, theirs):
    answer = cross(client, post, theirs=theirs, body=mine)
    chosen = re.search(r'value="(\w+)" checked', answer.content.decode())[1]
    assert chosen == ("mine" if mine else "theirs")
    assert held(merge(client, post, answer, {"block-0": "mine"})) == mine
    assert held(merge(client, post, answer, {"block-0": "theirs"})) == theirs


def test_100_000_hangul_on_both_sides_and_too_many_together_are_said_in_words(client, post):
    mine, theirs = "가" * 99_999 + "끝", "나" * 99_999 + "끝"
    answer = cross(client, post, theirs=theirs, body=mine)
    answer = merge(client, post, answer, {"block-0": "both"})
    assert answer.status_code == 200
    assert held(answer) == f"{mine}\n\n{theirs}"
    assert "This is too long" in answer.content.decode()


def test_html_in_a_text_is_shown_as_text(client, post):
    page = cross(client, post, body="<script>alert(1)</script> & <b>").content.decode()
    assert "<script>alert(1)" not in page


def test_a_draft_that_two_new_pages_began_is_chosen_about_too(client, cast):
    key = "6d8ac7a0-0000-4000-8000-000000000001"
    base = {"title": "새 글", "study_on": "", "visibility": "cohort", "topics": "", "key": key, "save_draft": "1"}
    client.post(reverse("posts.new"), {**base, "body": "하나."})
    answer = client.post(reverse("posts.new"), {**base, "body": "하나, 둘."})
    assert answer.status_code == 409
    post = Post.objects.get(key=key)
    assert held(merge(client, post, answer, {"block-0": "mine"})) == "하나, 둘."


def test_costs_the_same_for_few_and_for_many_differences(client, post, cast):
    answer = cross(client, post)
    with query_budget(24) as few:
        merge(client, post, answer, {"block-1": "mine", "block-3": "mine"})
    other = make_post(cast.author, cast.cohort, title="제목", body="", day=8)
    many = "\n\n".join(f"문단 {number} 나" for number in range(60))
    answer = cross(client, other, theirs=many.replace("나", "다"), body=many)
    assert len(radios(answer)) > 30
    with query_budget(24) as seen:
        merge(client, other, answer, dict.fromkeys(radios(answer), "mine"))
    assert len(seen) == len(few)
