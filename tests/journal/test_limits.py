"""One try too many, at every door that counts: 429, when to come again, a sentence in place, and the text still there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Tally
from journal.models.comments import Comment
from journal.models.people import Invitation
from journal.models.transfers import Import
from journal.models.uploads import Upload
from journal.queries.invitations import claim_token
from tests.factories import make_comment
from tests.journal.pictures import photo
from tests.journal.views.browsing import browser, words
from tests.journal.views.test_invitations_claim import newcomer  # noqa: F401 (a fixture)
from tests.world import post_data

SAID = "That was a lot in a short time. Wait"
TEXT = "What I had typed, zq-kept."


@pytest.fixture(autouse=True)
def one_each(settings):
    """Let everybody do everything once in an hour."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1/h/user,100/h/ip")


def refused(answer) -> str:
    """Return what a refused answer says."""
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 3_600
    page = answer.content.decode()
    assert SAID in page
    return page


def test_a_comment_too_many_comes_back_with_its_text(cast):
    client, path = browser(cast.camper), reverse("comments.add", args=[cast.posts["cohort"].pk])
    assert client.post(path, {"body": "The first."}).status_code == 302
    answer = client.post(path, {"body": TEXT})
    page = refused(answer)
    assert f">\n{TEXT}</textarea>" in page and answer.context["form"].errors["body"]
    assert list(Comment.objects.values_list("body", flat=True)) == ["The first."]


def test_a_change_of_a_comment_too_many_keeps_its_text(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "As it was.")
    client, path = browser(cast.camper), reverse("comments.edit", args=[comment.pk])
    assert client.post(path, {"body": "Changed."}).status_code == 302
    assert TEXT in refused(client.post(path, {"body": TEXT}))
    comment.refresh_from_db()
    assert comment.body == "Changed."


def test_a_preview_of_a_comment_is_no_comment(cast):
    client, path = browser(cast.camper), reverse("comments.add", args=[cast.posts["cohort"].pk])
    assert client.post(path, {"body": TEXT, "preview": "1"}).status_code == 200
    assert TEXT in refused(client.post(path, {"body": TEXT, "preview": "1"}))
    assert client.post(path, {"body": TEXT}).status_code == 302


def test_a_refused_form_does_not_count(cast):
    client, path = browser(cast.camper), reverse("comments.add", args=[cast.posts["cohort"].pk])
    for _each in range(3):
        assert client.post(path, {"body": " "}).status_code == 200
    assert client.post(path, {"body": TEXT}).status_code == 302


def test_the_desk_is_shown_the_sentence_at_the_reply(cast):
    """desk.js takes the first list of errors in a form of the answer, and leaves the row with its text alone."""
    client, path = browser(cast.mentor), reverse("comments.add", args=[cast.posts["cohort"].pk])
    client.post(path, {"body": "One."}, headers={"HX-Request": "true"})
    page = refused(client.post(path, {"body": TEXT}, headers={"HX-Request": "true"}))
    main = page[page.index("<main") :]
    form = main[main.index('class="errorlist') :][:300]
    assert SAID in form


def test_a_picture_too_many_is_told_to_the_editor(cast):
    client, path = browser(cast.camper), reverse("markdownx_upload")
    sent = lambda: {"image": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}  # noqa: E731
    assert client.post(path, sent()).status_code == 200
    answer = client.post(path, sent())
    refused(answer)
    assert answer.json()["image"][0].startswith(SAID)
    assert Upload.objects.count() == 1


def test_a_preview_too_many_is_a_sentence(cast):
    client, path = browser(cast.camper), reverse("markdownx_markdownify")
    assert client.post(path, {"content": TEXT}).status_code == 200
    answer = client.post(path, {"content": "<b>x</b>"})
    assert refused(answer).startswith(SAID) and answer.headers["Content-Type"].startswith("text/plain")


def test_a_search_too_many_keeps_what_was_looked_for(cast):
    client, path = browser(cast.camper), reverse("search.show", args=["ai-tech"])
    assert client.get(path, {"q": "zq-kept"}).status_code == 200
    page = refused(client.get(path, {"q": "zq-kept"}))
    assert 'value="zq-kept"' in page
    assert client.get(path).status_code == 200, "the empty page looks for nothing"


def test_suggestions_too_many_are_one_line_that_cannot_be_chosen(cast):
    client, path = browser(cast.camper), reverse("search.suggest", args=["ai-tech"])
    assert client.get(path, {"q": "p"}).status_code == 200
    page = refused(client.get(path, {"q": "p"}))
    assert page.count("<li") == 1 and "data-href" not in page


def test_an_import_too_many_is_refused_at_its_field(cast):
    client, path = browser(cast.camper), reverse("transfers.new")
    sent = lambda: {"files": SimpleUploadedFile("a.md", b"# Title\n\nText"), "cohort": "", "visibility": "draft"}  # noqa: E731
    first = client.post(path, sent())
    assert first.status_code == 302, words(first)
    answer = client.post(path, sent())
    refused(answer)
    assert answer.context["form"].errors["files"] and Import.objects.count() == 1


def test_links_too_many_are_refused_in_the_form(cast):
    client, path = browser(cast.organiser), reverse("invitations.index", args=["ai-tech"])
    sent = {"role": "camper", "team": "", "places": "5", "days": "7"}
    form = client.get(path).context["form"]
    sent = {name: sent.get(name, form[name].value() or "") for name in form.fields}
    before = Invitation.objects.count()
    first = client.post(path, sent)
    assert first.status_code == 302, words(first)
    refused(client.post(path, sent))
    assert Invitation.objects.count() == before + 1


def test_mails_too_many_are_refused_on_a_page(cast):
    client, path = browser(cast.organiser), reverse("invitations.send", args=["ai-tech"])
    assert client.post(path).status_code == 302
    assert "A moment, please" in words(client.post(path)) and refused(client.post(path))


def test_tokens_are_not_tried_out(cast, settings):
    settings.RATE_LIMITS["invitation"] = "1/h/user,3/h/ip"
    for name, url in (("people.join", "/join/none/"), ("invitations.claim", "/join/mail/none/")):
        Tally.objects.all().delete()
        client = browser()
        assert [client.get(url).status_code for _each in range(5)] == [404, 404, 404, 429, 429], name


def test_a_claim_too_many_keeps_what_was_typed(cast, newcomer, settings):  # noqa: F811
    settings.RATE_LIMITS["invitation"] = "1/h/user,1/h/ip"
    client, path = browser(), reverse("invitations.claim", args=[claim_token(newcomer)])
    assert client.get(path).status_code == 200
    page = refused(client.post(path, {"display_name": "김하나", "handle": "hana", "password": "haru-backpropagation"}))
    assert 'value="hana"' in page and "haru-backpropagation" not in page


def test_korean_people_are_told_in_korean(cast):
    client, path = browser(cast.camper), reverse("search.show", args=["ai-tech"])
    type(cast.camper).objects.filter(pk=cast.camper.pk).update(language="ko")
    client.get(path, {"q": "x"})
    assert "짧은 시간에 너무 많이 시도했어요. 60분 뒤에 다시 해 주세요." in words(client.get(path, {"q": "x"}))


def test_publishing_is_counted_nowhere(cast):
    client = browser(cast.camper)
    before = Tally.objects.count()
    assert client.post(reverse("posts.new"), post_data()).status_code == 302
    assert client.get(cast.cohort.get_absolute_url()).status_code == 200
    assert Tally.objects.count() == before
