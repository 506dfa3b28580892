"""Static files under names that carry their hash, also those that scripts import from each other; one style sheet."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/journal.css"
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\n\s+")
_ADDRESS = re.compile(r'url\("(?!data:|/|https?:)([^"]+)"\)')


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's hashed and compressed storage, which also rewrites `import` between JavaScript modules.

    The style sheet takes in those that it imports: a browser asks for one instead of 30, of which it would learn late.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """Put the imported sheets into SHEET, then name and compress everything."""
        if not dry_run and SHEET in paths:
            whole = one_sheet(SHEET, lambda path: _text(paths[path]))
            self.delete(SHEET)
            self.save(SHEET, ContentFile(whole.encode()))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def one_sheet(path: str, read) -> str:
    """Return the style sheet at `path` with each `@import … layer(x)` replaced by that sheet in `@layer x`.

    `read(path)` gives a sheet's text; addresses in it (relative to it) become relative to the whole.
    """
    home = posixpath.dirname(path)

    def taken_in(found: re.Match) -> str:
        at = posixpath.join(home, found[1])
        folder = posixpath.dirname(found[1])
        text = _ADDRESS.sub(lambda url: f'url("{posixpath.normpath(posixpath.join(folder, url[1]))}")', read(at))
        return f"@layer {found[2]} {{\n{text}\n}}"

    return _BLANK.sub("\n", _COMMENT.sub("", _IMPORT.sub(taken_in, read(path)))).strip() + "\n"


def _text(place) -> str:
    storage, path = place
    with storage.open(path) as file:
        return file.read().decode()
