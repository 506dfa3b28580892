"""What the organisers' overview and their board take from their addresses."""

from django import forms


class OverviewForm(forms.Form):
    """`?silent=all` shows all who have not written for days."""

    silent = forms.ChoiceField(choices=[("all", "")], required=False)


class WeekForm(forms.Form):
    """`?week=` is a day of the week that is shown, `?team=` the key of a team."""

    week = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    team = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class BoardForm(WeekForm):
    """`?page=` counts the pages of rows from 1."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
