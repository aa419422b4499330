"""What a bottle with a name on it holds: one gas, or a blend of known mass fractions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emission_factors.calc import gases as calc
from emission_factors.models import Blend, Gas, GasAlias, GwpSet
from emission_factors.selectors.arithmetic import gwp_to_calc

_BESIDE = re.compile(r"[\s\u2010-\u2015-]|^(?:น้ำยาแอร์|น้ำยา|สารทำความเย็น)")


class UnknownRefrigerant(Exception):
    """A name that cannot be used; the message is written for the person at the screen."""


@dataclass(frozen=True, slots=True)
class Refrigerant:
    """A refrigerant under the name that the inventory document writes: {gas: mass fraction}, one gas being whole."""

    name: str
    components: dict[str, str]

    @property
    def is_blend(self) -> bool:
        """Say whether it is mixed."""
        return len(self.components) > 1


@dataclass(frozen=True, slots=True)
class GasGwp:
    """A gas with its GWP under each set: None where the set has none."""

    gas: Gas
    gwps: list[Decimal | None]


@dataclass(frozen=True, slots=True)
class BlendGwp:
    """A blend with its GWP under each set: None where a component has no value there."""

    blend: Blend
    gwps: list[Decimal | None]
    missing: list[str]  # components without a value in any set


def fold_gas(name: str) -> str:
    """Return a name in which R-410A, r410a and R 410a are one; brackets stay, as (E) and (Z) are two gases."""
    return _BESIDE.sub("", _BESIDE.sub("", name.strip())).lower()


def resolve_refrigerant(name: str, gwp_set: GwpSet | None = None) -> Refrigerant:
    """Return the refrigerant meant by any known name (HFC-32 is R-32, HCFC-22 is R-22).

    With a GWP set, also check that it can be calculated with it.
    Raises UnknownRefrigerant, naming what is not known.
    """
    alias = GasAlias.objects.filter(folded=fold_gas(name)).first()
    if alias is None:
        raise UnknownRefrigerant(
            _("ไม่รู้จักสารทำความเย็น %(name)s โปรดดูชื่อที่ฉลากถังหรือแผ่นป้ายเครื่อง เช่น R-32, R-410A") % {"name": name.strip()}
        )
    blend = Blend.objects.filter(name=alias.name).first()
    found = Refrigerant(alias.name, dict(blend.components) if blend else {alias.name: "1"})
    if gwp_set is not None and (unknown := [gas for gas in found.components if gas not in gwp_set.values]):
        raise UnknownRefrigerant(
            _("%(name)s คำนวณไม่ได้: ชุดค่า GWP %(set)s ไม่มีค่าของ %(gases)s")
            % {"name": found.name, "set": gwp_set.key, "gases": ", ".join(unknown)}
        )
    return found


def blend_list(gwp_sets: Iterable[GwpSet], words: str = "") -> list[BlendGwp]:
    """Return the blends, whose name or component has these letters, with their GWP (kg CO2e per kg) under each set."""
    sets = [gwp_to_calc(each) for each in gwp_sets]
    wanted = fold_gas(words)
    return [
        BlendGwp(
            blend,
            [_gwp(blend, each) for each in sets],
            [g for g in blend.components if not any(s.knows(g) for s in sets)],
        )
        for blend in Blend.objects.all()
        if any(wanted in fold_gas(name) for name in (blend.name, *blend.components))
    ]


def gas_list(gwp_sets: Iterable[GwpSet], words: str = "") -> list[GasGwp]:
    """Return the gases whose name or formula has these letters, those of the Kyoto Protocol first."""
    sets = list(gwp_sets)
    wanted = fold_gas(words)
    return [
        GasGwp(gas, [Decimal(each.values[gas.name]) if gas.name in each.values else None for each in sets])
        for gas in Gas.objects.all()
        if any(wanted in fold_gas(text) for text in (gas.name, gas.long_name, gas.formula))
    ]


def _gwp(blend: Blend, gwp: calc.GwpSet) -> Decimal | None:
    if not all(gwp.knows(gas) for gas in blend.components):
        return None
    return sum((Decimal(share) * gwp.of(gas) for gas, share in blend.components.items()), Decimal(0))
