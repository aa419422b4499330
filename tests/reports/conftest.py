"""The year and the sources of the inventories' tests are also what pages and documents are about."""

from tests.inventories.conftest import diesel, electricity, fill, record, their_diesel, year

__all__ = ["diesel", "electricity", "fill", "record", "their_diesel", "year"]
