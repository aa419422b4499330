"""Nouns of the library."""

from cfo_site.accounts.models.municipality import Confidence
from emission_factors.models.edition import Edition, Publisher
from emission_factors.models.factor import Factor, Retirement
from emission_factors.models.warming import KYOTO, Blend, Family, Gas, GasAlias, GwpSet
from emission_factors.models.wording import Category, Quality, Scope, Unit, fold

__all__ = [
    "KYOTO",
    "Blend",
    "Category",
    "Confidence",
    "Edition",
    "Factor",
    "Family",
    "Gas",
    "GasAlias",
    "GwpSet",
    "Publisher",
    "Quality",
    "Retirement",
    "Scope",
    "Unit",
    "fold",
]
