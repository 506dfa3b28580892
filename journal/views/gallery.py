"""The look on one page, on a development machine: tokens, type, icons, and every component with the real templates."""

import re

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.forms.gallery import FILLED, SampleForm
from journal.queries.gallery import LINE, icons, ratios, samples, tokens

OF_ONE = re.compile(r'\b(id|for|aria-controls|aria-labelledby|aria-describedby)="([^"]+)"')
LABEL = re.compile(r'\baria-label="([^"]*)"')


@require_safe
def show(request):
    """Everything that pages are made of, in both schemes. Raises Http404 where Haru is deployed."""
    if settings.PRODUCTION:
        raise Http404
    found = tokens()
    context = {
        "tokens": found,
        "colours": ratios(found),
        "sizes": [token for token in found if token.name.startswith("text-")],
        "lengths": [token for token in found if token.pixels and not token.name.startswith("text-")],
        "motions": [token for token in found if token.value.endswith("ms")],
        "line": LINE,
        "icons": icons(),
        "schemes": _schemes(request),
    }
    return render(request, "journal/gallery/show.html", context)


def _schemes(request) -> list:
    """The components in each scheme; what names one thing on a page has the scheme's name before it."""
    return [(name, words, _apart(_components(request), name, words)) for name, words in _names()]


def _names():
    return ("light", _("Light")), ("dark", _("Dark"))


def _components(request) -> str:
    forms = {
        "empty": SampleForm(prefix="empty"),
        "filled": SampleForm(initial=FILLED, prefix="filled"),
        "wrong": SampleForm({}, prefix="wrong"),
    }
    off = SampleForm(initial=FILLED, prefix="off")
    for field in off.fields.values():
        field.disabled = True
    return render_to_string("journal/gallery/_components.html", {**samples(), **forms, "off": off}, request)


def _apart(html: str, scheme: str, words: str) -> str:
    """Return the markup with names of its own, and open, without the scripts that close it."""
    named = OF_ONE.sub(lambda found: f'{found[1]}="{_own(found[2], scheme)}"', html)
    labelled = LABEL.sub(lambda found: f'aria-label="{found[1]} ({words})"', named)
    for element in ("haru-palette", "haru-menu", "haru-bell"):
        labelled = labelled.replace(element, "div")
    for opened in ('dialog class="palette"', 'details class="menu"'):
        labelled = labelled.replace(f"<{opened}", f"<{opened.replace(' ', ' open ', 1)}")
    return mark_safe(labelled)


def _own(names: str, scheme: str) -> str:
    return " ".join(f"{scheme}-{name}" for name in names.split())
