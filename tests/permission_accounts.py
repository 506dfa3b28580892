"""The permission table's rows for accounts, and the rule for Django's admin (see tests/permission_table.py)."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from tests.permission_table import EVERYBODY, MISSING, SIGNED_IN, WRONG, Row, answers, at
from tests.world import PASSWORD, SIGN_IN, World

AWAY = answers(302, visitor=200)  # for visitors only; who is signed in already goes home
OWN = answers(302, visitor=SIGN_IN)


def _profile(world: World, role: str) -> dict:
    user = world.cast.people[role]
    fields = {"language": "ko", "time_zone": "Asia/Seoul", "scheme": "auto"}
    return {"handle": user.handle, "display_name": "Name", **fields} if user else {}


def _credentials(world: World, role: str) -> dict:
    return {"login": world.cast.team_mate.email, "password": PASSWORD}


def _reset(world: World) -> str:
    uidb36, key = world.reset_key.split("-", 1)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": key})


ACCOUNTS = [
    Row("accounts.profile", at("accounts.profile"), SIGNED_IN, OWN, data=_profile),
    Row("accounts.sessions", at("accounts.sessions"), SIGNED_IN, WRONG),
    Row("accounts.log", at("accounts.log"), SIGNED_IN, WRONG),
    Row("accounts.end_session", at("accounts.end_session", public=str(UUID(int=1))), WRONG, MISSING),
    Row("accounts.end_others", at("accounts.end_others"), WRONG, OWN),
    Row("accounts.language", at("accounts.language"), WRONG, answers(302), data=lambda world, role: {"language": "en"}),
    # A picture's name cannot be guessed; who was shown the person may see it.
    Row("accounts.picture", at("accounts.picture", name=lambda world: world.picture), EVERYBODY, WRONG),
    Row("accounts.picture", at("accounts.picture", name=f"{0:032x}.webp"), answers(404), WRONG, label="of nobody"),
    Row("account_signup", at("account_signup"), AWAY, AWAY),
    Row("account_login", at("account_login"), AWAY, answers(302), data=_credentials),
    Row(
        "account_login",
        at("account_login"),
        AWAY,
        AWAY,
        data=lambda w, r: {"login": "a@b.example", "password": "x"},
        label="with a guess",
    ),
    Row("account_logout", at("account_logout"), answers(200, visitor=302), answers(302)),
    Row("account_inactive", at("account_inactive"), EVERYBODY, WRONG),
    Row(
        "account_reauthenticate",
        at("account_reauthenticate"),
        SIGNED_IN,
        SIGNED_IN,
        data=lambda w, r: {"password": "x"},
    ),
    Row(
        "account_email",
        at("account_email"),
        SIGNED_IN,
        OWN,
        data=lambda w, r: {"action_add": "", "email": "new@home.example"},
    ),
    Row("account_email_verification_sent", at("account_email_verification_sent"), EVERYBODY, WRONG),
    Row(
        "account_change_password",
        at("account_change_password"),
        SIGNED_IN,
        SIGNED_IN,
        data=lambda w, r: {"oldpassword": "x"},
    ),
    Row("account_set_password", at("account_set_password"), OWN, OWN, label="of somebody who has one"),
    Row(
        "account_reset_password",
        at("account_reset_password"),
        EVERYBODY,
        answers(302),
        data=lambda w, r: {"email": "a@b.example"},
    ),
    Row("account_reset_password_done", at("account_reset_password_done"), EVERYBODY, WRONG),
    Row("account_confirm_login_code", at("account_confirm_login_code"), answers(302), answers(302)),
    Row(
        "account_confirm_email", at("account_confirm_email", key=lambda world: world.email_key), EVERYBODY, answers(302)
    ),
    Row(
        "account_confirm_email",
        at("account_confirm_email", key="none"),
        EVERYBODY,
        answers(404),
        label="with a bad key",
    ),
    Row("account_reset_password_from_key", _reset, answers(302), answers(302)),
    Row("account_reset_password_from_key_done", at("account_reset_password_from_key_done"), EVERYBODY, WRONG),
    # The second step: a change asks for the password first, which nobody of the world has just typed.
    *(Row(f"mfa_{name}", at(f"mfa_{name}"), SIGNED_IN, WRONG) for name in ("index", "list_webauthn")),
    *(
        Row(f"mfa_{name}", at(f"mfa_{name}"), OWN, OWN)
        for name in ("activate_totp", "add_webauthn", "generate_recovery_codes")
    ),
    *(Row(f"mfa_{name}", at(f"mfa_{name}", pk=1), OWN, OWN) for name in ("edit_webauthn", "remove_webauthn")),
    Row("mfa_deactivate_totp", at("mfa_deactivate_totp"), MISSING, MISSING, label="of somebody who has none"),
    *(
        Row(f"mfa_{name}", at(f"mfa_{name}"), MISSING, WRONG, label="of somebody who has none")
        for name in ("view_recovery_codes", "download_recovery_codes")
    ),
    *(
        Row(f"mfa_{name}", at(f"mfa_{name}"), OWN, OWN, label="of somebody who has none")
        for name in ("reauthenticate", "reauthenticate_webauthn")
    ),
    Row("mfa_authenticate", at("mfa_authenticate"), answers(302), answers(302)),
    Row("mfa_login_webauthn", at("mfa_login_webauthn"), answers(302), answers(302)),
]


def admin_urls(routes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (route, address) of each address of Django's admin, with an object of the world where one is asked for."""
    for route in routes:
        if not route.startswith("admin/"):
            continue
        parts = route.split("/")
        model = apps.all_models.get(parts[1], {}).get(parts[2]) if len(parts) > 3 else None
        first = model.objects.order_by("pk").first() if model else None
        key = str(first.pk if first else 0)
        url = route.replace("<path:object_id>", key).replace("<path:content_type_id>", "0").replace("<id>", key)
        url = url.replace("(?P<app_label>auth|accounts|journal|account|taggit)/$", "journal/")
        yield route, "/" + url.replace("(?P<url>.*)$", "none/")


def is_turned_away(role: str, response) -> bool:
    """Return whether the admin let somebody no further than the way to its sign-in."""
    where = urlsplit(response.headers.get("Location", ""))
    if response.wsgi_request.path == reverse("admin:login") and role != "visitor":
        return response.status_code == 403  # they are signed in: another sign-in would not help
    if response.wsgi_request.path == reverse("admin:logout"):
        return where.path in (reverse("admin:index"), reverse("admin:login"))
    back = parse_qs(where.query).get("next", [])
    sign_ins = (reverse("admin:login"), reverse("account_login"))
    return response.status_code == 302 and where.path in sign_ins and bool(back) and back[0].startswith("/admin/")
