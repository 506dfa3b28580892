"""The second step of signing in: an app's codes or a key, kept encrypted, and asked of those who can do much.

Who must have one and has none is led to the page that sets one up: the site's staff (HARU_STAFF_SECOND_FACTOR,
on in production), organisers on the pages of a cohort that asks it of them (journal/views/access_organise.py).
"""

import base64
import hashlib

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OPEN = ("/accounts/", "/static/")  # where a second step is set up, and one's own account is cared for


class SecondFactorMissing(PermissionDenied):
    """Somebody may do this, once they have a second step."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Haru's answers to allauth.mfa; `MFA_ADAPTER` names this class."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": gettext_lazy("Take the second step away before you add another address."),
        "incorrect_code": gettext_lazy("That was not the right code or key. Wait for the next one and try again."),
        "unverified_email": gettext_lazy("Confirm your email address first: it is the way back in."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it: a stolen backup makes no codes."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret; one that another HARU_SECRET_KEY encrypted fits no code."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(hashlib.sha256(encrypted_text.encode()).digest()).decode()

    def generate_authenticator_name(self, user, type) -> str:
        """Return what a new key is called before its owner says so."""
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Key %(n)s") % {"n": number} if number > 1 else _("My key")


def has_second_factor(request) -> bool:
    """Return whether the person who asks has a second step: by how they signed in, else by what they have set up."""
    used = (record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return any(used) or is_mfa_enabled(request.user)


def must_set_up(request) -> bool:
    """Return whether a request comes from the staff, of whom a second step is asked, and who have none."""
    user = request.user
    return bool(settings.STAFF_SECOND_FACTOR and user.is_active and user.is_staff and not has_second_factor(request))


def may_enter_admin(request) -> bool:
    """Return whether Django's admin opens: for the staff, with a second step where the site asks for one."""
    return request.user.is_active and request.user.is_staff and not must_set_up(request)


def asked_of_staff(get_response):
    """Return the middleware that leads the staff without a second step to where they set one up."""

    def middleware(request):
        if not request.path.startswith(OPEN) and must_set_up(request):
            return lead_to_set_up(request)
        return get_response(request)

    return middleware


def lead_to_set_up(request):
    """Return the way to the page of the second step, with the reason on it."""
    messages.info(request, _("Your role on this site asks for a second step. Set one up, and go on."))
    return redirect("mfa_index")


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"haru second step\0" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
