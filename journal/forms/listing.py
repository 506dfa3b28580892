"""What lists take from their address: a cursor, a view, a few letters. Bad values are a page that is not there."""

from copy import deepcopy
from functools import cache

from django import forms
from django.http import Http404, QueryDict


class ListingForm(forms.Form):
    """`?before=` is a list's cursor."""

    before = forms.RegexField(r"^[0-9]{1,18}(-[0-9]{1,18})?\Z", required=False)


class MatrixForm(forms.Form):
    """`?tags=all` shows free tags, or the rarer ones too, beside the topics of the curriculum."""

    tags = forms.ChoiceField(choices=[("all", "")], required=False)


class BookmarksForm(ListingForm):
    """`?folder=` is the key of one's folder, or "none" for what is in no folder."""

    folder = forms.RegexField(r"^(none|[0-9]{1,18})\Z", required=False)


class CurriculumForm(forms.Form):
    """`?view=` chooses how the curriculum is ordered."""

    view = forms.ChoiceField(choices=[("days", ""), ("topics", "")], required=False)


class LectureForm(ListingForm):
    """`?view=` chooses what a lecture's page shows."""

    view = forms.ChoiceField(choices=[("notes", ""), ("people", "")], required=False)


class EventForm(ListingForm):
    """`?before=` is the cursor of an event's notes, `?after=` of its questions."""

    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class KindForm(ListingForm):
    """`?day=`, `?team=` and `?person=` narrow the sections of one kind."""

    day = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    team = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    person = forms.RegexField(r"^[A-Za-z][A-Za-z0-9_]{1,29}\Z", required=False)


class SuggestForm(forms.Form):
    """`?q=` is what was typed so far."""

    q = forms.CharField(max_length=50, required=False)


class PeopleForm(SuggestForm):
    """`?team=` is the key of the team that is shown, `?q=` the beginning of a name."""

    team = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class NewPostForm(forms.Form):
    """`?cohort=` and `?day=` say for which cohort and Day N the editor opens, `?template=` with which template."""

    cohort = forms.SlugField(max_length=40, required=False)
    day = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    template = forms.RegexField(r"^(cohort|none|[0-9]{1,18})\Z", required=False)


class NewSeriesForm(forms.Form):
    """`?post=` is the post that a new series begins with."""

    post = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class SectionForm(forms.Form):
    """`?section=` and `?reply=` open the comment form at a place of the post, `?quote=` with a comment's words."""

    section = forms.CharField(max_length=200, required=False)
    reply = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    quote = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class RevisionForm(forms.Form):
    """`?view=` chooses what a revision is compared with; `text` is the whole of it."""

    view = forms.ChoiceField(choices=[("before", ""), ("now", ""), ("text", "")], required=False)


def asked(form_class, request) -> dict:
    """Return the cleaned parameters of an address; raises Http404 for values that no link of ours has."""
    if not request.GET:
        return deepcopy(_nothing_asked(form_class))
    form = form_class(request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


@cache
def _nothing_asked(form_class) -> dict:
    """Return what a form says of an address without parameters: always the same."""
    form = form_class(QueryDict())
    if not form.is_valid():
        raise Http404
    return form.cleaned_data
