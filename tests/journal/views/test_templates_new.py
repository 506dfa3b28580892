"""Keeping another template."""

import unicodedata

import pytest
from django.urls import reverse

from journal.models.templates import SectionTemplate
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("templates.new")


def send(client, **fields):
    return client.post(PATH, {"name": "회고만", "body": "## 회고\r\n", **fields})


def test_template_is_kept_once_however_often_the_form_is_sent(cast):
    client = browser(cast.author)
    for _ in range(2):
        answer = send(client, is_default="on")
        assert (answer.status_code, answer.url) == (302, reverse("templates.index"))
    kept = SectionTemplate.objects.get(owner=cast.author)
    assert (kept.name, kept.body, kept.is_default) == ("회고만", "## 회고\n", True)


def test_names_are_one_whether_composed_or_not(cast):
    client = browser(cast.author)
    send(client)
    answer = send(client, name=unicodedata.normalize("NFD", " 회고만 "), body="다른 글")
    assert "You have a template of this name already." in words(answer) and "다른 글" in answer.content.decode()
    assert SectionTemplate.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Please give it a name."),
        ({"name": "x" * 41}, "This is too long: at most 40 characters fit."),
        ({"body": " \n"}, "The template is empty. Write something first."),
        ({"body": "가" * 5_001}, "This is too long: at most 5,000 characters fit."),
        ({"body": "x" * 100_000}, "This is too long: at most 5,000 characters fit."),
        ({"body": "a\x00b"}, "There is an invisible character (NUL) in this text."),
        ({"name": "a\x00b"}, "There is an invisible character (NUL) in this text."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_comes_back(cast, fields, sentence):
    answer = send(browser(cast.author), **fields)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert answer.context["form"]["body"].value() == fields.get("body", "## 회고\r\n")
    assert not SectionTemplate.objects.exists()


def test_the_eleventh_is_refused_in_words(cast):
    client = browser(cast.author)
    for number in range(10):
        send(client, name=f"No {number}")
    answer = send(client, name="One more", body="Kept in the form")
    assert "You keep ten templates already. Delete one first." in words(answer)
    assert "Kept in the form" in answer.content.decode()
    assert SectionTemplate.objects.count() == 10


def test_page_says_what_a_template_may_hold(cast):
    page = words(browser(cast.author).get(PATH))
    for place in ("{{lectures}}", "{{day}}", "{{date}}"):
        assert place in page


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert asks_to_sign_in(send(browser()), PATH)
    assert statuses(browser(cast.author), PATH, "put", "delete", "patch") == {405}
    assert query_count(browser(cast.author), PATH) < 8
