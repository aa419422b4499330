"""Workings of fertiliser, of refrigerants and of plain factors."""

from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import unit
from emission_factors.calc.decimals import WORKING
from emission_factors.calc.units import ratio
from inventories.selectors.working.step import Case, Step, Working, exact, gas_step, shown


def fertiliser(case: Case) -> Working:
    """Return the nitrogen, its N2O, and the CO2 of urea."""
    with localcontext(WORKING):
        share, urea = case.number("n_fraction"), case.number("urea_fraction")
        told = _("%(amount)s กก.") % {"amount": exact(case.total)}
        nitrogen = case.total * share
        first = Step(_("ไนโตรเจนที่ใส่"), _("ปุ๋ย × สัดส่วนไนโตรเจน"), f"{told} × {exact(share)}", nitrogen, _("กก. N"))
        ef1, gas, ef4, leach, ef5 = (case.number(n) for n in ("ef1", "frac_gasf", "ef4", "frac_leach", "ef5"))
        wet = case.value("wet") is True
        factor = ef1 + gas * ef4 + (leach * ef5 if wet else 0)
        numbers = f"{shown(nitrogen)} × 44/28 × ({exact(ef1)} + {exact(gas)} × {exact(ef4)}"
        numbers += f" + {exact(leach)} × {exact(ef5)})" if wet else ")"
        formula = _("ไนโตรเจน × 44/28 × (EF1 + ส่วนที่ระเหย × EF4 + ส่วนที่ถูกชะล้าง × EF5)") if wet else _(
            "ไนโตรเจน × 44/28 × (EF1 + ส่วนที่ระเหย × EF4) ไม่คิดการชะล้าง"
        )  # fmt: skip
        steps = [first, gas_step(case, "N2O", _("ไนตรัสออกไซด์"), formula, numbers, nitrogen * 44 / 28 * factor)]
        if urea:
            formula = _("ปุ๋ย × สัดส่วนยูเรีย × 0.20 × 44/12")
            numbers = f"{told} × {exact(urea)} × 0.20 × 44/12"
            reckoned = case.total * urea * Decimal("0.20") * 44 / 12
            steps.append(gas_step(case, "CO2", _("คาร์บอนไดออกไซด์จากยูเรีย"), formula, numbers, reckoned))
        return Working(tuple(steps))


def refrigerant(case: Case) -> Working:
    """Return the kg of each gas of the refrigerant, by mass fraction."""
    name = case.value("refrigerant")
    values = case.inventory["gwp"]["values"]
    parts = {name: "1"} if name in values else case.inventory.get("blends", {}).get(name, {})
    told = _("%(amount)s กก. %(name)s") % {"amount": exact(case.total), "name": name}
    formula = _("ปริมาณที่รั่วหรือเติม × สัดส่วนโดยมวล")
    return Working(tuple(
        gas_step(case, gas, gas, formula, f"{told} × {exact(share)}", case.total * Decimal(share))
        for gas, share in parts.items()
    ))  # fmt: skip


def factor(case: Case) -> Working:
    """Return the amount in the unit of the factor, then each gas."""
    with localcontext(WORKING):
        given, block = case.source, case.source["factor"]
        own = given.get("unit") or ""
        if "parent" in given:
            own = next(each for each in case.inventory["sources"] if each["id"] == given["parent"])["unit"]
        amount, steps = case.total, list[Step]()
        bridge = given.get("conversion")
        road = [(own, bridge["from"]), None, (bridge["to"], block["unit"])] if bridge else [(own, block["unit"])]
        times, told = Decimal(1), [f"{exact(amount)} {unit(own)}"]
        crossing = Decimal(bridge["ratio"]) if bridge else Decimal(1)
        for part in road:
            if part is None:
                times *= crossing
                told.append(exact(crossing))
            elif part[0] != part[1]:
                up, down = ratio(*part)
                times = times * up / down
                told.append(f"{up}/{down}")
        if len(told) > 1:
            formula = bridge["source"] if bridge else _("แปลงหน่วย")
            steps.append(Step(_("ปริมาณในหน่วยของค่า EF"), formula, " × ".join(told), amount * times, unit(block["unit"])))
        converted = amount * times
        for gas, kg in block["gases"].items():
            numbers = f"{shown(converted)} {unit(block['unit'])} × {exact(kg)}"
            steps.append(gas_step(case, gas, gas, _("ปริมาณ × ค่า EF"), numbers, converted * Decimal(kg)))
        if biogenic := Decimal(block.get("biogenic_co2", "0")):
            label, formula = _("คาร์บอนไดออกไซด์ชีวภาพ (ไม่รวมในประเภทใด)"), _("ปริมาณ × ค่า EF")
            numbers = f"{shown(converted)} {unit(block['unit'])} × {exact(biogenic)}"
            steps.append(gas_step(case, "CO2", label, formula, numbers, converted * biogenic, biogenic=True))
        return Working(tuple(steps))
