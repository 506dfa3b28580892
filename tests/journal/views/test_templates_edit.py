"""Changing a template of one's own."""

from django.urls import reverse

from journal.actions.templates import keep_template
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def mine(cast, **columns):
    return keep_template(**{"owner": cast.author, "name": "회고만", "body": "## 회고", "is_default": False, **columns})


def test_change_is_kept_and_posts_stay(cast):
    template = mine(cast)
    post = make_post(cast.author, cast.cohort, body="## 회고", day=9)
    client = browser(cast.author)
    assert client.get(template.get_absolute_url()).context["form"]["body"].value() == "## 회고"
    answer = client.post(template.get_absolute_url(), {"name": "하루", "body": "## 하루", "is_default": "on"})
    assert (answer.status_code, answer.url) == (302, reverse("templates.index"))
    template.refresh_from_db()
    post.refresh_from_db()
    assert (template.name, template.body, template.is_default, post.body) == ("하루", "## 하루", True, "## 회고")


def test_another_s_name_is_refused_with_the_text(cast):
    mine(cast, name="하루")
    answer = browser(cast.author).post(mine(cast).get_absolute_url(), {"name": "하루", "body": "Typed"})
    assert "You have a template of this name already." in words(answer) and "Typed" in answer.content.decode()


def test_nobody_else_finds_it_whatever_their_role(cast):
    template = mine(cast)
    for role in ("team_mate", "mentor", "organiser", "staff", "stranger"):
        client = browser(cast.people[role])
        assert client.get(template.get_absolute_url()).status_code == 404, role
        assert client.post(template.get_absolute_url(), {"name": "x", "body": "x"}).status_code == 404, role
        assert client.get(f"{reverse('posts.new')}?template={template.pk}").status_code in (403, 404), role
    template.refresh_from_db()
    assert template.name == "회고만"


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    path = mine(cast).get_absolute_url()
    assert asks_to_sign_in(browser().get(path), path)
    assert statuses(browser(cast.author), path, "put", "delete", "patch") == {405}
    assert query_count(browser(cast.author), path) < 8
