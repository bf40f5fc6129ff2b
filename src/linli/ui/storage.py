"""Static files under names that carry their content, also inside scripts that import one another."""

from collections.abc import Callable
from re import Match
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("ui/", "office/", "residents/", "field/")


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library ships no types
    """Rewrites the imports of our own modules. Scripts of libraries stay as they came: some name files that they do
    not bring along."""

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[Match[str]], str]:
        """Django's own, for our own files."""
        convert: Callable[[Match[str]], str] = super().url_converter(name, *args, **kwargs)
        ours = name.startswith(OURS) and "/vendor/" not in name
        return convert if ours or name.endswith(".css") else lambda match: match.group(0)
