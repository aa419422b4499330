"""Reading the library. It belongs to no municipality, so nothing here begins with whose."""

from emission_factors.selectors.arithmetic import Total, basis_of, derivation, gas_lines, to_calc, totals
from emission_factors.selectors.document import blends_for_document, factor_for_document, gwp_for_document
from emission_factors.selectors.library import (
    edition_list,
    editions_by_key,
    factor_list,
    factor_of,
    factors_by_key,
    factors_valid,
    gwp_set_list,
    same_elsewhere,
    units_in_use,
)
from emission_factors.selectors.refrigerants import (
    BlendGwp,
    GasGwp,
    Refrigerant,
    UnknownRefrigerant,
    blend_list,
    fold_gas,
    gas_list,
    resolve_refrigerant,
)

__all__ = [
    "BlendGwp",
    "GasGwp",
    "Refrigerant",
    "Total",
    "UnknownRefrigerant",
    "basis_of",
    "blend_list",
    "blends_for_document",
    "derivation",
    "edition_list",
    "editions_by_key",
    "factor_for_document",
    "factor_list",
    "factor_of",
    "factors_by_key",
    "factors_valid",
    "fold_gas",
    "gas_lines",
    "gas_list",
    "gwp_for_document",
    "gwp_set_list",
    "resolve_refrigerant",
    "same_elsewhere",
    "to_calc",
    "totals",
    "units_in_use",
]
