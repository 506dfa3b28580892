"""Cookies' names: in a deployment each begins with `__Host-`, so that no other host, not even one below, can set it.

A browser takes such a cookie over HTTPS only, for this very host and all its paths (RFC 6265bis, 4.1.3.2).
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    """Django's cookie of messages ("Your profile is saved."), by the name that the settings give it."""

    cookie_name = settings.MESSAGE_COOKIE_NAME


class Messages(FallbackStorage):
    """Django's messages: in the cookie, and where they are too long for it, in the session."""

    storage_classes = (MessageCookie, SessionStorage)
