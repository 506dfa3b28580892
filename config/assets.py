"""Static files that are made rather than written: the maths font, cut out of a package's at set-up."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

from config.mathfont import build


class MadeFiles(BaseStorageFinder):
    """Finds `fonts/math.woff2`, making it first where it is missing, so that collectstatic needs no other command."""

    storage = FileSystemStorage(location=settings.HARU_HOME / "assets")

    def list(self, ignore_patterns):
        """Return the made files, after making them."""
        build(settings.HARU_HOME / "assets" / "fonts")
        return super().list(ignore_patterns)

    def find(self, path, **kwargs):
        """Return where a made file is, for a server that serves without collecting."""
        if path.startswith("fonts/"):
            build(settings.HARU_HOME / "assets" / "fonts")
        return super().find(path, **kwargs)
