"""The button that makes a token for feeds."""

import uuid

from django import forms

from journal.forms.fields import KeyField


class TokenForm(forms.Form):
    """Its key makes one token out of many submissions."""

    key = KeyField()

    @property
    def chosen_key(self) -> uuid.UUID:
        """The key that was sent, or a new one."""
        return (self.is_valid() and self.cleaned_data["key"]) or uuid.uuid4()
