"""Mails: those that were written, on a development machine."""

from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from journal.forms.listing import asked
from journal.forms.mail import LetterForm, MailboxForm
from journal.queries.mailbox import mails_kept
from journal.views.access_mail import kept_to_read, letter_to_read, mailbox_to_read

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
