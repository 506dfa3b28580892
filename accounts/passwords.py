"""Passwords that anybody here would guess first: the site's own words with a number behind them ("haru2026!")."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    "haru", "하루", "bootcamp", "boostcamp", "부트캠프", "부스트캠프", "camper", "캠퍼", "mentor", "멘토", "cohort",
    "기수", "journal", "일지", "admin", "password", "비밀번호",
)  # fmt: skip
LEAST = 4  # signs that must be left without them
_NO_LETTER = re.compile(r"[\W\d_]+")


class SiteWordsValidator:
    """Refuses a password that is only these words, those of the site's host names, digits and signs between them.

    `AUTH_PASSWORD_VALIDATORS` names it; the method's names are Django's. docs/security.md has the list for people.
    """

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError where less than four other letters are left."""
        left = password.casefold()
        hosts = (label for host in settings.ALLOWED_HOSTS for label in re.split(r"[^a-z]+", host.lower()))
        for word in sorted({*WORDS, *(label for label in hosts if len(label) > 2)}, key=len, reverse=True):
            left = left.replace(word, " ")
        if left != password.casefold() and len(_NO_LETTER.sub("", left)) < LEAST:
            raise ValidationError(self.get_help_text(), code="site_words")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("A password of the site's own words is guessed first. Add others.")
