"""The year and the sources of the inventories' tests are also what the walk over all addresses goes through."""

from tests.inventories.conftest import diesel, their_diesel, year

__all__ = ["diesel", "their_diesel", "year"]
