"""What allauth asks of the site: who may sign up, where to go next, in which language a mail is written."""

import logging
import smtplib
import time
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.audit import TOLD, note_event, note_failure, note_sign_in
from accounts.devices import end_others
from accounts.models import User

INVITED_UNTIL = "invited_until"  # session key: the Unix time until which its visitor may sign up

logger = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """Haru's answers to allauth; `ACCOUNT_ADAPTER` names this class."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or ask for a new password."),
        "rate_limited": _("That was a lot in a short time. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request) -> bool:
        """Return whether the visitor may make an account: the site is open, or they hold a fresh invitation."""
        return settings.OPEN_SIGNUP or is_invited(request.session)

    def save_user(self, request, user, form, commit=True):
        """Return the new user, saved with what the sign-up form adds.

        Raises IntegrityError, with the transaction intact, when somebody took the handle or the e-mail meanwhile.
        """
        user.handle = form.cleaned_data["handle"]
        user.display_name = form.cleaned_data["display_name"]
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        with transaction.atomic():
            saved = super().save_user(request, user, form, commit)
        request.session.pop(INVITED_UNTIL, None)
        return saved

    def set_password(self, user, password) -> None:
        """Set a new password (changed, forgotten, or the first one) and end the person's other sessions."""
        super().set_password(user, password)
        request = allauth_context.request
        end_others(user, request.session.session_key if request and request.user == user else "")

    def is_safe_url(self, url) -> bool:
        """Return whether `url` stays on this very host; allauth's own rule also lets the site's other hosts through."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_email_confirmation_url(self, request, emailconfirmation) -> str:
        """Return the link of a verification mail, with the address that its reader wanted to go to (an invitation,
        mostly): mails are often opened in another browser than the one that signed up.
        """
        url, wanted = super().get_email_confirmation_url(request, emailconfirmation), get_next_redirect_url(request)
        return f"{url}?{urlencode({'next': wanted})}" if wanted else url

    def login(self, request, user) -> None:
        """Sign somebody in, and write it down."""
        super().login(request, user)
        note_sign_in(request, user)

    def authentication_failed(self, request, **credentials) -> None:
        """Write down a wrong password."""
        super().authentication_failed(request, **credentials)
        note_failure(request, credentials.get("email") or "")

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Tell somebody by mail of a change of their account; a first second step ends their other sessions."""
        request = allauth_context.request
        if template_prefix in ("mfa/email/totp_activated", "mfa/email/webauthn_added") and request:
            end_others(user, request.session.session_key)
        if template_prefix in TOLD and request:
            note_event(request, user, TOLD[template_prefix])
        super().send_notification_mail(template_prefix, user, context, email)

    def render_mail(self, template_prefix, email, context, headers=None):
        """Return the mail in the language of its reader, which may not be that of the page that caused it."""
        reader = context.get("user") or User.objects.filter(email=email).first()
        with translation.override(reader.language if reader else translation.get_language()):
            return super().render_mail(template_prefix, email, context, headers)

    def send_mail(self, template_prefix, email, context) -> None:
        """Send a mail; a mail server that fails is logged, and the page says nothing that it would not say otherwise.

        (An error page here would tell a stranger which addresses have an account.)
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            logger.exception("The mail %s could not be handed to the mail server.", template_prefix)


def is_invited(session) -> bool:
    """Return whether the session carries an invitation that has not run out."""
    until = session.get(INVITED_UNTIL)
    return isinstance(until, (int, float)) and until > time.time()
