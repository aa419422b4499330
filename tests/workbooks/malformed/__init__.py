"""All malformed uploads, in the order of their subjects."""

from tests.workbooks.malformed import cells, container, markup, sheets, tables  # noqa: F401  # each registers its own
from tests.workbooks.malformed.register import MALFORMED

__all__ = ["MALFORMED"]
