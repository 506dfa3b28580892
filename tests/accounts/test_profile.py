"""A person's own page: what they can say about themselves, and what is refused in a sentence."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User

URL = reverse("accounts.profile")


def fields(**changes) -> dict:
    """What Minji's profile form sends, with changes."""
    return {
        "handle": "minji",
        "display_name": "𝐌𝐢𝐧𝐣𝐢",
        "bio": "역전파를 손으로 풉니다.",
        "language": "ko",
        "time_zone": "Asia/Seoul",
        "scheme": "auto",
    } | changes


def photo(kind="JPEG", size=(400, 300), **options) -> SimpleUploadedFile:
    """An uploaded picture."""
    out = BytesIO()
    Image.new("RGB", size, "#B5430F").save(out, kind, **options)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue())


def test_a_person_saves_their_profile_and_is_told_so(signed_in, minji):
    response = signed_in.post(URL, fields(handle="@Minji_Kim", time_zone="Europe/Berlin", scheme="dark"), follow=True)
    minji.refresh_from_db()
    assert response.redirect_chain == [(URL, 302)]
    assert (minji.handle, minji.time_zone, minji.scheme) == ("Minji_Kim", "Europe/Berlin", "dark")
    assert minji.bio == "역전파를 손으로 풉니다."
    assert [str(m) for m in response.context["messages"]]


def test_a_visitor_is_sent_to_sign_in_and_back(client, db):
    assert client.get(URL).headers["Location"] == f"{reverse('account_login')}?next={URL}"
    assert client.post(URL, fields()).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(signed_in, method):
    assert getattr(signed_in, method)(URL).status_code == 405


def test_a_form_without_its_token_is_refused(minji):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(minji)
    assert browser.post(URL, fields(bio="forged")).status_code == 403
    minji.refresh_from_db()
    assert minji.bio == ""


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("handle", ""),
        ("handle", "m"),
        ("handle", "m" * 31),
        ("handle", "민지"),
        ("handle", "민지"),  # decomposed
        ("handle", "1minji"),
        ("handle", "min-ji"),
        ("handle", "min ji"),
        ("handle", "minji😀"),
        ("handle", "min\x00ji"),
        ("handle", "mιnji"),  # a Greek iota
        ("handle", "admin"),
        ("handle", "Adm1n"),
        ("handle", "x" * 100_000),
        ("display_name", ""),
        ("display_name", "\u3164\u3164"),  # Hangul fillers: a name that nobody sees
        ("display_name", "min\u202eijnim"),  # turns the line around
        ("display_name", "a\x00b"),
        ("display_name", "가" * 51),
        ("display_name", "가" * 100_000),
        ("bio", "x" * 201),
        ("bio", "a\x00b"),
        ("bio", "a\x1bb"),
        ("language", "xx"),
        ("language", ""),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "a\x00b"),
        ("scheme", "pink"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(signed_in, minji, field, text):
    response = signed_in.post(URL, fields(**{field: text}))
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    assert all(len(sentence) > 8 for sentence in form.errors[field])
    assert form[field].value() == text
    minji.refresh_from_db()
    assert (minji.handle, minji.display_name, minji.language) == ("minji", "𝐌𝐢𝐧𝐣𝐢", "ko")


def test_the_page_that_refuses_still_calls_the_person_by_their_saved_name(signed_in, minji):
    response = signed_in.post(URL, fields(handle="x", display_name="Somebody else"))
    assert response.context["user"].display_name == "𝐌𝐢𝐧𝐣𝐢"


@pytest.mark.parametrize("look_alike", ["jiwon_lee", "JIWON1EE", "jiw0nlee", "Jiwonlee", "ji_won_lee"])
def test_a_handle_that_looks_like_another_is_taken(signed_in, look_alike):
    User.objects.create_user("jiwon@haru.example", "jiwonLee", display_name="지원")
    response = signed_in.post(URL, fields(handle=look_alike))
    assert list(response.context["form"].errors) == ["handle"]


def test_ones_own_handle_may_change_its_case(signed_in, minji):
    assert signed_in.post(URL, fields(handle="MinJi")).status_code == 302
    minji.refresh_from_db()
    assert minji.handle == "MinJi"


def test_who_loses_the_race_for_a_handle_reads_a_sentence(signed_in, minji, media, monkeypatch):
    User.objects.create_user("jiwon@haru.example", "jiwon", display_name="지원")
    # The other one saves after our look and before our save.
    monkeypatch.setattr("accounts.forms.HandleMixin.clean_handle", lambda self: self.cleaned_data["handle"])
    monkeypatch.setattr("accounts.forms.ProfileForm.validate_unique", lambda self: None)
    response = signed_in.post(URL, fields(handle="j1won", picture_file=photo()))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["handle"]
    assert list((media / "pictures").iterdir()) == []  # nothing is left behind


def test_a_picture_becomes_a_small_square_and_the_old_one_goes(signed_in, minji, media):
    signed_in.post(URL, fields(picture_file=photo()))
    minji.refresh_from_db()
    first = minji.picture
    signed_in.post(URL, fields(picture_file=photo("PNG")))
    minji.refresh_from_db()
    assert [file.name for file in (media / "pictures").iterdir()] == [minji.picture]
    assert minji.picture != first
    assert Image.open(media / "pictures" / minji.picture).size == (256, 256)


def test_saving_without_a_picture_keeps_it_and_removing_it_removes_the_file(signed_in, minji, media):
    signed_in.post(URL, fields(picture_file=photo()))
    signed_in.post(URL, fields())
    minji.refresh_from_db()
    assert minji.picture
    signed_in.post(URL, fields(remove_picture="on"))
    minji.refresh_from_db()
    assert minji.picture == ""
    assert list((media / "pictures").iterdir()) == []


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(signed_in, minji):
    fake = SimpleUploadedFile("me.png", b"<svg onload=alert(1)>", content_type="image/png")
    response = signed_in.post(URL, fields(picture_file=fake))
    assert list(response.context["form"].errors) == ["picture_file"]


def test_choosing_english_shows_english_at_once_and_leaves_a_cookie(signed_in):
    response = signed_in.post(URL, fields(language="en"), follow=True)
    assert response.headers["Content-Language"] == "en"
    assert "Your profile is saved." in response.content.decode()
    assert signed_in.cookies["django_language"].value == "en"


def test_the_page_costs_few_queries(signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert signed_in.get(URL).status_code == 200
