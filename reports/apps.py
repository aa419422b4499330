"""What others get to see: documents, dashboards, exports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents and dashboards."""

    name = "reports"
