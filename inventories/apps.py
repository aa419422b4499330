"""One municipality, one year, its figures."""

from django.apps import AppConfig


class InventoriesConfig(AppConfig):
    """Inventories, sources, monthly activity data."""

    name = "inventories"
