"""People in the admin: staff only, one way to sign in, no password hash on any page."""

from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import DoorEvent, User
from tests.accounts.conftest import PASSWORD

LIST = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")


@pytest.fixture
def staff(client, db):
    """The browser of somebody with every right."""
    client.force_login(User.objects.create_superuser("admin@haru.example", "haneul", PASSWORD, display_name="하늘"))
    return client


def new(**changes) -> dict:
    """What the form for a new person sends, with changes."""
    return {
        "email": "Jiho@Haru.example",
        "handle": "jiho",
        "display_name": "지호",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes


def test_a_visitor_signs_in_where_everybody_does_and_comes_back(client, db):
    login = client.get(LIST, follow=True)
    assert login.redirect_chain[-1][0] == f"{reverse('account_login')}?next={quote(LIST, safe='')}"
    assert client.post("/admin/login/", {"username": "admin@haru.example", "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_admin_s_own_sign_in_follows_no_other_site(client, db):
    User.objects.create_superuser("admin@haru.example", "haneul", PASSWORD, display_name="하늘")
    login = client.get("/admin/login/?next=https://evil.example/").headers["Location"]
    asked = client.get(login).context["redirect_field_value"]
    sent = {"login": "admin@haru.example", "password": PASSWORD, "next": asked}
    assert client.post(login, sent, follow=True).redirect_chain[-1][0] == "/admin/"


def test_others_are_refused(signed_in):
    assert signed_in.get("/admin/login/?next=/admin/").status_code == 403
    assert signed_in.get(LIST, follow=True).status_code == 403


def test_people_are_listed_and_found_by_their_plain_name(staff, minji):
    page = staff.get(LIST, {"q": "MinJi"}).content.decode()
    assert "minji@haru.example" in page
    assert "minji@haru.example" not in staff.get(LIST, {"q": "jiwon"}).content.decode()


def test_a_person_is_added_and_can_sign_in(staff):
    assert staff.post(ADD, new()).status_code == 302
    assert User.objects.get(handle="jiho").email == "jiho@haru.example"
    sent = {"login": "jiho@haru.example", "password": PASSWORD}
    assert Client().post(reverse("account_login"), sent).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"handle": "지호"},
        {"handle": "haneuI"},
        {"handle": "ji\x00ho"},
        {"email": "ADMIN@haru.example"},
        {"email": "jiho"},
        {"display_name": "\u3164"},
        {"password2": "other"},
    ],
)
def test_what_cannot_be_is_refused_in_words(staff, changes):
    response = staff.post(ADD, new(**changes))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert User.objects.count() == 1


def test_no_page_shows_a_password_hash(staff, minji):
    page = staff.get(reverse("admin:accounts_user_change", args=[minji.pk])).content.decode()
    assert "md5" not in page
    assert minji.password.rsplit("$")[-1] not in page
    assert staff.get(reverse("admin:auth_user_password_change", args=[minji.pk])).status_code == 200


def test_a_new_address_given_by_staff_takes_the_old_ones_with_it(staff, minji):
    form = staff.get(reverse("admin:accounts_user_change", args=[minji.pk])).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if name in form.fields and value not in (None, False)}
    sent |= {"email": "minji@new.example", "groups": [], "user_permissions": []}
    assert staff.post(reverse("admin:accounts_user_change", args=[minji.pk]), sent).status_code == 302
    assert User.objects.get(pk=minji.pk).email == "minji@new.example"
    assert not EmailAddress.objects.filter(email="minji@haru.example").exists()


def test_the_admin_needs_tokens_too(minji, db):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.create_superuser("admin@haru.example", "haneul", PASSWORD, display_name="하늘"))
    assert browser.post(ADD, new()).status_code == 403


def test_a_field_without_a_name_is_refused(staff):
    person = User.objects.get(handle="haneul")
    page = reverse("admin:accounts_user_change", args=[person.pk])
    assert staff.get(f"{page}?_to_field=id").status_code == 200
    assert staff.get(f"{page}?_to_field=").status_code == 400
    assert staff.post(page, {"_to_field": ""}).status_code == 400
    assert staff.get(f"{reverse('admin:account_emailaddress_changelist')}?_to_field=").status_code == 400


def test_staff_sign_somebody_out_everywhere_and_it_is_written_down(staff, minji):
    phone, laptop, other = Client(), Client(), Client()
    for browser in (phone, laptop):
        browser.force_login(minji)
    other.force_login(User.objects.create_user("jiho@haru.example", "jiho", PASSWORD, display_name="지호"))
    page = reverse("accounts.profile")
    chosen = {"action": "sign_out", "_selected_action": [minji.pk]}
    assert staff.post(LIST, chosen).status_code == 302
    assert [browser.get(page).status_code for browser in (phone, laptop, other, staff)] == [302, 302, 200, 200]
    assert DoorEvent.objects.get(user=minji).kind == DoorEvent.Kind.ENDED
    assert LogEntry.objects.get().object_id == str(minji.pk)
    assert staff.post(LIST, chosen).status_code == 302
    assert DoorEvent.objects.filter(user=minji).count() == LogEntry.objects.count() == 1  # nothing was there to end


def test_who_may_only_look_at_people_signs_nobody_out(client, minji):
    helper = User.objects.create_user("helper@haru.example", "helper", PASSWORD, display_name="도움", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(helper)
    phone = Client()
    phone.force_login(minji)
    client.post(LIST, {"action": "sign_out", "_selected_action": [minji.pk]})
    assert phone.get(reverse("accounts.profile")).status_code == 200
