"""Static files as they are served: compressed, and named by their content, modules inside modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise is not read by mypy
    """WhiteNoise's storage with the imports of our JavaScript modules rewritten to hashed names.

    Else a browser that keeps files for a year would run yesterday's module under today's page.
    """

    support_js_module_import_aggregation = True
    # Ours only: files of others name modules in their comments that nobody ships.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # noqa: SLF001 - Django's own
    )
