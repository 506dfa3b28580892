"""Static files under names that carry their hash, also those that scripts import; few instead of many."""

from functools import lru_cache

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.joining import one_script, one_sheet

JOINED = {"css/journal.css": one_sheet, "js/journal.js": one_script, "js/writing.js": one_script}


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's hashed and compressed storage, which also rewrites `import` between JavaScript modules.

    What pages name takes in what it imports: a browser asks for three files instead of 60 that it learns of late.
    """

    support_js_module_import_aggregation = True

    @lru_cache(500)  # noqa: B019 - a process has one of these, and never other files
    def url(self, name, force=False):
        """Return a file's address: a page names the same few, and each look into the manifest costs."""
        return super().url(name, force)

    def post_process(self, paths, dry_run=False, **options):
        """Join the files of JOINED with what they import, then name and compress everything."""
        if not dry_run and JOINED.keys() <= paths.keys():
            paths = {**paths, **{path: self._joined(path, paths) for path in JOINED}}
        yield from super().post_process(paths, dry_run, **options)

    def _joined(self, path, paths):
        whole = JOINED[path](path, lambda other: _text(paths[other]))
        self.delete(path)
        self.save(path, ContentFile(whole.encode()))
        return self, path


def _text(place) -> str:
    storage, path = place
    with storage.open(path) as file:
        return file.read().decode()
