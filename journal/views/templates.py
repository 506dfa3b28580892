"""A person's own section templates: what their new journals may start with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.templates import NameTaken, TooMany, delete_template, keep_template
from journal.forms.templates import TAKEN, TOO_MANY, TemplateForm
from journal.models.templates import MOST_TEMPLATES
from journal.queries.templates import cohorts_with_template, templates_of
from journal.views.access import template_to_edit

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(request):
    """One's own templates, and those of one's cohorts."""
    mine = templates_of(request.user)
    context = {"mine": mine, "cohorts": cohorts_with_template(request.user), "may_add": len(mine) < MOST_TEMPLATES}
    return render(request, "journal/templates/index.html", context)


@GET_OR_POST
@login_required
def new(request):
    """Keep another template."""
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _kept(request, form):
        return redirect("templates.index")
    return render(request, "journal/templates/new.html", {"form": form})


@GET_OR_POST
@login_required
def edit(request, pk):
    """Change a template; what was written with it stays."""
    template = template_to_edit(request.user, pk)
    initial = {"name": template.name, "body": template.body, "is_default": template.is_default}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and _kept(request, form, template):
        return redirect("templates.index")
    return render(request, "journal/templates/edit.html", {"form": form, "template": template})


@GET_OR_POST
@login_required
def delete(request, pk):
    """Delete a template, after asking."""
    template = template_to_edit(request.user, pk)
    if request.method == "POST":
        delete_template(template=template)
        messages.success(request, _("The template is deleted."))
        return redirect("templates.index")
    return render(request, "journal/templates/delete.html", {"template": template})


def _kept(request, form, template=None) -> bool:
    """Whether the form's template is kept now; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        keep_template(owner=request.user, template=template, **form.cleaned_data)
    except NameTaken:
        form.add_error("name", TAKEN)
    except TooMany:
        form.add_error(None, TOO_MANY)
    else:
        messages.success(request, _("The template is kept."))
        return True
    return False
