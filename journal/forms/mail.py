"""What the pages of mails take from their addresses."""

from django import forms


class MailboxForm(forms.Form):
    """`?page=` counts pages of older mails from 0."""

    page = forms.IntegerField(min_value=0, max_value=10_000, required=False)


class LetterForm(forms.Form):
    """`?at=` counts the mails of one file from 0."""

    at = forms.IntegerField(min_value=0, max_value=10_000, required=False)
