"""How each result was reckoned: the formula in words, the numbers put in, the parameters and where they are from."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cfo_site.thai import BE
from inventories.calc.catalogue import METHODS
from inventories.calc.methods.schema import Parameter
from inventories.selectors.working import Table, working_of
from reports.exports import thai_parameters, thai_words
from reports.exports.facts import SourceFacts
from reports.exports.figures import checked, exact
from reports.exports.parts.reading import Document, amounts_of, total_amount

# With figures by year or kind of waste that the reader needs beside the paragraph.
_TABLED = frozenset({"landfill_fod", "incineration", "open_burning"})
_MONTH = re.compile(r"\d{4}-\d{2}")
FORMULAS: Mapping[str, str] = {
    "factor": "ก๊าซแต่ละชนิด (กก.) = ปริมาณกิจกรรม × ค่า EF ของก๊าซนั้น; kgCO2e = ผลรวมของก๊าซ × GWP",
    "refrigerant": "kgCO2e = ปริมาณสารที่รั่วไหลหรือเติม (กก.) × GWP; สารผสมคิดทีละองค์ประกอบตามสัดส่วนมวล",
    "septic_tank": "CH4 (กก.) = คน-วัน × BOD ต่อคนต่อวัน (กก.) × Bo × MCF × สัดส่วน",
    "wastewater_cod": "CH4 (กก.) = (ปริมาตรน้ำ × สัดส่วนที่กลายเป็นน้ำเสีย × COD − COD ในตะกอน) × Bo × MCF − CH4 ที่นำไปใช้",
    "wastewater_domestic": (
        "TOW = จำนวนคน × BOD × วันในเดือน × ค่าปรับแก้อุตสาหกรรม × สัดส่วนการใช้; "
        "CH4 = (TOW − BOD ในตะกอน) × Bo × MCF − CH4 ที่นำไปใช้; "
        "N2O = (จำนวนคน × โปรตีน × วัน/365 × ไนโตรเจนในโปรตีน × ค่าปรับแก้ − ไนโตรเจนในตะกอน) × EF × 44/28 + โรงบำบัด"
    ),
    "landfill_fod": (
        "คงเหลือ(T) = ขยะ(T) × DOC × DOCf × MCF + คงเหลือ(T−1) × e^(−k); "
        "CH4(T) = (ผลรวมของ คงเหลือ(T−1) × (1 − e^(−k)) × F × 16/12 − CH4 ที่นำไปใช้) × (1 − OX)"
    ),
    "fertiliser": (
        "N2O = ปุ๋ย × สัดส่วนไนโตรเจน × 44/28 × (EF1 + ส่วนที่ระเหย × EF4 + ส่วนที่ถูกชะล้าง × EF5); "
        "CO2 = ปุ๋ย × สัดส่วนยูเรีย × 0.20 × 44/12"
    ),
    "composting": "CH4, N2O (กก.) = ขยะเปียก (กก.) × ค่า EF (กรัมต่อ กก.) / 1000",
    "anaerobic_digestion": "CH4, N2O (กก.) = ขยะเปียก (กก.) × ค่า EF (กรัมต่อ กก.) / 1000 − CH4 ที่นำไปใช้",
    "incineration": "CO2 = ขยะ × ผลรวม(สัดส่วน × dm × C × fcf) × การเผาไหม้ × 44/12; CH4, N2O = ขยะ × ค่า EF (กรัมต่อตัน)",
    "open_burning": "CO2 = ขยะ × ผลรวม(สัดส่วน × dm × C × fcf) × การเผาไหม้ × 44/12; CH4, N2O = ขยะ × ค่า EF (กรัมต่อตัน)",
}


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter: its value, for which sources where they differ, and where the value is from."""

    label: str
    value: str
    unit: str
    sources: str
    origin: str


@dataclass(frozen=True, slots=True)
class MethodNote:
    """A method with the arithmetic of each source that uses it."""

    name: str
    formula: str
    lines: tuple[tuple[str, str], ...]
    parameters: tuple[ParameterRow, ...]
    # the figures behind it by year or kind of waste, with the source's name and what is to be known of them
    tables: tuple[tuple[str, Table, str], ...] = ()


def method_notes(
    inventory: Document, result: Document, facts: Mapping[str, SourceFacts] | None = None
) -> tuple[MethodNote, ...]:
    """Return a note for each method in use, in the order of the inventory document's table of methods.

    `facts` by the ids of sources say where values are from that are not the method's own.
    """
    known = facts or {}
    results = {source["id"]: source for source in result["sources"]}
    notes = []
    for method, name in thai_words.METHODS.items():
        sources = [source for source in inventory["sources"] if source["method"] == method]
        if sources:
            lines = (_line(inventory, source, results[source["id"]]) for source in sources)
            tables = (
                (source["name"], table, _remark(known.get(source["id"])) if place == 0 else "")
                for source in sources
                if method in _TABLED
                for place, table in enumerate(working_of(inventory, source, results[source["id"]]).tables)
            )
            notes.append(
                MethodNote(
                    name,
                    FORMULAS[method],
                    tuple(line for line in lines if line[1]),
                    _parameters(method, sources, known),
                    tuple(tables),
                )
            )
    return tuple(notes)


def _line(inventory: Document, source: Document, result: Document) -> tuple[str, str]:
    """Return a source's name and its arithmetic with numbers; no arithmetic where the table of sources shows it."""
    write = _ARITHMETIC.get(source["method"], _step_by_step)
    return source["name"], write(inventory, source, result)


def _factor(_: Document, source: Document, __: Document) -> str:
    bridge = source.get("conversion")
    if not bridge:
        return ""
    return f"1 {bridge['from']} = {exact(bridge['ratio'])} {bridge['to']} ({bridge['source']})"


def _septic_tank(inventory: Document, source: Document, result: Document) -> str:
    value = _values("septic_tank", source)
    bod = Decimal(str(value["bod_g_per_person_day"])) / 1000
    factors = [exact(bod), *(exact(str(value[name])) for name in ("bo", "mcf", "fraction"))]
    return _methane([f"{_amount(inventory, source)} คน-วัน", *factors], inventory, result)


def _wastewater_cod(inventory: Document, source: Document, result: Document) -> str:
    value = _values("wastewater_cod", source)
    simple = isinstance(value["cod_kg_per_m3"], str) and value["sludge_cod_kg"] == value["recovered_ch4_kg"] == "0"
    if not simple:
        return _step_by_step(inventory, source, result)
    factors = [exact(str(value[name])) for name in ("return_fraction", "cod_kg_per_m3", "bo", "mcf")]
    return _methane([f"{_amount(inventory, source)} ลบ.ม.", *factors], inventory, result)


def _refrigerant(inventory: Document, source: Document, result: Document) -> str:
    name = source["parameters"]["refrigerant"]
    parts = inventory.get("blends", {}).get(name, {name: "1"})
    gwp = inventory["gwp"]["values"]
    shares = " + ".join(f"{exact(share)} × {gas} {exact(gwp[gas])}" for gas, share in parts.items() if gas in gwp)
    apart = Decimal(result["separate_kgco2e"])
    counted = Decimal(result["kgco2e"])
    sums = [f"{_kg(counted)} kgCO2e"] if counted or not apart else []
    sums += [f"รายงานแยก {_kg(apart)} kgCO2e"] if apart and apart != counted else []
    weighed = f"({shares})" if len(parts) > 1 else exact(gwp[name])
    return f"{_amount(inventory, source)} กก. {name} × GWP {weighed} = {' และ '.join(sums)}"


def _methane(factors: list[str], inventory: Document, result: Document) -> str:
    gwp = exact(inventory["gwp"]["values"]["CH4"])
    kg = _kg(Decimal(result["kg"].get("CH4", "0")))
    return f"{' × '.join(factors)} = {kg} กก. CH4; × GWP {gwp} = {_kg(_all(result))} kgCO2e"


def _remark(facts: SourceFacts | None) -> str:
    """Return where the history of a landfill is from, and which of its years are estimates."""
    return facts.assumptions_th.get("deposits", "") if facts else ""


def _step_by_step(inventory: Document, source: Document, result: Document) -> str:
    """Return the working of a source in one paragraph, as its page in the application shows it."""
    return working_of(inventory, source, result).paragraph if result["kg"] else ""


_ARITHMETIC: Mapping[str, Callable[[Document, Document, Document], str]] = {
    "factor": _factor,
    "septic_tank": _septic_tank,
    "wastewater_cod": _wastewater_cod,
    "refrigerant": _refrigerant,
}


def _amount(inventory: Document, source: Document) -> str:
    return exact(total_amount(amounts_of(inventory, source)) or Decimal(0))


def _all(result: Document) -> Decimal:
    """Return what a source emits in its scope, or apart where it counts there wholly."""
    return Decimal(result["kgco2e"]) or Decimal(result["separate_kgco2e"])


def _kg(value: Decimal) -> str:
    return exact(checked(value))


def _values(method: str, source: Document) -> dict[str, object]:
    """Return all parameters of a source, those left out with the value that the calculation takes for them."""
    given = dict(source.get("parameters", {}))
    return {each.name: given.get(each.name, _default(each, given)) for each in METHODS[method].parameters}


def _default(parameter: Parameter, given: Mapping[str, object]) -> str | bool | None:
    for other in parameter.otherwise:
        if given.get(other.parameter) == other.value:
            return other.default
    return parameter.default


def _parameters(method: str, sources: list[Document], facts: Mapping[str, SourceFacts]) -> tuple[ParameterRow, ...]:
    """Return a row for each value that a parameter takes among the sources of a method."""
    rows = []
    for parameter in METHODS[method].parameters:
        if parameter.shape in {"text", "deposits"}:
            continue  # the name of a refrigerant, which the arithmetic shows; a history, which has a table of its own
        values: dict[str, list[Document]] = {}
        for source in sources:
            value = _values(method, source)[parameter.name]
            if value is not None and not (parameter.absolute and value == "0"):
                values.setdefault(_text(parameter, value), []).append(source)
        for text, users in values.items():
            stated = any(_is_stated(parameter.name, user, facts.get(user["id"])) for user in users)
            rows.append(
                ParameterRow(
                    label=thai_parameters.LABELS.get(parameter.name, parameter.name),
                    value=text,
                    unit=thai_parameters.UNITS.get(parameter.unit, parameter.unit),
                    sources="" if len(values) == 1 else ", ".join(user["name"] for user in users),
                    origin=" · ".join([_origin(parameter, text, stated=stated), *_reasons(parameter, users, facts)]),
                )
            )
    return tuple(rows)


def _is_stated(name: str, source: Document, said: SourceFacts | None) -> bool:
    """Say whether a value was chosen here; a frozen document says the standard ones too."""
    return name in source.get("parameters", {}) and (said is None or name not in said.standard)


def _reasons(parameter: Parameter, users: list[Document], facts: Mapping[str, SourceFacts]) -> list[str]:
    """Return where the sources have a value from, each sentence once."""
    said = (facts[user["id"]].assumptions_th.get(parameter.name) for user in users if user["id"] in facts)
    return list(dict.fromkeys(each for each in said if each))


def _origin(parameter: Parameter, text: str, *, stated: bool) -> str:
    """Return where a value is from: stated for this inventory, or taken as the method's own."""
    where = thai_parameters.source(parameter.source)
    if not stated:
        return f"ค่าตั้งต้น: {where}"
    if parameter.default is None or (usual := _text(parameter, parameter.default)) == text:
        return f"กำหนดในบัญชีนี้: {where}"
    return f"กำหนดในบัญชีนี้ (ค่าตั้งต้น {usual}: {where})"


def _text(parameter: Parameter, value: object) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, Mapping):
        return "; ".join(_pairs(value))
    if parameter.shape == "choice":
        return thai_parameters.CHOICES.get(str(value), str(value))
    if parameter.shape == "year":
        return f"พ.ศ. {int(str(value)) + BE}"
    return str(value) if parameter.shape == "text" else exact(str(value))


def _pairs(table: Mapping[str, object]) -> Iterable[str]:
    """Return the entries of a table of numbers by waste type, year or month, or of such tables by waste type."""
    for key, value in table.items():
        label = thai_words.month(key) if _MONTH.fullmatch(key) else thai_parameters.waste_type_or_year(key)
        if isinstance(value, Mapping):
            yield f"{label} ({', '.join(_pairs(value))})"
        else:
            yield f"{label} = {exact(str(value))}"
