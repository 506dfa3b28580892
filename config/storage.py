"""Static files under names that carry their hash, also those that scripts import from each other."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's hashed and compressed storage, which also rewrites `import` between JavaScript modules."""

    support_js_module_import_aggregation = True
