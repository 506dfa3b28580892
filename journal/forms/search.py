"""What a search page's address says, and what was typed so far. What cannot be looked for is refused in words."""

from django import forms
from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from journal.forms.fields import LineField

MOST = 400  # characters: journal/text/search_queries.py reads no more

# What one can type, and what it is for; the first four words are the reader's own language's.
EXAMPLES = (
    (_("back propagation"), _("posts and comments with both words, topics, lectures and people of that name")),
    (format_lazy('"{}"', _("chain rule")), _("these words side by side")),
    (format_lazy("-{}", _("word")), _("without this word")),
    ("from:@minji", _("by one person")),
    ('topic:"AI Math"', _("about a topic")),
    ("day:4", _("of Day 4")),
    ("is:question is:open", _("posts with questions, with open ones")),
    ("has:code has:math", _("posts with code, with formulas")),
    (format_lazy("kind:{} kind:comment", _("retrospective")), _("posts with such a section, comments only")),
)


class SearchForm(forms.Form):
    """`?q=` is what is looked for, `?sort=time` its order, `?in=all` where; `?typed=1` lets nothing be repaired."""

    q = LineField(
        most=MOST,
        required=False,
        label=_("Search"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    sort = forms.ChoiceField(choices=[("rank", ""), ("time", "")], required=False)
    scope = forms.ChoiceField(choices=[("cohort", ""), ("all", "")], required=False)
    typed = forms.RegexField(r"^1\Z", required=False)
    after = forms.RegexField(r"^[0-9]{1,17}-[0-9]{1,18}(-[0-9]{1,18}-[0-9]{1,18})?\Z", required=False)

    def add_prefix(self, field_name):
        return {"scope": "in"}.get(field_name, field_name)

    examples = EXAMPLES

    @property
    def shown(self) -> str:
        """What was typed, as the field shows it again, also where it was refused."""
        return self.data.get("q", "")[: 2 * MOST].translate({0: "�"})

    @property
    def is_by_time(self) -> bool:
        """Whether the newest come first."""
        return self.data.get("sort") == "time"

    @property
    def is_everywhere(self) -> bool:
        """Whether it is looked for in all that the reader may read."""
        return self.data.get("in") == "all"


def search_asked(request) -> SearchForm:
    """Return the form of an address, bound: its text may be refused in words, anything else is a page that is not.

    Raises Http404.
    """
    form = SearchForm(request.GET)
    if set(form.errors) - {"q"}:
        raise Http404
    return form
