"""Mails: ending them by the address in them; and those that were written, on a development machine."""

from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.mail_stops import stop_mail
from journal.forms.listing import asked
from journal.forms.mail import LetterForm, MailboxForm
from journal.queries.mailbox import mails_kept
from journal.views.access_mail import kept_to_read, letter_to_read, mailbox_to_read, stop_to_do

# What a mail's HTML may do in its frame: look like something. It runs nothing, fetches nothing and leads nowhere.
ALONE = {
    "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "img-src": ["data:"], "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"], "form-action": ["'none'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],  # links open in a tab of their own
}  # fmt: skip


@require_safe
def index(request):
    """The mails that would have been sent, the newest first."""
    mailbox_to_read()
    return render(request, "journal/mail/index.html", {"pager": mails_kept(asked(MailboxForm, request)["page"] or 0)})


@require_safe
@csp_update({"frame-src": ["'self'"]})
def show(request, name):
    """One mail: its headers, its text and its HTML."""
    return render(request, "journal/mail/show.html", {"kept": kept_to_read(name)})


@require_safe
@xframe_options_sameorigin
@csp(ALONE)
def html(request, name):
    """A mail's HTML and nothing else, shut in: what is in it was made for a mail program."""
    letter = letter_to_read(name, asked(LetterForm, request)["at"] or 0)
    return HttpResponse(f'<base target="_blank">{letter.html}')


@csrf_exempt  # RFC 8058: the mail program sends it, which has no session; the address itself is the right to do it
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """End such mails: asked on a page, because mail scanners open every link; done by POST, also in one click."""
    stop = stop_to_do(token)
    if request.method == "POST":
        stop_mail(stop=stop)
    with translation.override(stop.user.language):
        request.LANGUAGE_CODE = translation.get_language()
        response = render(request, "journal/mail/stop.html", {"stop": stop, "done": request.method == "POST"})
    response.headers["X-Robots-Tag"], response.headers["Cache-Control"] = "noindex", "private, no-store"
    return response
