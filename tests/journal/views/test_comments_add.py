"""Saying something on a post."""

import unicodedata
import uuid

import pytest
from django.urls import reverse

from journal.actions.comments import delete_comment
from journal.models.comments import Comment
from journal.models.posts import Post
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, statuses, words


@pytest.fixture
def post(cast):
    return cast.posts["cohort"]


@pytest.fixture
def path(post):
    return reverse("comments.add", args=[post.pk])


def test_comment_stands_on_the_page_where_it_was_said(cast, post, path):
    answer = browser(cast.camper).post(path, {"body": "Thank **you**"})
    comment = Comment.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{post.get_absolute_url()}#comment-{comment.pk}")
    page = browser(cast.mentor).get(post.get_absolute_url())
    assert "Thank you" in words(page) and "1 comment" in words(page)
    assert f'id="comment-{comment.pk}"' in page.content.decode()


def test_comment_on_a_section_leads_back_to_its_heading(cast, post, path):
    anchor, title = post.toc[1]["anchor"], post.toc[1]["text"]
    browser(cast.mentor).post(path, {"body": "Here", "section": anchor})
    comment = Comment.objects.get()
    assert (comment.section, comment.section_title) == (anchor, title)


def test_reply_hangs_on_what_it_answers_one_level_deep(cast, post, path):
    first = make_comment(cast.mentor, post, section=post.toc[0]["anchor"])
    client = browser(cast.camper)
    client.post(path, {"body": "A reply", "parent": first.pk})
    reply = Comment.objects.get(body="A reply")
    client.post(path, {"body": "A reply to the reply", "parent": reply.pk})
    deeper = Comment.objects.get(body="A reply to the reply")
    assert (reply.parent, deeper.parent, deeper.section) == (first, first, first.section)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": ""}, "The comment is empty. Write something first."),
        ({"body": " \n\t "}, "The comment is empty. Write something first."),
        ({}, "The comment is empty. Write something first."),
        ({"body": "가" * 10_001}, "This is too long: at most 10,000 characters fit."),
        ({"body": "a\x00b"}, "There is an invisible character (NUL) in this text."),
        ({"body": "Kept words", "parent": "999999"}, "The comment you reply to is gone."),
    ],
)
def test_what_cannot_be_said_is_refused_in_words_with_the_text(cast, post, path, fields, sentence):
    answer = browser(cast.camper).post(path, fields)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "Text cohort." in words(answer)
    assert fields.get("body", "").strip().replace("\x00", "")[:20] in answer.content.decode().replace("\x00", "")
    assert not Comment.objects.exists()


def test_refused_comment_is_sent_again_from_its_post_page(cast, post, path):
    answer = browser(cast.camper).post(path, {"body": ""})
    assert f'action="{path}"' in answer.content.decode()


@pytest.mark.parametrize("parent", ["x", "0", "-1", str(2**63), str(2**70)])
def test_parent_that_is_no_comment_is_refused(cast, path, parent):
    assert browser(cast.camper).post(path, {"body": "Words", "parent": parent}).status_code == 200
    assert not Comment.objects.exists()


@pytest.mark.parametrize("section", ["nowhere", "x" * 10_000])
def test_section_that_the_post_does_not_have_is_refused(cast, path, section):
    assert browser(cast.camper).post(path, {"body": "Words", "section": section}).status_code == 200
    assert not Comment.objects.exists()


def test_comment_of_another_post_is_no_parent_and_stays_unknown(cast, path):
    elsewhere = make_post(cast.stranger, cast.other, title="Elsewhere")
    secret = make_comment(cast.stranger, elsewhere, "Their words")
    answer = browser(cast.camper).post(path, {"body": "Words", "parent": secret.pk})
    assert "The comment you reply to is gone." in words(answer)
    assert "Their words" not in answer.content.decode()


def test_deleted_comment_takes_no_reply(cast, post, path):
    stub = make_comment(cast.mentor, post)
    make_comment(cast.mentor, post, parent=stub)
    browser(cast.mentor).post(reverse("comments.delete", args=[stub.pk]))
    answer = browser(cast.camper).post(path, {"body": "Too late", "parent": stub.pk})
    assert "The comment you reply to is gone." in words(answer)


@pytest.mark.parametrize("key", ["", "no-key", "\x00", "4bb8bc15-0034-4c21-bef0-e86372d084a1"])
def test_double_submission_makes_one_comment(cast, path, key):
    client = browser(cast.camper)
    addresses = {client.post(path, {"body": "Once", "key": key}).url for _ in range(2)}
    assert (len(addresses), Comment.objects.count()) == (1, 1)


def test_somebody_elses_key_makes_ones_own_comment(cast, post, path):
    theirs = make_comment(cast.mentor, post, "Theirs")
    assert browser(cast.camper).post(path, {"body": "Mine", "key": str(theirs.key)}).status_code == 302
    assert set(Comment.objects.values_list("body", "author__handle")) == {("Theirs", "seoyeon"), ("Mine", "sol")}


def test_other_words_from_a_page_that_the_browser_kept_are_another_comment(cast, path):
    client, key = browser(cast.camper), str(uuid.uuid4())
    for body in ("First", "Second", "Second"):
        client.post(path, {"body": body, "key": key})
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["First", "Second"]


def test_the_same_words_after_the_first_were_deleted_are_a_new_comment(cast, post, path):
    client = browser(cast.camper)
    client.post(path, {"body": "Again"})
    first = Comment.objects.get()
    make_comment(cast.mentor, post, parent=first)
    client.post(reverse("comments.delete", args=[first.pk]))
    client.post(path, {"body": "Again"})
    assert Comment.objects.filter(body="Again", deleted_at=None).count() == 1


def test_text_is_kept_composed_and_emoji_whole(cast, path):
    browser(cast.camper).post(path, {"body": unicodedata.normalize("NFD", "고마워요 👩‍💻") + "\r\nline"})
    assert Comment.objects.get().body == "고마워요 👩‍💻\nline"


def test_10_000_hangul_are_taken(cast, path):
    assert browser(cast.camper).post(path, {"body": "가" * 10_000}).status_code == 302


def test_draft_takes_no_comment(cast):
    assert (
        browser(cast.author).post(reverse("comments.add", args=[cast.posts["draft"].pk]), {"body": "x"}).status_code
        == 403
    )


@pytest.mark.parametrize("role", ["staff", "on_leave", "graduated"])
def test_reader_who_only_reads_is_refused(cast, path, role):
    assert browser(cast.people[role]).post(path, {"body": "x"}).status_code == 403
    assert not Comment.objects.exists()


def test_stranger_finds_nothing(cast, path):
    assert browser(cast.stranger).post(path, {"body": "x"}).status_code == 404


def test_ended_cohort_is_read_only(cast, post, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.camper).post(path, {"body": "x"}).status_code == 403
    assert Post.objects.get(pk=post.pk).comment_count == 0


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path, {"body": "x"}), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "get", "put", "delete") == {405}


def test_preview_shows_the_comment_and_keeps_its_text_without_saying_it(cast, post, path):
    anchor = post.toc[1]["anchor"]
    sent = {"body": "**확인(check)**은 <script>x</script>", "section": anchor, "preview": "1"}
    answer = browser(cast.mentor).post(path, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>확인(check)</strong>은" in page
    assert answer.context["form"]["body"].value() == sent["body"]
    assert answer.context["form"]["section"].value() == anchor
    assert "<script>x" not in page
    assert not Comment.objects.exists()


def test_preview_of_nothing_is_refused_in_words(cast, path):
    answer = browser(cast.mentor).post(path, {"body": " ", "preview": "1"})
    assert "The comment is empty. Write something first." in words(answer)


def test_quoting_opens_the_form_with_the_words(cast):
    post = cast.posts["cohort"]
    first = make_comment(cast.mentor, post, "첫 줄\n\n둘째 줄")
    client = browser(cast.author)
    page = client.get(post.get_absolute_url())
    link = f"?reply={first.pk}&quote={first.pk}#comment-form"
    assert link in links(page)
    form = client.get(post.get_absolute_url() + link.split("#")[0]).context["form"]
    assert form["body"].value() == "> **Seoyeon**\n>\n> 첫 줄\n>\n> 둘째 줄\n\n"
    assert form["parent"].value() == first.pk


def test_no_comment_of_another_post_and_none_that_is_gone_is_quoted(cast):
    post, other = cast.posts["cohort"], make_comment(cast.mentor, cast.posts["mentors"], "Only for mentors.")
    gone = make_comment(cast.mentor, post, "Regretted.")
    make_comment(cast.author, post, "A reply.", parent=gone)
    delete_comment(comment=gone)
    for pk in (other.pk, gone.pk, 987_654_321):
        page = browser(cast.camper).get(f"{post.get_absolute_url()}?quote={pk}")
        assert page.status_code == 200
        assert not page.context["form"]["body"].value()
