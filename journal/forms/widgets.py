"""Widgets of the editor: markdownx's textarea without markdownx's script, and a choice of study days."""

from django import forms
from django.utils.translation import gettext as _
from markdownx.widgets import MarkdownxWidget

from journal.models.cohorts import Cohort
from journal.templatetags.haru import day_words


class EditorWidget(MarkdownxWidget):
    """A plain textarea that static/js/elements/editor.js makes pleasant; markdownx's script corrupts Hangul."""

    template_name = "journal/posts/_textarea.html"

    def get_context(self, name, value, attrs):
        return forms.Textarea.get_context(self, name, value, attrs)

    @property
    def media(self):
        return forms.Media()


class StudyDaySelect(forms.Select):
    """The cohort's study days, newest first, from today back; days to come follow. Empty is a free note."""

    def __init__(self, cohort: Cohort):
        super().__init__()
        self.cohort = cohort

    def optgroups(self, name, value, attrs=None):
        today = self.cohort.today()
        days = list(enumerate(self.cohort.calendar.days, start=1))
        past = [self._choice(n, day) for n, day in reversed(days) if day <= today]
        future = [self._choice(n, day) for n, day in days if day > today]
        self.choices = [("", _("A free note, of no study day")), (_("Until today"), past), (_("Days to come"), future)]
        self.choices = [choice for choice in self.choices if choice[1]]
        return super().optgroups(name, [str(v) for v in value], attrs)

    @staticmethod
    def _choice(number: int, day) -> tuple[str, str]:
        return day.isoformat(), f"Day {number} · {day_words(day)}"
