"""Workings of composting, digestion, burning and landfill."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.thai import BE
from emission_factors.calc.decimals import WORKING
from inventories.calc.methods.landfill_fod import decomposed
from inventories.selectors.waste import in_order, name_of
from inventories.selectors.working.step import ZERO, Case, Step, Table, Working, exact, gas_step, shown


def biological(case: Case) -> Working:
    """Return kg × g/kg / 1000 for each gas, less what was recovered."""
    ch4, n2o, recovered = (case.number(n) for n in ("ch4_g_per_kg", "n2o_g_per_kg", "recovered_ch4_kg"))
    amount = _waste(case)
    less = f" − {exact(recovered)}" if recovered else ""
    words = _("ขยะเปียก × ค่า EF (กรัมต่อ กก.) / 1000")
    formula = words + (_(" − มีเทนที่นำไปใช้") if recovered else "")
    reckoned = case.total * ch4 / 1000 - recovered
    steps = [gas_step(case, "CH4", _("มีเทน"), formula, f"{amount} × {exact(ch4)} / 1000{less}", reckoned)]
    if n2o:
        numbers = f"{amount} × {exact(n2o)} / 1000"
        steps.append(gas_step(case, "N2O", _("ไนตรัสออกไซด์"), words, numbers, case.total * n2o / 1000))
    return Working(tuple(steps))


def burning(case: Case) -> Working:
    """Return fossil CO2, CH4, N2O, and biogenic CO2 apart, by composition."""
    with localcontext(WORKING):
        types: Mapping[str, Any] = case.inventory.get("waste_types", {})
        rows, fossil, biogenic, dry = [], ZERO, ZERO, ZERO
        composition = case.value("composition")
        for kind in in_order(composition):
            share = composition[kind]
            dm, c, fcf = (Decimal(types[kind][name]) for name in ("dm", "c", "fcf"))
            carbon = Decimal(share) * dm * c
            fossil, biogenic, dry = fossil + carbon * fcf, biogenic + carbon * (1 - fcf), dry + Decimal(share) * dm
            rows.append((
                name_of(kind), exact(share), exact(dm), exact(c), exact(fcf), shown(carbon * fcf), shown(carbon * (1 - fcf))
            ))  # fmt: skip
        head = (
            _("ชนิดขยะ"), _("สัดส่วน"), _("ของแห้ง (dm)"), _("คาร์บอน (C)"), _("ส่วนฟอสซิล (fcf)"), _("C ฟอสซิล"), _("C ชีวภาพ"),
        )  # fmt: skip
        table = Table(_("องค์ประกอบของขยะ (C ฟอสซิล = สัดส่วน × dm × C × fcf ต่อ กก. ขยะเปียก)"), head, tuple(rows))
        words = _("ขยะ × คาร์บอนฟอสซิล × สัดส่วนเผาไหม้ × 44/12")
        steps = [
            _carbon(case, _("คาร์บอนไดออกไซด์จากฟอสซิล"), words, fossil),
            _grams(case, "CH4", _("มีเทน"), "ch4_g_per_t", Decimal(1)),
            _grams(
                case, "N2O", _("ไนตรัสออกไซด์"), "n2o_g_per_t", dry if case.value("n2o_basis") == "dry" else Decimal(1)
            ),
        ]
        words = _("ขยะ × คาร์บอนชีวภาพ × สัดส่วนเผาไหม้ × 44/12")
        label = _("คาร์บอนไดออกไซด์ชีวภาพ (ไม่รวมในประเภทใด)")
        return Working((*steps, _carbon(case, label, words, biogenic, biogenic=True)), (table,))


def _carbon(case: Case, label: str, words: str, carbon: Decimal, *, biogenic: bool = False) -> Step:
    burnt = case.number("oxidation")
    numbers = f"{_waste(case)} × {shown(carbon)} × {exact(burnt)} × 44/12"
    reckoned = case.total * carbon * burnt * 44 / 12
    return gas_step(case, "CO2", label, words, numbers, reckoned, biogenic=biogenic)


def _grams(case: Case, gas: str, label: str, name: str, of_mass: Decimal) -> Step:
    factor = case.number(name)
    dry = f" × {shown(of_mass)}" if of_mass != 1 else ""
    formula = _("ขยะ × ค่า EF (กรัมต่อตัน)") + (_(" × ส่วนของแห้ง") if dry else "") + " / 1,000,000"
    numbers = f"{_waste(case)} × {exact(factor)}{dry} / 1,000,000"
    return gas_step(case, gas, label, formula, numbers, case.total * factor * of_mass / 1_000_000)


def _waste(case: Case) -> str:
    return _("%(amount)s กก.") % {"amount": exact(case.total)}


def landfill(case: Case) -> Working:
    """Return the carbon that decays in each year of the period, then the methane.

    The decay is the calculator's own function; the tables show it kind by kind.
    """
    with localcontext(WORKING):
        deposits = case.value("deposits")
        carbon = {kind: _carbon_of(case, kind, deposits[kind]) for kind in in_order(deposits)}
        k = {kind: Decimal(value) for kind, value in case.value("k").items()}
        months: dict[int, int] = {}
        for month in case.months:
            months[int(month[:4])] = months.get(int(month[:4]), 0) + 1
        if year := case.value("inventory_year"):
            months = {int(year): 12}
        steps, total = [], ZERO
        for year, count in months.items():
            decayed = sum((decomposed(by_year, k[kind], year) for kind, by_year in carbon.items()), ZERO)
            total += decayed * count / 12
            values = {"year": year + BE}
            share = f" × {count}/12" if count != 12 else ""  # noqa: PLR2004 - months of a year
            formula = _("ผลรวมทุกชนิดของ คาร์บอนคงเหลือสิ้นปีก่อน × (1 − e^−k)")
            told = " + ".join(
                shown(decomposed(by_year, k[kind], year)) for kind, by_year in carbon.items() if any(by_year.values())
            )
            label = _("คาร์บอนที่ย่อยสลายใน พ.ศ. %(year)s") % values
            steps.append(Step(label, formula, f"({told}){share}", decayed * count / 12, _("ตัน C")))
        f, ox, recovered = case.number("f"), case.number("ox"), case.number("recovered_ch4_t")
        reckoned = (total * f * 16 / 12 - recovered) * (1 - ox) * 1000
        numbers = f"({shown(total)} × {exact(f)} × 16/12 − {exact(recovered)}) × (1 − {exact(ox)}) × 1000"
        formula = _("(คาร์บอนที่ย่อยสลาย × F × 16/12 − มีเทนที่นำไปใช้) × (1 − OX) × 1000")
        steps.append(gas_step(case, "CH4", _("มีเทน"), formula, numbers, reckoned))
        return Working(tuple(steps), (_deposits(case), *_decay(carbon, k, max(months))))


def _carbon_of(case: Case, kind: str, table: Mapping[str, str]) -> dict[int, Decimal]:
    """Return {year: W × DOC × DOCf × MCF} of a kind of waste, in tonnes."""
    doc = Decimal(case.value("doc")[kind])
    docf, mcf = case.value("docf"), case.value("mcf")
    part = Decimal(docf[kind] if isinstance(docf, Mapping) else docf)
    return {
        int(year): Decimal(tonnes) * doc * part * Decimal(mcf.get(year, "0") if isinstance(mcf, Mapping) else mcf)
        for year, tonnes in table.items()
    }


def _deposits(case: Case) -> Table:
    """Return the history: a row a year, a column a kind of waste, and what was reckoned with."""
    given, mcf = case.value("deposits"), case.value("mcf")
    deposits = {kind: given[kind] for kind in in_order(given)}
    years = sorted({year for table in deposits.values() for year in table})
    rows = [
        (
            str(int(year) + BE), *(exact(table[year]) if year in table else "–" for table in deposits.values()),
            exact(mcf.get(year, "0") if isinstance(mcf, Mapping) else mcf),
        )
        for year in years
    ]  # fmt: skip
    docf = case.value("docf")
    for name, label in (("doc", "DOC"), ("k", "k")):
        rows.append((label, *(exact(case.value(name)[kind]) for kind in deposits), ""))
    rows.append(("DOCf", *(exact(docf[kind] if isinstance(docf, Mapping) else docf) for kind in deposits), ""))
    return Table(_("ขยะที่ฝังกลบ (ตันต่อปี) และค่าที่ใช้"), (_("พ.ศ."), *map(name_of, deposits), "MCF"), tuple(rows))


def _decay(carbon: Mapping[str, Mapping[int, Decimal]], k: Mapping[str, Decimal], last: int) -> tuple[Table, ...]:
    """Return for each year the carbon left at its end and decayed in it, all kinds together."""
    first = min((year for by_year in carbon.values() for year in by_year), default=last)
    rows = []
    stocks = dict.fromkeys(carbon, ZERO)
    for year in range(first, last + 1):
        put = sum((by_year.get(year, ZERO) for by_year in carbon.values()), ZERO)
        decayed = sum((decomposed(by_year, k[kind], year) for kind, by_year in carbon.items()), ZERO)
        stocks = {
            kind: by_year.get(year, ZERO) + stocks[kind] - decomposed(by_year, k[kind], year)
            for kind, by_year in carbon.items()
        }
        rows.append((str(year + BE), shown(put), shown(decayed), shown(sum(stocks.values(), ZERO))))
    head = (_("พ.ศ."), _("คาร์บอนที่เพิ่ม (W × DOC × DOCf × MCF)"), _("ย่อยสลายในปี"), _("คงเหลือสิ้นปี"))
    return (Table(_("คาร์บอนในหลุม (ตัน C) รวมทุกชนิด"), head, tuple(rows)),)
