"""What the buttons of following send."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FollowForm(forms.Form):
    """`on` is 0 to let go; anything else, and nothing, follows. `listed` is 1 where the list of follows sends it."""

    on = forms.CharField(required=False)
    listed = forms.BooleanField(required=False)

    @property
    def lets_go(self) -> bool:
        """Whether the button was the one that ends it."""
        return self.data.get("on") == "0"

    @property
    def is_listed(self) -> bool:
        """Whether it stands in the list of what one follows."""
        return self.data.get("listed") == "1"


class SeenForm(FollowForm):
    """`until` is the moment of the newest post that was shown, in microseconds since 1970."""

    until = forms.RegexField(r"^[0-9]{1,17}\Z")

    def clean_until(self):
        try:
            return EPOCH + timedelta(microseconds=int(self.cleaned_data["until"]))
        except OverflowError:
            raise ValidationError("no moment", code="moment") from None
