"""The drawings and tables of the organisers' overview: hundreds of days, written here and not in a template's loop."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal.templatetags.haru import count, day_words, short_day, tiny_day, weekday_word

register = template.Library()
STEP, SIDE = 12, 10  # of a square in its drawing


@register.simple_tag
def year_drawing(year) -> SafeString:
    """Show a Year (journal/queries/plots.py) as squares, a column a week; the numbers stand in the table behind."""
    width, height = len(year.weeks) * STEP, len(year.weekdays) * STEP
    squares = "".join(
        f'<rect class="{_kind(day)}" x="{column * STEP + 1}" y="{row * STEP + 1}" width="{SIDE}" height="{SIDE}" '
        f'rx="2"><title>{escape(_words(day))}</title></rect>'
        for column, row, day in year.squares
    )
    return mark_safe(
        f'<svg class="year__drawing" role="img" aria-labelledby="year-words" viewBox="0 0 {width} {height}" '
        f'width="{width * 5 // 4}" height="{height * 5 // 4}">{squares}</svg>'
    )


@register.simple_tag
def year_heads(year) -> SafeString:
    """Show the weekdays as heads of the table's columns."""
    week = next((week for week in year.weeks if all(week)), None) or year.weeks[0]
    words = [weekday_word(day.on) if day else "" for day in week]
    return mark_safe("".join(f'<th class="figure" scope="col">{escape(word)}</th>' for word in words))


@register.simple_tag
def year_rows(year, slug: str) -> SafeString:
    """Show a year's weeks as rows of a table, the newest first; a number leads to its day's page."""
    address = _address(slug)
    rows = []
    for week in reversed(year.weeks):
        first = next((day for day in week if day), None)
        if first and any(day and day.posts is not None for day in week):
            cells = "".join(f'<td class="figure">{_cell(day, address)}</td>' for day in week)
            rows.append(f'<tr><th scope="row">{escape(tiny_day(first.on))}</th>{cells}</tr>')
    return mark_safe("".join(rows))


@register.simple_tag
def last_rows(plot, slug: str) -> SafeString:
    """Show the rows of a DayPlot's table, the newest first; a number leads to its day's page."""
    address = _address(slug)
    return mark_safe("".join(
        f'<tr><th scope="row">Day {bar.number} <span class="soft">{escape(short_day(bar.on))}</span></th>'
        f'<td class="figure"><a href="{address.format(bar.number)}">{count(bar.posts)}</a></td></tr>'
        for bar in reversed(plot.bars)
    ))  # fmt: skip


def _address(slug: str) -> str:
    return reverse("cohorts.day", args=[slug, 1]).removesuffix("1/") + "{}/"


def _kind(day) -> str:
    if day.posts is None:
        return "year__ahead" if day.number else "year__off"
    return f"year__{day.step}" if day.number or day.posts else "year__off"


def _words(day) -> str:
    on = f"Day {day.number}, {day_words(day.on)}" if day.number else day_words(day.on)
    if day.posts is None:
        return on
    return f"{on}: {count(day.posts)}" if day.number or day.posts else f"{on}: {_('holiday')}"


def _cell(day, address: str) -> str:
    if day is None or day.posts is None:
        return ""
    if day.number is None:
        return count(day.posts) if day.posts else f'<span class="soft">{escape(_("holiday"))}</span>'
    return f'<a href="{address.format(day.number)}">{count(day.posts)}</a>'
