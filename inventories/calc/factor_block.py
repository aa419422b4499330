"""Reading the ``factor`` of a source."""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.factors import Factor
from emission_factors.calc.gases import CO2E, GwpSet
from inventories.calc.faults import kind_of
from inventories.calc.methods.schema import ZERO
from inventories.calc.reading import Reader

_REQUIRED = frozenset({"key", "edition", "unit", "gases"})
_TEXTS = ("gwp_basis", "source", "confidence")
_NUMBERS = ("biogenic_co2", "printed_kgco2e")
_OPTIONAL = frozenset({*_TEXTS, *_NUMBERS})


def read_factor(reader: Reader, raw: object, gwp: GwpSet | None) -> Factor | None:
    """Return the factor, or None where anything in it is faulty.

    ``gases`` may be empty only beside biogenic CO2 (a row for the CO2 of biomass alone); CO2e stands alone.
    """
    block = reader.mapping(raw, "factor", _REQUIRED, _OPTIONAL)
    if block is None:
        return None
    key, edition = reader.text(block, "key", "factor."), reader.text(block, "edition", "factor.")
    unit = reader.name(block, "unit", "factor.")
    texts = {name: reader.text(block, name, "factor.") for name in _TEXTS if name in block}
    numbers = {name: reader.number(block[name], f"factor.{name}") for name in _NUMBERS if name in block}
    gases = _gases(reader, block["gases"], gwp) if "gases" in block else None
    if None in texts.values() or None in numbers.values():
        return None
    if key is None or edition is None or unit is None or gases is None:
        return None
    biogenic = numbers.get("biogenic_co2") or ZERO
    if not gases and not biogenic:
        reader.note("factor_without_gas", "factor.gases")
        return None
    return Factor(
        key, edition, unit, gases, biogenic, numbers.get("printed_kgco2e"), *(texts.get(name) or "" for name in _TEXTS)
    )


def _gases(reader: Reader, raw: object, gwp: GwpSet | None) -> Mapping[str, Decimal] | None:
    if not isinstance(raw, dict):
        reader.note("wrong_type", "factor.gases", expected="an object", found=kind_of(raw))
        return None
    gases: dict[str, Decimal] = {}
    for gas, given in raw.items():
        value = reader.number(given, f"factor.gases.{gas}")
        if value is not None:
            gases[gas] = value
        if gwp is not None and not gwp.knows(gas):
            reader.note("gas_without_gwp", f"factor.gases.{gas}", cause=gas, gas=gas)
            gases.pop(gas, None)
    if CO2E in raw and len(raw) > 1:
        reader.note("co2e_not_alone", "factor.gases")
        return None
    return gases if len(gases) == len(raw) else None
