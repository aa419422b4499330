"""Published science, shared by all municipalities, owned by none."""

from django.apps import AppConfig


class EmissionFactorsConfig(AppConfig):
    """Editions of emission factors, GWP sets, blends."""

    name = "emission_factors"
