"""What all sources of an inventory are calculated with: its period, warming potentials, blends and waste types."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from emission_factors.calc.decimals import plain
from emission_factors.calc.gases import CO2E, ONE, GwpSet, share_total
from inventories.calc.faults import kind_of, shown
from inventories.calc.methods.schema import WasteType
from inventories.calc.period import MONTHS_IN_YEAR, Period, is_month
from inventories.calc.reading import Reader

_NONE: frozenset[str] = frozenset()
_PERIOD_KEYS = frozenset({"first_month", "months"})
_GWP_KEYS, _GWP_OPTIONAL = frozenset({"name", "values"}), frozenset({"outside"})
_WASTE_KEYS = frozenset({"dm", "c", "fcf"})


@dataclass(frozen=True, slots=True)
class Basis:
    """The common ground of all sources. None stands for what could not be read, and has been noted as a fault.

    A source that leans on something faulty is not blamed for it a second time.
    """

    period: Period | None
    gwp: GwpSet | None
    blends: Mapping[str, Mapping[str, Decimal] | None] | None
    waste_types: Mapping[str, WasteType | None] | None

    def ground(self) -> tuple[Period, GwpSet]:
        """Return period and GWP set of a document in which no fault was noted. Raises ValueError otherwise."""
        if self.period is None or self.gwp is None:
            raise ValueError("the basis was not read without fault")
        return self.period, self.gwp


def read_basis(reader: Reader, raw: Mapping[str, object], misspelt: frozenset[str] = _NONE) -> Basis:
    """Read ``period``, ``gwp``, ``blends`` and ``waste_types`` of a document.

    What is missing, and what is there under a misspelt name, was noted with the keys of the document.
    """
    return Basis(
        read_period(reader, raw["period"]) if "period" in raw else None,
        read_gwp(reader, raw["gwp"]) if "gwp" in raw else None,
        None if "blends" in misspelt else read_blends(reader, raw.get("blends", {})),
        None if "waste_types" in misspelt else read_waste_types(reader, raw.get("waste_types", {})),
    )


def read_period(reader: Reader, raw: object) -> Period | None:
    """Return the period: 1 to 12 months (a JSON integer, or a string of one) from ``first_month`` on."""
    block = reader.mapping(raw, "period", _PERIOD_KEYS, _NONE)
    if block is None:
        return None
    first = reader.text(block, "first_month", "period.")
    if first is not None and not is_month(first):
        reader.note("not_a_month", "period.first_month", found=shown(first))
        first = None
    count = _month_count(reader, block["months"]) if "months" in block else None
    return None if first is None or count is None else Period.starting(first, count)


def _month_count(reader: Reader, raw: object) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= MONTHS_IN_YEAR:
        return raw
    if isinstance(raw, str) and raw in map(str, range(1, MONTHS_IN_YEAR + 1)):
        return int(raw)
    found = str(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else shown(raw)
    reader.note("period_length", "period.months", found=found)
    return None


def read_gwp(reader: Reader, raw: object) -> GwpSet | None:
    """Return the warming potentials; a gas whose number is faulty stays known, so that its sources are not blamed."""
    block = reader.mapping(raw, "gwp", _GWP_KEYS, _GWP_OPTIONAL)
    if block is None:
        return None
    name = reader.text(block, "name", "gwp.")
    table = reader.table(block["values"], "gwp.values") if "values" in block else None
    outside = _outside(reader, block.get("outside", []))
    if table is None:
        return None
    values: dict[str, Decimal] = {}
    for gas, given in table.items():
        value = reader.number(given, f"gwp.values.{gas}")
        values[gas] = ONE if value is None else value
        if gas == CO2E and values[gas] != ONE:
            reader.note("co2e_gwp", f"gwp.values.{gas}", found=plain(values[gas]))
    return GwpSet(name or "", values, outside)


def _outside(reader: Reader, raw: object) -> frozenset[str]:
    if not isinstance(raw, list):
        reader.note("wrong_type", "gwp.outside", expected="a list", found=kind_of(raw))
        return _NONE
    for gas in raw:
        if not isinstance(gas, str):
            reader.note("wrong_type", "gwp.outside", expected="a list of strings", found=kind_of(gas))
    return frozenset(gas for gas in raw if isinstance(gas, str))


def read_blends(reader: Reader, raw: object) -> dict[str, Mapping[str, Decimal] | None] | None:
    """Return {blend: {gas: mass fraction}}; each blend must sum to exactly 1, used or not."""
    if not isinstance(raw, dict):
        reader.note("wrong_type", "blends", expected="an object", found=kind_of(raw))
        return None
    blends: dict[str, Mapping[str, Decimal] | None] = {}
    for name, given in raw.items():
        blends[name] = None
        table = reader.table(given, f"blends.{name}")
        if table is None:
            continue
        shares = {gas: reader.number(share, f"blends.{name}.{gas}", maximum=ONE) for gas, share in table.items()}
        read = {gas: share for gas, share in shares.items() if share is not None}
        if len(read) < len(table):
            continue
        total = share_total(read)
        if total == ONE:
            blends[name] = read
        else:
            reader.note("shares_not_whole", f"blends.{name}", total=plain(total))
    return blends


def read_waste_types(reader: Reader, raw: object) -> dict[str, WasteType | None] | None:
    """Return {waste type: dm, c, fcf}, each from 0 to 1 and all three required."""
    if not isinstance(raw, dict):
        reader.note("wrong_type", "waste_types", expected="an object", found=kind_of(raw))
        return None
    types: dict[str, WasteType | None] = {}
    for name, given in raw.items():
        types[name] = None
        block = reader.mapping(given, f"waste_types.{name}", _WASTE_KEYS, _NONE)
        if block is None:
            continue
        numbers = [
            reader.number(block[key], f"waste_types.{name}.{key}", maximum=ONE)
            for key in ("dm", "c", "fcf")
            if key in block
        ]
        read = [number for number in numbers if number is not None]
        if len(read) == len(_WASTE_KEYS):
            types[name] = WasteType(*read)
    return types
