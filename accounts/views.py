"""People's own pages, next to those of allauth."""

from copy import copy
from datetime import timedelta

from allauth.account.views import signup as allauth_signup
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit, devices
from accounts.forms import LanguageForm, ProfileForm
from accounts.pictures import read_picture

YEAR = int(timedelta(days=365).total_seconds())


@sensitive_post_parameters("password1", "password2")
def signup(request):
    """Sign-up by allauth. Where two people take one handle at once, the second is asked again and told why."""
    try:
        return allauth_signup(request)
    except IntegrityError:
        return allauth_signup(request)  # now the form itself sees who came first


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """The signed-in person's profile and preferences."""
    sent = request.method == "POST"
    # A copy, because a form writes what was typed into its instance, also when it refuses it.
    form = ProfileForm(request.POST if sent else None, request.FILES if sent else None, instance=copy(request.user))
    if not sent or not form.is_valid() or not form.save():
        return render(request, "accounts/profile.html", {"form": form})
    translation.activate(form.instance.language)
    messages.success(request, _("Your profile is saved."))
    return _remember_language(redirect("accounts.profile"), form.instance.language)


@require_safe
@login_required
def sessions(request):
    """Where the signed-in person is signed in."""
    shown = devices.devices_of(request.user, request.session.session_key)
    return render(request, "accounts/sessions.html", {"devices": shown})


@require_safe
@login_required
def log(request):
    """What happened at the doors of the signed-in person's account."""
    shown = {"events": audit.events_of(request.user), "days": settings.AUDIT_DAYS}
    return render(request, "accounts/log.html", shown)


@require_POST
@login_required
def end_session(request, public):
    """Sign out somewhere; of this browser itself, that is signing out."""
    if public == request.session.row.public:
        logout(request)
        return redirect("account_login")
    if not devices.end_session(request.user, public):
        raise Http404
    audit.note_event(request, request.user, audit.Kind.ENDED)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts.sessions")


@require_POST
@login_required
def end_others(request):
    """Sign out everywhere else."""
    number = devices.end_others(request.user, request.session.session_key)
    if number:
        audit.note_event(request, request.user, audit.Kind.ENDED)
    words = ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", number)
    messages.success(request, words % {"n": number} if number else _("You are signed in nowhere else."))
    return redirect("accounts.sessions")


@require_safe
def picture(request, name: str):
    """Somebody's picture; whoever was given its unguessable name may see it."""
    try:
        response = HttpResponse(read_picture(name), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def language(request):
    """Change the language of the pages, for a visitor by a cookie, for a person for good, and go back."""
    form = LanguageForm(request.POST)
    if not form.is_valid() and "language" in form.errors:
        raise BadRequest("Not one of the site's languages.")
    chosen, back = form.cleaned_data["language"], form.cleaned_data.get("next", "")
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    here = {request.get_host()}
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, here, require_https=request.is_secure()):
        back = "/"
    return _remember_language(redirect(back), chosen)


def _remember_language(response, chosen: str):
    """Return the response with the language cookie, which LocaleMiddleware reads for visitors."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
