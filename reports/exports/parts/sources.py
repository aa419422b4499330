"""The sources with amount, factor and result, and the rows of the factor library that they use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.exports import thai_words
from reports.exports.facts import FactorFacts, SourceFacts
from reports.exports.figures import NOTHING, checked, column, exact, exact_sum, percent, product, rounded, tonnes_of
from reports.exports.parts.reading import NO_MONTHS, Document, amounts_of, by_scope, names, total_amount, unit_of

NO_FACTOR_NEEDED = "ไม่ต้องใช้ค่า EF"  # TCFO_R_02, chapter 4: the amount is itself a greenhouse gas
BY_METHOD = "คำนวณตามวิธี"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with what a verifier follows: amount, factor, where the factor is from, result."""

    name: str
    details: str
    origin: str
    amount: str
    unit: str
    factor: str
    factor_unit: str
    factor_number: int | None
    edition: str
    confidence: str
    kgco2e: str
    tonnes: str
    share: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of a scope with their sum."""

    label: str
    css: str
    mark: str
    rows: tuple[SourceRow, ...]
    kgco2e: str
    tonnes: str
    share: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A factor as used: kg of each gas per unit, their kgCO2e with the warming potentials of this inventory."""

    number: int
    name: str
    unit: str
    gases: tuple[tuple[str, str], ...]
    biogenic: str
    total: str
    printed: str
    edition: str
    source: str
    confidence: str
    validity: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApartRow:
    """A source whose emission is reported apart: kgCO2e of gases outside the totals, kg of biogenic CO2."""

    name: str
    separate: str
    biogenic: str


Key = tuple[str, str]
SEPARATE = "separate"


def key_of(factor: Document) -> Key:
    """Return how the library finds a factor: its key and its edition."""
    return factor["key"], factor["edition"]


def factor_rows(inventory: Document, facts: Mapping[Key, FactorFacts]) -> dict[Key, FactorRow]:
    """Return the factors in the order in which sources first use them, numbered from 1."""
    rows: dict[Key, FactorRow] = {}
    for _, sources in by_scope(inventory):
        for source in sources:
            if "factor" in source and (key := key_of(source["factor"])) not in rows:
                rows[key] = _factor(len(rows) + 1, source["factor"], facts.get(key), inventory["gwp"])
    return rows


def _factor(number: int, factor: Document, facts: FactorFacts | None, gwp: Document) -> FactorRow:
    total = product(factor["gases"], {"CO2e": "1", **gwp["values"]})
    known = facts or FactorFacts(key=factor["key"], edition=factor["edition"], name_th=factor["key"])
    biogenic = Decimal(factor.get("biogenic_co2", "0"))
    return FactorRow(
        number=number,
        name=known.name_th,
        unit=known.unit_th or factor["unit"],
        gases=tuple((thai_words.gas_of_factor(gas), exact(kg)) for gas, kg in factor["gases"].items()),
        biogenic=exact(biogenic) if biogenic else "",
        total=exact(total),
        printed=factor.get("printed_kgco2e", ""),
        edition=known.edition_th or factor["edition"],
        source=known.source or factor.get("source", ""),
        confidence=known.confidence_th,
        validity=known.validity_th,
        remarks=_remarks(factor, total, known, gwp["name"]),
    )


def _remarks(factor: Document, total: Decimal, facts: FactorFacts, gwp_name: str) -> tuple[str, ...]:
    remarks = []
    if "CO2e" in factor["gases"]:
        remarks.append("ค่า CO2e ไม่แยกก๊าซ")
    printed, basis = factor.get("printed_kgco2e"), factor.get("gwp_basis")
    if printed is not None and total.quantize(Decimal(printed)) != Decimal(printed):
        remarks.append(f"ค่าที่พิมพ์ในเอกสารต้นทาง {printed} ต่างจากค่ารวมตามก๊าซ")
    if basis and basis != gwp_name:
        remarks.append(f"ฐาน GWP ของค่า EF ({basis}) ต่างจากชุดของบัญชี ({gwp_name})")
    if facts.note_th:
        remarks.append(facts.note_th)
    return tuple(remarks)


def source_groups(
    inventory: Document, result: Document, facts: Mapping[str, SourceFacts], factors: Mapping[Key, FactorRow]
) -> tuple[SourceGroup, ...]:
    """Return the sources scope by scope. Shares are of the unrounded total of scopes 1, 2 and 3."""
    results = {source["id"]: source for source in result["sources"]}
    whole = Decimal(result["scope_1_2_3"]["kgco2e"])
    groups = []
    for scope, sources in by_scope(inventory):
        kg = [checked(Decimal(results[source["id"]]["kgco2e"])) for source in sources]
        in_scope = exact_sum(kg) if scope == SEPARATE else checked(Decimal(result["scopes"][scope]["kgco2e"]))
        *exactly, summed = column([*kg, in_scope])
        shares = [NOTHING if scope == SEPARATE else percent(one, whole) for one in (*kg, in_scope)]
        rows = tuple(
            _source(inventory, source, facts.get(source["id"], SourceFacts()), factors, figures)
            for source, *figures in zip(
                sources, exactly, (rounded(tonnes_of(one)) for one in kg), shares[:-1], strict=True
            )
        )
        name, css, mark = thai_words.scope(scope)
        groups.append(SourceGroup(name, css, mark, rows, summed, rounded(tonnes_of(in_scope)), shares[-1]))
    return tuple(groups)


def apart_rows(inventory: Document, result: Document) -> tuple[ApartRow, ...]:
    """Return the sources that emit something that is in no total, whatever their scope."""
    name_of = names(inventory)
    apart = [
        (
            name_of[source["id"]],
            checked(Decimal(source["separate_kgco2e"])),
            checked(Decimal(source["biogenic_co2_kg"])),
        )
        for source in result["sources"]
    ]
    apart = [each for each in apart if each[1] or each[2]]
    separate = column(each[1] or None for each in apart)
    biogenic = column(each[2] or None for each in apart)
    return tuple(
        ApartRow(name, first, second) for (name, _, _), first, second in zip(apart, separate, biogenic, strict=True)
    )


def _source(
    inventory: Document,
    source: Document,
    facts: SourceFacts,
    factors: Mapping[Key, FactorRow],
    figures: Iterable[str],
) -> SourceRow:
    total = total_amount(amounts_of(inventory, source))
    factor = factors[key_of(source["factor"])] if "factor" in source else None
    kgco2e, tonnes, share = figures
    return SourceRow(
        name=source["name"],
        details=" · ".join(filter(None, (facts.category_th, facts.division_th, facts.location_th))),
        origin=" · ".join(filter(None, (facts.origin_th, facts.evidence_th))),
        amount=NOTHING if total is None else exact(total),
        unit=unit_of(inventory, source, facts) if source["method"] != NO_MONTHS else "",
        factor=factor.total if factor else _without_factor(source),
        factor_unit=factor.unit if factor else "",
        factor_number=factor.number if factor else None,
        edition=factor.edition if factor else "",
        confidence=factor.confidence if factor else "",
        kgco2e=kgco2e,
        tonnes=tonnes,
        share=share,
    )


def _without_factor(source: Document) -> str:
    return NO_FACTOR_NEEDED if source["method"] == "refrigerant" else BY_METHOD
