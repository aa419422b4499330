"""Published science, shared by all municipalities, owned by none."""

from django.apps import AppConfig


class EmissionFactorsConfig(AppConfig):
    """Editions of emission factors, GWP sets, blends."""

    name = "emission_factors"

    def ready(self) -> None:
        """Make the acts known to the ledger."""
        from emission_factors import acts  # noqa: F401  # registering is the point
