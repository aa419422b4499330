"""Units as people write them in workbooks, and the exact ratio to the unit of a source."""

import re
from collections.abc import Mapping

from emission_factors.calc.units import UnitMismatch, ratio

_BESIDE = re.compile(r"[\s().·/_-]+")
_WRITTEN = {
    "litre": "ลิตร ล litre litres liter liters l ltr",
    "kg": "กก กิโลกรัม กิโล kg kgs kilogram kilograms",
    "g": "กรัม ก g gram grams",
    "t": "ตัน t ton tons tonne tonnes",
    "m3": "ลบม ลูกบาศก์เมตร ลบเมตร m3 m³ cum คิว หน่วย",
    "kWh": "kwh กิโลวัตต์ชั่วโมง กิโลวัตต์ชม ยูนิต unit units หน่วย",
    "MWh": "mwh เมกะวัตต์ชั่วโมง",
    "MJ": "mj เมกะจูล",
    "GJ": "gj จิกะจูล",
    "km": "กม กิโลเมตร km",
    "pkm": "คนกม คนกิโลเมตร pkm",
    "tkm": "ตันกม ตันกิโลเมตร tkm",
    "person": "คน person persons",
    "person.day": "คนวัน manday mandays personday personsday",
    "person.night": "คนคืน personnight",
    "cylinder": "ถัง cylinder cylinders",
    "ream": "รีม ream reams",
}


def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for unit, words in _WRITTEN.items():
        for word in words.split():
            found.setdefault(word, set()).add(unit)
    return {word: frozenset(units) for word, units in found.items()}


_MEANT = _by_word()


def meant_by(written: str) -> frozenset[str]:
    """Return the units that a text may mean (หน่วย is of electricity or of water), none for an unknown one."""
    return _MEANT.get(_BESIDE.sub("", written.lower()), frozenset())


def way(written: str, wanted: str) -> tuple[int, int] | None:
    """Return by what to multiply and divide an amount in a unit as written to have it in `wanted`; None: there is no way.

    An empty text is taken for the wanted unit itself, and so is the wanted unit's own spelling.
    """
    if not written.strip() or written.strip() == wanted:
        return 1, 1
    units = meant_by(written)
    if wanted in units:
        return 1, 1
    for unit in sorted(units):
        try:
            return ratio(unit, wanted)
        except UnitMismatch:
            continue
    return None
