from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People: their tables, and who counts their tries."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self):
        """Count allauth's limits as ours are; the module needs the tables, which are known by now."""
        import_module("accounts.guesses").count_instead()
