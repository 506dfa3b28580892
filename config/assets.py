"""Static files that are made rather than written: the maths font out of a package, and the sign as pictures."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

from config import icons, mathfont

MAKERS = {"fonts": mathfont.build, "icons": icons.build}  # by the folder that they fill


class MadeFiles(BaseStorageFinder):
    """Finds what MAKERS make, making it first where it is missing, so that collectstatic needs no other command."""

    storage = FileSystemStorage(location=settings.HARU_HOME / "assets")

    def list(self, ignore_patterns):
        """Return the made files, after making them."""
        for folder, make in MAKERS.items():
            make(settings.HARU_HOME / "assets" / folder)
        return super().list(ignore_patterns)

    def find(self, path, **kwargs):
        """Return where a made file is, for a server that serves without collecting."""
        folder = path.split("/")[0]
        if folder in MAKERS:
            MAKERS[folder](settings.HARU_HOME / "assets" / folder)
        return super().find(path, **kwargs)
