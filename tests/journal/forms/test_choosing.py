"""A choice's box is drawn by our own template: the same box as Django's, without a template an option."""

import re

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template.base import Template

CHOICES = [("", "None"), (1, 'A "quote" & <b>'), ("Group", [("a", "A"), ("b", "비")]), (True, "Yes")]


def shown(widget: forms.Select, renderer, value) -> str:
    """Return the box without the white space between its tags."""
    page = widget.render("field", value, {"id": "id_field", "disabled": False, "required": True}, renderer)
    return re.sub(r"\s*\n\s*", "", page)


def test_it_is_django_s_box():
    for kind, values in ((forms.Select, ("", 1, "b", None, "c")), (forms.SelectMultiple, ([], ["a", "b"], None))):
        for value in values:
            widget = kind(choices=CHOICES)
            assert shown(widget, TemplatesSetting(), value) == shown(widget, DjangoTemplates(), value), (kind, value)


def test_it_takes_one_template_whatever_there_is_to_choose(monkeypatch):
    rendered = []
    real = Template.render
    monkeypatch.setattr(Template, "render", lambda self, context: rendered.append(self.name) or real(self, context))
    forms.Select(choices=[(n, n) for n in range(500)]).render("field", 7, {}, TemplatesSetting())
    assert len(rendered) < 5
