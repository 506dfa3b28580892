"""What somebody sent whose session had ended is shown to them again, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from journal.models.posts import Post
from journal.views import holding
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import browser

pytestmark = pytest.mark.django_db
NEW = "/posts/new/"
HELD = "zq held words"


@pytest.fixture
def camper():
    return make_member(make_cohort())


def sent(writer, **fields) -> dict:
    """Return what the editor sends."""
    return {"title": "T", "body": HELD, "publish": "1", "writer": writer.pk, **fields}


def test_a_visitor_s_text_waits_until_its_writer_signs_in(camper):
    client = browser()
    assert client.post(NEW, sent(camper)).status_code == 302
    assert not Post.objects.exists()
    client.force_login(camper)
    page = client.get(NEW)
    assert HELD in page.content.decode()
    assert "not saved yet" in page.content.decode() or page.context["held"]
    assert client.post(NEW, sent(camper)).status_code == 302
    assert HELD not in client.get(NEW).content.decode()


def test_an_edit_waits_at_its_own_address(camper):
    post = make_post(camper, camper.memberships.get().cohort)
    address, client = reverse("posts.edit", args=[post.pk]), browser()
    client.post(address, sent(camper, version=post.version))
    client.force_login(camper)
    assert HELD not in client.get(NEW).content.decode()
    page = client.get(address)
    assert HELD in page.content.decode()
    assert page.context["form"]["version"].value() == str(post.version)


def test_nobody_else_is_shown_it(camper):
    client = browser()
    client.post(NEW, sent(camper))
    client.force_login(make_member(camper.memberships.get().cohort))
    assert HELD not in client.get(NEW).content.decode()


def test_it_is_not_held_for_ever_nor_without_its_writer_nor_without_end(camper, monkeypatch):
    for data in ({"title": "T", "body": HELD}, sent(camper, body="가" * 200_000)):
        client = browser()
        assert client.post(NEW, data).status_code == 302
        assert "held" not in client.session
    client = browser()
    client.post(NEW, sent(camper))
    client.force_login(camper)
    monkeypatch.setattr(holding, "SECONDS", -1)
    assert HELD not in client.get(NEW).content.decode()


def test_what_autosave_has_is_held_no_longer(camper):
    client = browser()
    client.post(NEW, sent(camper))
    client.force_login(camper)
    draft = {"writer": camper.pk, "client": "9b2d8f0e-8f5f-4a3c-9c55-0d5a3b7a2f11", "turn": 1, "body": HELD}
    assert client.post("/posts/drafts/", draft).status_code == 200
    assert HELD not in client.get(NEW).content.decode()


def test_a_form_that_is_too_old_is_shown_again_with_its_text(camper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(camper)
    answer = client.post(NEW, sent(camper), headers={"origin": "http://testserver"})
    assert (answer.status_code, answer.url) == (302, NEW)
    assert HELD in client.get(NEW).content.decode()
    assert not Post.objects.exists()


def test_a_form_from_another_site_is_refused_and_not_held(camper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(camper)
    answer = client.post(NEW, sent(camper), headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert HELD not in client.get(NEW).content.decode()


def test_saving_another_post_takes_nothing_away(camper):
    post = make_post(camper, camper.memberships.get().cohort, publish=False)
    client = browser()
    client.post(NEW, sent(camper))
    client.force_login(camper)
    draft = {"writer": camper.pk, "client": "9b2d8f0e-8f5f-4a3c-9c55-0d5a3b7a2f11", "turn": 1, "body": "other words"}
    assert client.post("/posts/drafts/", {**draft, "post": post.pk, "version": post.version}).status_code == 200
    assert HELD in client.get(NEW).content.decode()
