"""The road from the unit of the amounts to the unit a method or factor counts in."""

from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from emission_factors.calc.units import UnitMismatch, dimension, ratio
from inventories.calc.methods.schema import ONE
from inventories.calc.reading import Reader

_KEYS = frozenset({"from", "to", "ratio", "source"})


@dataclass(frozen=True, slots=True)
class Bridge:
    """The one stated way between two dimensions: one ``given`` is ``ratio`` ``wanted`` (1 litre is 0.54 kg)."""

    given: str
    wanted: str
    ratio: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Multiply an amount by ``times`` and divide it by ``over`` to have it in the wanted unit."""

    times: Decimal = ONE
    over: int = 1


def read_bridge(reader: Reader, raw: object) -> Bridge | None:
    """Return the ``conversion`` of a source: from, to, ratio above 0, source; it must join two dimensions."""
    block = reader.mapping(raw, "conversion", _KEYS, frozenset())
    if block is None:
        return None
    given, wanted = reader.name(block, "from", "conversion."), reader.name(block, "to", "conversion.")
    number = reader.number(block["ratio"], "conversion.ratio") if "ratio" in block else None
    source = reader.text(block, "source", "conversion.")
    if given is None or wanted is None or number is None or source is None:
        return None
    if not number:
        reader.note("out_of_range", "conversion.ratio", found='"0"', range="above 0")
        return None
    if dimension(given) == dimension(wanted):
        reader.note("conversion_not_a_bridge", "conversion", unit=given, target=wanted)
        return None
    return Bridge(given, wanted, number, source)


def scale(reader: Reader, unit: str, targets: tuple[str, ...], bridge: Bridge | None, field: str) -> Scale | None:
    """Return how to turn an amount in ``unit`` into the first of ``targets`` (the others are its other spellings).

    Without a bridge by the exact ratio of two units of one dimension; with one, to its beginning, across, and on from
    its end: a stated bridge must be on the way, and is passed in the stated direction only.
    """
    if bridge is None:
        steps = _ratio(unit, targets)
        if steps is None:
            reader.note("unit_mismatch", field, unit=unit, target=targets[0])
            return None
        return Scale(Decimal(steps[0]), steps[1])
    there, on = _ratio(unit, (bridge.given,)), _ratio(bridge.wanted, targets)
    if there is None or on is None:
        reader.note(
            "conversion_elsewhere", "conversion", unit=bridge.given, target=bridge.wanted, given=unit, wanted=targets[0]
        )
        return None
    times, over = there[0] * on[0], there[1] * on[1]
    common = gcd(times, over)
    return Scale(bridge.ratio * (times // common), over // common)


def _ratio(unit: str, targets: tuple[str, ...]) -> tuple[int, int] | None:
    if unit in targets:
        return 1, 1
    try:
        return ratio(unit, targets[0])
    except UnitMismatch:
        return None
