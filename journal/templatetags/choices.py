"""The many small boxes of a filter, drawn once for all pages that offer the same."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from journal.templatetags.haru import count

register = template.Library()
KEPT = 500  # lists of choices of a process


@register.simple_tag
def filter_choices(kind) -> SafeString:
    """Show a check box for each choice of a kind of filter (a FilterKind)."""
    return _drawn(kind.name, tuple((choice.value, choice.label, choice.is_chosen) for choice in kind.choices))


@register.simple_tag
def plot_rows(plot, link: str) -> SafeString:
    """Show the rows of a DayPlot's table, newest first; `link` is what the address of a day's posts begins with."""
    rows = ((link, bar.number, bar.number, count(bar.posts)) for bar in plot.filled)
    row = '<tr><th scope="row"><a href="{}{}">Day {}</a></th><td class="figure">{}</td></tr>'
    return format_html_join("", row, rows)


@lru_cache(KEPT)
def _drawn(name: str, choices: tuple[tuple[str, str, bool], ...]) -> SafeString:
    box = '<label class="choice"><input type="checkbox" name="{}" value="{}"{}><span>{}</span></label>'
    drawn = (
        format_html(box, name, value, mark_safe(" checked") if is_chosen else "", label)
        for value, label, is_chosen in choices
    )
    return mark_safe("".join(drawn))
