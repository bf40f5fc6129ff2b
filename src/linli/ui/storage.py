"""Static files under names that carry their content, also inside scripts that import one another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Rewrites the imports of our own modules; vendored ones end in ``.mjs`` and are left as they came."""

    support_js_module_import_aggregation = True
