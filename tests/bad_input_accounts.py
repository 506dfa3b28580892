"""What the pages of accounts take, for tests/journal/test_bad_input.py."""

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import CharField, Form

from accounts.forms import ClosingForm, LanguageForm, ProfileForm
from accounts.key_forms import AddKeyForm, EditKeyForm, PasskeyForm, ProofForm


class NothingForm(Form):
    """A button and nothing else."""


class CodeOrKeyForm(AuthenticateForm):
    """A code, or a key's answer."""

    credential = CharField()


ACCOUNT_FORMS = {
    "accounts.profile": ProfileForm,
    "accounts.language": LanguageForm,
    "people.close": ClosingForm,
    "accounts.end_others": NothingForm,
    "account_signup": allauth_forms.SignupForm,
    "account_login": allauth_forms.LoginForm,
    "account_reauthenticate": allauth_forms.ReauthenticateForm,
    "account_email": allauth_forms.AddEmailForm,
    "account_change_password": allauth_forms.ChangePasswordForm,
    "account_set_password": allauth_forms.SetPasswordForm,
    "account_reset_password": allauth_forms.ResetPasswordForm,
    **dict.fromkeys(
        (
            "account_logout",
            "account_confirm_login_code",
            "account_confirm_email",
            "account_reset_password_from_key",
            "mfa_generate_recovery_codes",
            "mfa_remove_webauthn",
        ),
        NothingForm,
    ),
    "mfa_activate_totp": ActivateTOTPForm,
    "mfa_add_webauthn": AddKeyForm,
    "mfa_edit_webauthn": EditKeyForm,
    "mfa_reauthenticate": ReauthenticateForm,
    "mfa_reauthenticate_webauthn": ProofForm,
    "mfa_authenticate": CodeOrKeyForm,
    "mfa_login_webauthn": PasskeyForm,
}
ACCOUNT_PATHS = {
    "accounts.end_session": "/accounts/sessions/{public}/",
    "mfa_edit_webauthn": "/accounts/second-step/webauthn/keys/{pk}/edit/",
    "mfa_remove_webauthn": "/accounts/second-step/webauthn/keys/{pk}/remove/",
    "accounts.picture": "/accounts/pictures/{name}",
    "account_confirm_email": "/accounts/confirm-email/{key}/",
    "account_reset_password_from_key": "/accounts/password/reset/key/{uidb36}-{key}/",
}
ACCOUNT_WORDS = {
    "accounts.end_session": ["public"],
    **dict.fromkeys(("mfa_edit_webauthn", "mfa_remove_webauthn"), ["pk"]),
    "account_confirm_email": ["key"],
    "accounts.picture": ["name"],
    "account_reset_password_from_key": ["uidb36", "key"],
}
