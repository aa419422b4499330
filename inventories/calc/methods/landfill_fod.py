"""Method ``landfill_fod``: methane of an own disposal site by first-order decay.

Source: IPCC 2006 Guidelines, Vol. 5 ch. 3, equations 3.1 to 3.6; decay starts in the year after deposit (the IPCC
default of a delay of six months, reckoned by calendar years).
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from emission_factors.calc.gases import CH4
from inventories.calc.methods.constants import CH4_PER_C, KG_PER_TONNE
from inventories.calc.methods.schema import ONE, ZERO, Inputs, Line, Method, Parameter
from inventories.calc.period import MONTHS_IN_YEAR


def decomposed(deposited: Mapping[int, Decimal], k: Decimal, year: int) -> Decimal:
    """Return the degradable carbon that decomposes in ``year``, in the unit of ``deposited`` {year: carbon}.

    stock(T) = deposited(T) + stock(T-1) x e^-k; decomposed(T) = stock(T-1) x (1 - e^-k). Runs in the caller's context.
    """
    remains = (-k).exp()
    stock = ZERO
    for each in range(min(deposited, default=year), year):
        stock = deposited.get(each, ZERO) + stock * remains
    return stock * (ONE - remains)


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return CH4 of the period = (sum over its years of months/12 x decomposed x F x 16/12 - R) x (1 - OX).

    R is for the whole period (rule 6). A given ``inventory_year`` counts as that one whole year, whatever the period.
    """
    carbon = _degradable_carbon(inputs)
    if carbon is None:
        return ()
    k = inputs.table("k")
    months = inputs.period.months_by_year()
    if "inventory_year" in inputs:
        months = {int(inputs.text("inventory_year")): MONTHS_IN_YEAR}
    weighted = ZERO
    for year, count in months.items():
        weighted += count * sum((decomposed(by_year, k[kind], year) for kind, by_year in carbon.items()), ZERO)
    methane, carbon_mass = CH4_PER_C
    over = carbon_mass * MONTHS_IN_YEAR
    generated = weighted * inputs.number("f") * methane
    recovered = inputs.number("recovered_ch4_t") * over
    if recovered > generated:
        shown = f"{generated / over:.3f}"
        inputs.refuse("recovered_above_generated", "parameters.recovered_ch4_t", generated=shown, unit="t")
        return ()
    emitted = (generated - recovered) * (ONE - inputs.number("ox")) * KG_PER_TONNE
    return (Line(CH4, ZERO, over=over, fixed=emitted, takes=("recovered_ch4_t",)),)


def _degradable_carbon(inputs: Inputs) -> dict[str, dict[int, Decimal]] | None:
    """Return {waste type: {year: W x DOC x DOCf x MCF}} in t, or None after refusing what does not fit together."""
    deposits = inputs.deposits("deposits")
    whole = True
    for kind in deposits:
        tables = {name: inputs.number_or_table(name) for name in ("doc", "k", "docf")}
        lacking = [name for name, table in tables.items() if isinstance(table, Mapping) and kind not in table]
        if len(lacking) == 1:
            inputs.refuse("no_value_for_type", f"parameters.{lacking[0]}", waste_type=kind)
        elif lacking:  # then it is the type that is misspelt, or forgotten altogether
            field = f"parameters.deposits.{kind}"
            inputs.refuse("no_values_for_type", field, waste_type=kind, tables=", ".join(lacking))
        whole = whole and not lacking
        whole = _without_gap(inputs, kind, sorted(map(int, deposits[kind]))) and whole
    mcf = inputs.number_or_table("mcf")
    if isinstance(mcf, Mapping):
        years = {year for by_year in deposits.values() for year, tonnes in by_year.items() if tonnes}
        lacking = sorted(years - mcf.keys())
        if lacking:
            inputs.refuse("no_value_for_year", "parameters.mcf", year=lacking[0])
            whole = False
    if not whole:
        return None
    doc = inputs.table("doc")
    return {
        kind: {
            int(year): tonnes * doc[kind] * _at(inputs.number_or_table("docf"), kind) * _at(mcf, year)
            for year, tonnes in by_year.items()
        }
        for kind, by_year in deposits.items()
    }


def _without_gap(inputs: Inputs, kind: str, years: list[int]) -> bool:
    for earlier, later in pairwise(years):
        if later != earlier + 1:
            inputs.refuse(
                "deposit_gap",
                f"parameters.deposits.{kind}",
                year=str(earlier + 1),
                first=str(years[0]),
                last=str(years[-1]),
            )
            return False
    return True


def _at(value: Decimal | Mapping[str, Decimal], key: str) -> Decimal:
    # a year without deposit needs no MCF: nothing is multiplied by it
    return value.get(key, ZERO) if isinstance(value, Mapping) else value


METHOD = Method(
    name="landfill_fod",
    amounts="{}: the deposits are parameters",
    gases=(CH4,),
    lines=lines,
    monthly=False,
    parameters=(
        Parameter(
            "deposits",
            shape="deposits",
            unit="t",
            required=True,
            source="{waste type: {CE year: t}}; years outside the named ones are 0, a gap between them is a fault",
        ),
        Parameter(
            "inventory_year",
            shape="year",
            unit="",
            source="default: the calendar years of the period, each with its months/12",
        ),
        Parameter(
            "doc",
            shape="by_type",
            unit="t C/t wet waste",
            required=True,
            maximum=ONE,
            source="IPCC 2006 V5 T2.4, wet basis",
        ),
        Parameter(
            "k",
            shape="by_type",
            unit="1/year",
            required=True,
            above_minimum=True,
            maximum=Decimal(10),
            source="IPCC 2006 V5 T3.3, by climate",
        ),
        Parameter(
            "mcf",
            shape="number_or_by_year",
            unit="1",
            required=True,
            maximum=ONE,
            source="IPCC 2006 V5 T3.1; by year of deposit where an open dump was later made sanitary",
        ),
        Parameter(
            "docf",
            shape="number_or_by_type",
            unit="1",
            default="0.5",
            maximum=ONE,
            source="IPCC 2006 V5 ch. 3.2.3",
        ),
        Parameter(
            "f", shape="number", unit="1", default="0.5", maximum=ONE, source="IPCC 2006 V5 ch. 3.2.3: CH4 in gas"
        ),
        Parameter(
            "ox",
            shape="number",
            unit="1",
            default="0",
            maximum=ONE,
            source="IPCC 2006 V5 T3.2: 0.1 only for well-managed sites with cover",
        ),
        Parameter(
            "recovered_ch4_t",
            shape="number",
            unit="t CH4",
            default="0",
            absolute=True,
            source="used or flared in the period; IPCC 2006 V5 eq. 3.1",
        ),
    ),
)
