"""Workings of septic tanks and wastewater."""

from collections.abc import Mapping
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from emission_factors.calc.decimals import WORKING
from inventories.calc.period import days_in_month
from inventories.selectors.working.step import ZERO, Case, Step, Table, Working, exact, gas_step, month_name, shown


def septic_tank(case: Case) -> Working:
    """Return person-days × BOD × Bo × MCF × fraction."""
    bod = case.number("bod_g_per_person_day") / 1000
    factors = [bod, *(case.number(name) for name in ("bo", "mcf", "fraction"))]
    reckoned = case.total
    for factor in factors:
        reckoned *= factor
    numbers = " × ".join([_("%(amount)s คน-วัน") % {"amount": exact(case.total)}, *map(exact, factors)])
    formula = _("คน-วัน × BOD (กก. ต่อคนต่อวัน) × Bo × MCF × สัดส่วนของวัน")
    return Working((gas_step(case, "CH4", _("มีเทน"), formula, numbers, reckoned),))


def wastewater_cod(case: Case) -> Working:
    """Return water × return × COD, less sludge, × Bo × MCF, less what was recovered."""
    cod, back = case.value("cod_kg_per_m3"), case.number("return_fraction")
    bo, mcf = case.number("bo"), case.number("mcf")
    sludge, recovered = case.number("sludge_cod_kg"), case.number("recovered_ch4_kg")
    if isinstance(cod, Mapping):
        organic = sum((amount * back * Decimal(cod[month]) for month, amount in case.amounts.items()), ZERO)
        rows = tuple(
            (
                month_name(month),
                exact(amount),
                exact(back),
                exact(cod[month]),
                shown(amount * back * Decimal(cod[month])),
            )
            for month, amount in case.amounts.items()
        )
        table = Table(_("COD รายเดือน"), (_("เดือน"), _("ลบ.ม."), _("สัดส่วน"), _("กก. COD/ลบ.ม."), _("กก. COD")), rows)
        words = _("ผลรวมรายเดือนของ น้ำ × สัดส่วนที่เป็นน้ำเสีย × COD")
        step = Step(_("COD ในน้ำเสีย"), words, words, organic, _("กก. COD"))
        return Working((step, _cod_methane(case, organic)), (table,))
    organic = case.total * back * Decimal(cod)
    chain = " × ".join([_("%(amount)s ลบ.ม.") % {"amount": exact(case.total)}, exact(back), exact(cod)])
    if not sludge and not recovered:
        numbers = f"{chain} × {exact(bo)} × {exact(mcf)}"
        formula = _("น้ำ × สัดส่วนที่เป็นน้ำเสีย × COD × Bo × MCF")
        return Working((gas_step(case, "CH4", _("มีเทน"), formula, numbers, organic * bo * mcf),))
    step = Step(_("COD ในน้ำเสีย"), _("น้ำ × สัดส่วนที่เป็นน้ำเสีย × COD"), chain, organic, _("กก. COD"))
    return Working((step, _cod_methane(case, organic)))


def _cod_methane(case: Case, organic: Decimal) -> Step:
    bo, mcf = case.number("bo"), case.number("mcf")
    sludge, recovered = case.number("sludge_cod_kg"), case.number("recovered_ch4_kg")
    formula = _("(COD − COD ในกากตะกอน) × Bo × MCF − มีเทนที่นำไปใช้")
    numbers = f"({shown(organic)} − {exact(sludge)}) × {exact(bo)} × {exact(mcf)} − {exact(recovered)}"
    return gas_step(case, "CH4", _("มีเทน"), formula, numbers, (organic - sludge) * bo * mcf - recovered)


def wastewater_domestic(case: Case) -> Working:
    """Return TOW by person-days, CH4, and N2O of effluent and plant."""
    with localcontext(WORKING):
        days = {month: days_in_month(month) for month in case.amounts}
        person_days = sum((amount * days[month] for month, amount in case.amounts.items()), ZERO)
        rows = tuple(
            (month_name(month), exact(amount), str(days[month]), exact(amount * days[month]))
            for month, amount in case.amounts.items()
        )
        table = Table(_("คน-วันรายเดือน"), (_("เดือน"), _("คน"), _("วัน"), _("คน-วัน")), rows)
        words = _("ผลรวมรายเดือนของ คน × วันในเดือน")
        first = Step(_("คน-วัน"), words, words, person_days, _("คน-วัน"))
        bod, industry, used = (case.number(n) for n in ("bod_g_per_person_day", "industrial_factor", "utilisation"))
        organic = person_days * bod * industry * used / 1000
        numbers = f"{exact(person_days)} × {exact(bod)} × {exact(industry)} × {exact(used)} / 1000"
        formula = _("คน-วัน × BOD (กรัม) × ตัวคูณโรงงาน × สัดส่วนที่เข้าระบบ / 1000")
        second = Step(_("BOD ที่เข้าระบบ (TOW)"), formula, numbers, organic, _("กก. BOD"))
        return Working((first, second, _domestic_methane(case, organic), *_nitrous_oxide(case, person_days)), (table,))


def _domestic_methane(case: Case, organic: Decimal) -> Step:
    bo, mcf = case.number("bo"), case.number("mcf")
    sludge, recovered = case.number("sludge_bod_kg"), case.number("recovered_ch4_kg")
    formula = _("(TOW − BOD ในกากตะกอน) × Bo × MCF − มีเทนที่นำไปใช้")
    numbers = f"({shown(organic)} − {exact(sludge)}) × {exact(bo)} × {exact(mcf)} − {exact(recovered)}"
    return gas_step(case, "CH4", _("มีเทน"), formula, numbers, (organic - sludge) * bo * mcf - recovered)


def _nitrous_oxide(case: Case, person_days: Decimal) -> tuple[Step, ...]:
    protein, plant = case.value("protein_kg_per_person_year"), case.number("plant_n2o_g_per_person_year")
    if protein is None and not plant:
        return ()
    names = ("n_per_protein", "f_non_con", "f_ind_com")
    content, wasted, industry = (case.number(name) for name in names)
    removed, factor = case.number("n_sludge_kg"), case.number("ef_effluent")
    steps: list[Step] = []
    nitrogen = ZERO
    if protein is not None:
        nitrogen = person_days * Decimal(protein) / 365 * content * wasted * industry
        numbers = (
            f"{exact(person_days)} × {exact(protein)} / 365 × {exact(content)} × {exact(wasted)} × {exact(industry)}"
        )
        formula = _("คน-วัน × โปรตีนต่อคนต่อปี / 365 × ไนโตรเจนในโปรตีน × ตัวคูณที่ไม่ได้บริโภค × ตัวคูณโรงงาน")
        steps.append(Step(_("ไนโตรเจนในน้ำทิ้ง"), formula, numbers, nitrogen, _("กก. N")))
    reckoned = (nitrogen - removed) * factor * 44 / 28 + plant / 1000 * person_days / 365
    numbers = f"({shown(nitrogen)} − {exact(removed)}) × {exact(factor)} × 44/28"
    formula = _("(ไนโตรเจน − ไนโตรเจนในกากตะกอน) × EF × 44/28")
    if plant:
        numbers += f" + {exact(plant)} / 1000 × {exact(person_days)} / 365"
        formula += _(" + N2O จากโรงบำบัด (กรัมต่อคนต่อปี) / 1000 × คน-วัน / 365")
    return (*steps, gas_step(case, "N2O", _("ไนตรัสออกไซด์"), formula, numbers, reckoned))
