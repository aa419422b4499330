"""One municipality, one year, its figures."""

from django.apps import AppConfig


class InventoriesConfig(AppConfig):
    """Inventories, sources, monthly activity data."""

    name = "inventories"

    def ready(self) -> None:
        """Make the acts known to the ledger."""
        from inventories import acts  # noqa: F401  # registering is the point
