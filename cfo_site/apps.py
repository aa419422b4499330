"""The basement itself: commands, template filters and pages' frame."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Site-wide things that are no noun of their own."""

    name = "cfo_site"
