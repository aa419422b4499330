"""The one door to WeasyPrint: the version that the repairs of this folder were made for, and no other.

Importing this module costs one to two seconds, so only functions that make a PDF import it, when they are called.
"""

import weasyprint

REPAIRED = "70.0"

if weasyprint.__version__ != REPAIRED:
    raise ImportError(
        f"The PDF repairs reach into WeasyPrint {REPAIRED}, but {weasyprint.__version__} is installed. "
        "Install the pinned version, or check each repair against the new one (tests/reports) and pin that."
    )

__all__ = ["REPAIRED", "weasyprint"]
