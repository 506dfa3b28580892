"""How Haru uses Django's static files app."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class HaruStaticFiles(StaticFilesConfig):
    """Leaves out what packages bring and no page of Haru asks for."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "django_htmx/htm*4*.js",
        "markdownx/*",  # its script corrupts Hangul; ours is js/elements/editor.js
    ]
