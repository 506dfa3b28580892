"""The frame's pieces are kept for all readers: nobody is shown another's menu, token, address or cohort."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from journal.models.people import Membership
from journal.templatetags import frame
from journal.templatetags.organise import PLACES
from tests.journal.views.browsing import browser

TRASH, FOLLOWS = reverse("posts.trash"), reverse("follows.index")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def page(user, address=TRASH, client=None) -> str:
    return (client or browser(user)).get(address).content.decode()


@pytest.mark.parametrize("first", ["author", "stranger", "mentor", "staff"])
def test_whoever_comes_first_the_menu_is_ones_own(cast, first):
    page(cast.fresh(first))
    for role in ("author", "team_mate", "stranger", "staff"):
        own = cast.fresh(role)
        html = page(own)
        assert f"<strong>{own.display_name}</strong>" in html
        others = [person.handle for key, person in cast.people.items() if person and key != role]
        assert not [handle for handle in others if f"@{handle}" in html]


def test_cohort_and_button_are_those_of_the_reader(cast):
    for role, slug, writes in (
        ("author", "ai-tech", True), ("stranger", "web-dev", True), ("mentor", "ai-tech", False),
        ("withdrawn", None, False), ("graduated", "ai-tech", False),
    ):  # fmt: skip
        html = page(cast.fresh(role))
        assert [found for found in ("ai-tech", "web-dev") if f'masthead__cohort" href="/c/{found}/"' in html] == (
            [slug] if slug else []
        )
        assert ("masthead__write" in html) == writes


def test_a_role_lost_a_moment_ago_is_not_kept(cast):
    assert "masthead__write" in page(cast.fresh("author"))
    Membership.objects.filter(user=cast.author).update(state="withdrawn")
    html = page(cast.fresh("author"))
    assert "masthead__write" not in html and "masthead__cohort" not in html


def test_forms_carry_the_token_of_their_session_and_lead_back_to_their_page(cast):
    for role in ("author", "team_mate"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.fresh(role))
        html = page(None, FOLLOWS + "?a=%22%3E<b>", client)
        assert frame.TOKEN not in html and frame.ADDRESS not in html
        assert 'name="next" value="/follows/?a=%22%3E%3Cb%3E"' in html or "&lt;b&gt;" in html
        assert "<b>" not in html
        for token in set(TOKEN.findall(html)):
            sent = client.post(reverse("accounts.language"), {"language": "en", "csrfmiddlewaretoken": token})
            assert sent.status_code == 302
            assert User.objects.get(pk=cast.people[role].pk).language == "en"


def test_a_new_name_is_shown_at_once_and_escaped(cast):
    page(cast.fresh("author"))
    User.objects.filter(pk=cast.author.pk).update(display_name="<i>민지")
    assert "<strong>&lt;i&gt;민지</strong>" in page(cast.fresh("author"))


def test_each_language_has_a_frame_of_its_own(cast):
    assert ">Bookmarks<" in page(cast.fresh("author"))
    User.objects.filter(pk=cast.author.pk).update(language="ko")
    client = Client()
    client.force_login(cast.fresh("author"))
    assert ">북마크<" in page(None, TRASH, client)


def test_the_bar_says_me_on_ones_own_page_alone(cast):
    client = browser(cast.fresh("author"))
    mark = re.compile(r'bar__place" href="/@minji/" aria-current="page"')
    assert mark.search(page(None, "/@minji/", client))
    assert not mark.search(page(None, "/@bora/", client))
    assert 'aria-current="page"' in re.search(r'bar__place" href="/"[^>]*', page(None, "/", client))[0]


def test_the_header_says_that_one_is_among_the_organisers_pages(cast):
    marked = re.compile(rf'href="{reverse("organiser_desk.show", args=["ai-tech"])}" aria-current="(\w+)"')
    for place in PLACES:
        html = page(cast.organiser, reverse(place.name, args=["ai-tech"]))
        assert marked.search(html)[1] == ("page" if place.name == "organiser_desk.show" else "true"), place.name
        assert len(re.findall(r'class="masthead__link"[^>]* aria-current=', html)) == 1, place.name
    assert not marked.search(page(cast.organiser, reverse("questions.faq", args=["ai-tech"])))


def test_a_page_inside_a_place_says_so_in_the_header(cast):
    for name, place, current in (
        ("topics.index", "topics.index", "page"), ("topics.matrix", "topics.index", "true"),
        ("events.index", "curriculum.index", "true"), ("curriculum.index", "curriculum.index", "page"),
    ):  # fmt: skip
        html = page(cast.fresh("author"), reverse(name, args=["ai-tech"]))
        link = f'masthead__link" href="{reverse(place, args=["ai-tech"])}" aria-current="{current}"'
        assert link in html, name
