"""Years to make documents of: a published one, and invented ones with what real years bring along.

The published one is TH-MJU-RAE-2567: Green Office form 1.5(1), sheet "สรุปการคำนวณ ปี 2567", of an office of Maejo
University, published at github.com/numtip/goffice2026 (commit 135c562, public/documents/fy2568/cat1,
1.5_GreenhouseGas2568.xlsx), rows 12 to 24; rows without activity are left out. Factors are the printed ones, four
decimals of CO2e. Septic tanks enter as person-days (printed kg CH4 ÷ 0.012), the pond as m3 of water used, MCF 0.2.
Printed totals: 220,986.93744 kgCO2e; scope 1 11,017.13228, scope 2 192,534.68536, scope 3 17,435.1198.
"""

import copy
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from inventories.calc import document, result
from inventories.calc.hashing import document_sha256
from reports.exports.facts import (
    BoundaryFacts,
    FactorFacts,
    LedgerHead,
    OrganisationFacts,
    SourceFacts,
    YearFacts,
)

BANGKOK = dt.timezone(dt.timedelta(hours=7))
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]
EDITION = "form-1.5-2567"
FORM = "แบบฟอร์ม 1.5(1) แผ่นงาน สรุปการคำนวณ ปี 2567"
CREDIT = (
    "เทศบาลนี้สมมติขึ้น ไม่ใช่เทศบาลใดในจังหวัดระยอง ตัวเลขปี 2567 เป็นบัญชีที่เผยแพร่ของสำนักงานแห่งหนึ่งในมหาวิทยาลัยแม่โจ้ "
    "(แบบฟอร์ม Green Office 1.5(1))"
)

# id, name, scope, category, method, unit, parameters, factor, row of the form, amounts of the twelve months
PUBLISHED: list[tuple[str, str, str, str, str, str, dict[str, str], str, int, str]] = [
    ("s1", "น้ำมันดีเซล รถยนต์ของสำนักงาน", "1", "การเผาไหม้ที่มีการเคลื่อนที่ (ทางถนน)", "factor", "litre", {}, "2.7406", 12,
     "71.65 116.53 117.5 37.55 22.83 59.89 68.7 85.39 128.43 57.5 67.69 66.54"),
    ("s2", "บ่อเกรอะของบุคลากร", "1", "บ่อเกรอะ", "septic_tank", "person.day", {}, "", 16,
     "1995 1900 1995 1805 1995 1805 1900 1995 1995 1900 2090 1805"),
    ("s3", "บ่อบำบัดน้ำเสียแบบไม่เติมอากาศ", "1", "ระบบบำบัดน้ำเสีย", "wastewater_cod", "m3",
     {"input": "water_used", "mcf": "0.2"}, "", 17,
     "291 467.3 507.6 452.3 408.7 369 462.1 348.6 355.5 463.6 508.1 1032.6"),
    ("s4", "ไฟฟ้า อาคารสำนักงาน", "2", "พลังงานไฟฟ้า", "factor", "kWh", {}, "0.4999", 20,
     "16036.4 22663.6 34897.4 38465.8 37366.4 37150.4 41176 37746.4 36835 32364.2 23816 26628.8"),
    ("s5", "กระดาษ A4 และ A3 (สีขาว)", "3", "สินค้าและบริการที่ซื้อ", "factor", "kg", {}, "2.102", 21,
     "202.5 226.8 224.1 91.8 151.2 172.8 132.3 167.4 153.9 164.7 183.6 210.6"),
    ("s6", "น้ำประปา การประปาส่วนภูมิภาค", "3", "สินค้าและบริการที่ซื้อ", "factor", "m3", {}, "0.541", 23,
     "291 467.3 507.6 452.3 408.7 369 462.1 348.6 355.5 463.6 508.1 1032.6"),
    ("s7", "ขยะมูลฝอยส่งฝังกลบ", "3", "ของเสียที่ส่งกำจัดภายนอก", "factor", "kg", {}, "2.32", 24,
     "381.8 347.7 314.2 303.1 372.9 496.7 319.6 478.5 422.2 313.7 258.1 299.2"),
]  # fmt: skip
UNITS = {"litre": "ลิตร", "person.day": "คน-วัน", "m3": "ลบ.ม.", "kWh": "kWh", "kg": "กก.", "MWh": "MWh"}
AR5_TGO = {
    "CO2": "1", "CH4_fossil": "30", "CH4": "28", "N2O": "265", "SF6": "23500", "NF3": "16100",
    "R-32": "677", "R-125": "3170", "R-22": "1760",
}  # fmt: skip


def factor(key: str, unit: str, gases: dict[str, str], **more: str) -> dict[str, Any]:
    return {
        "key": key,
        "edition": EDITION,
        "unit": unit,
        "gases": gases,
        "gwp_basis": "AR5-TGO-2565",
        "source": FORM,
        **more,
    }


def inventory(sources: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "format": "cfo-inventory/1",
        "municipality": {"key": "demo", "name_th": "เทศบาลตัวอย่าง", "name_en": "Example Municipality"},
        "period": {"first_month": "2024-01", "months": 12},
        "gwp": {"name": "AR5-TGO-2565", "values": AR5_TGO, "outside": ["R-22"]},
        "form_edition": "TCFO_R_01 Version 04 : 21/2/2020",
        "sources": sources,
        **more,
    }


def published_inventory() -> dict[str, Any]:
    sources = []
    for source_id, name, scope, category, method, unit, parameters, kgco2e, _, amounts in PUBLISHED:
        source = {
            "id": source_id, "name": name, "scope": scope, "category": category, "method": method, "unit": unit,
            "amounts": dict(zip(MONTHS, amounts.split(), strict=True)), "estimated": [], "parameters": parameters,
        }  # fmt: skip
        if kgco2e:
            source["factor"] = factor(f"row-{source_id}", unit, {"CO2e": kgco2e}, printed_kgco2e=kgco2e)
        sources.append(source)
    return inventory(sources)


def calculated(mapping: dict[str, Any]) -> dict[str, Any]:
    return result.to_mapping(result.calculate(document.from_mapping(mapping)))


def facts_of(mapping: dict[str, Any], **more: Any) -> YearFacts:
    """The facts around an inventory document, its result calculated from it."""
    given: dict[str, Any] = {
        "organisation": OrganisationFacts(
            name_th="เทศบาลตัวอย่าง", name_en="Example Municipality", kind_th="เทศบาลตำบล", district_th="(สมมติ)"
        ),
        "boundary": BoundaryFacts(approach_th="การควบคุมการดำเนินงาน"),
        "year_th": "ปี 2567",
        "year_kind_th": "ปีปฏิทิน (ม.ค.–ธ.ค.)",
        "period_th": "ม.ค. 2567 – ธ.ค. 2567",
        "state_th": "กำลังจัดทำ",
        "draft": True,
        "inventory": mapping,
        "result": calculated(mapping),
        "ledger": LedgerHead(number=128, hash="c0ffee" * 10 + "beef"),
        "document_sha256": document_sha256(mapping),
        "prepared_at": dt.datetime(2026, 11, 23, 14, 5, tzinfo=BANGKOK),
        "sources": {
            source["id"]: SourceFacts(
                category_th=source["category"], division_th="สำนักปลัดเทศบาล", origin_th="หลักฐานการชำระเงิน",
                evidence_th="ใบแจ้งหนี้", unit_th=UNITS.get(source.get("unit", ""), ""),
            )
            for source in mapping["sources"]
        },
        "factors": {
            (each["key"], each["edition"]): FactorFacts(
                key=each["key"], edition=each["edition"], name_th=f"ค่าที่พิมพ์ของ{source['name']}",
                edition_th="ค่า EF ที่พิมพ์ในบัญชีปี 2567 ของสำนักงานตัวอย่าง (ทศนิยมสี่ตำแหน่ง)",
                unit_th=UNITS.get(each["unit"], each["unit"]), source=each["source"], confidence_th="สูง",
                validity_th="1 ม.ค. 2567 – 31 ธ.ค. 2567",
            )
            for source in mapping["sources"]
            if (each := source.get("factor"))
        },
    }  # fmt: skip
    return YearFacts(**given | more)


def published_year() -> YearFacts:
    """The published office inventory under the name of the demonstration municipality, credited."""
    facts = facts_of(published_inventory(), simulated=True, credit_th=CREDIT)
    rows = {source_id: row for source_id, *_, row, _ in PUBLISHED}
    sources = {
        source_id: replace(each, evidence_th=f"แบบฟอร์ม 1.5(1) แถว {rows[source_id]}")
        for source_id, each in facts.sources.items()
    }
    sources["s2"] = replace(sources["s2"], origin_th="ประเมินค่า", division_th="กองสาธารณสุขและสิ่งแวดล้อม")
    sources["s3"] = replace(sources["s3"], origin_th="ประเมินค่า", division_th="กองสาธารณสุขและสิ่งแวดล้อม")
    notes = ("บ่อเกรอะของบุคลากร: คน-วัน = กก. CH4 ที่เผยแพร่ ÷ 0.012", "บ่อบำบัดน้ำเสีย: น้ำเสียคิดร้อยละ 80 ของน้ำใช้")
    return replace(facts, sources=sources, boundary=BoundaryFacts(approach_th="การควบคุมการดำเนินงาน", notes=notes))


def locked_year() -> YearFacts:
    """The same year, locked and not simulated: no mark of a draft anywhere."""
    return replace(published_year(), draft=False, state_th="ล็อกฉบับ", simulated=False, credit_th="")


def year_with_gaps() -> YearFacts:
    """Missing months, a month with 0, notation keys, estimates, and a month in which nothing is known."""
    mapping = copy.deepcopy(published_inventory())
    diesel, septic, pond, power, paper, water, waste = mapping["sources"]
    diesel["amounts"] = {"2024-01": "71.65", "2024-02": "0", "2024-03": "NO", "2024-05": "12.5", "2024-06": "NE"}
    power["estimated"] = ["2024-10", "2024-11"]
    paper["amounts"] |= {"2024-04": "NO", "2024-05": "IE", "2024-06": "C"}
    for source in (septic, pond, power, paper, water, waste):
        del source["amounts"]["2024-12"]
    return facts_of(mapping)


def year_without_scope_3() -> YearFacts:
    """A young inventory: scopes 1 and 2 only."""
    mapping = published_inventory()
    mapping["sources"] = mapping["sources"][:4]
    return facts_of(mapping, state_th="ส่งตรวจภายใน")


def empty_year() -> YearFacts:
    """Opened, and nothing in it yet."""
    return facts_of(inventory([]))


def year_with_long_names() -> YearFacts:
    """Names as long as they come, unspaced, with every mark; text that looks like markup; letters no font has."""
    name = "เทศบาลตำบลพัฒนาสิ่งแวดล้อมชุมชนเข้มแข็งน้ำใสไร้คาร์บอนญี่ปุ่นกตัญญูฎีกาแห่งที่สี่สิบเก้าปั๊มน้ำมันเฉลิมพระเกียรติ"
    source = "น้ำมันดีเซลของรถเก็บขนขยะมูลฝอยและรถบรรทุกน้ำดับเพลิงกองสาธารณสุขและสิ่งแวดล้อมหมายเลขทะเบียนแปดสิบสองสี่พันเก้าร้อย"
    mapping = published_inventory()
    mapping["municipality"] |= {"name_th": name}
    mapping["sources"][0]["name"] = source
    mapping["sources"][1]["name"] = 'บ่อเกรอะ <b>"อาคาร 1"</b> & 2 🚛'
    mapping["sources"][4]["amounts"] |= {"2024-01": "999999999999.123456789", "2024-02": "0.000000001"}
    facts = facts_of(mapping)
    long_source = replace(
        facts.sources["s1"], division_th="กองสาธารณสุขและสิ่งแวดล้อม", location_th="อาคารป้องกันและบรรเทาสาธารณภัยชั้นที่สองห้องเก็บวัสดุ",
        evidence_th="ใบสั่งจ่ายน้ำมันเชื้อเพลิงและใบกำกับภาษีของสถานีบริการน้ำมันปากทางเข้าเทศบาล เล่มที่ 12 เลขที่ 0045-0099",
    )  # fmt: skip
    address = "https://example.org/" + "documents/" * 12 + "1.5_GreenhouseGas2568.xlsx"
    factors = {key: replace(each, source=f"{each.source}: {address}") for key, each in facts.factors.items()}
    organisation = OrganisationFacts(
        name_th=name, name_en="Municipality of a Very Long and Winding Name That Goes On Beyond the Line",
        kind_th="เทศบาลตำบล", district_th="เมืองระยอง", province_th="ระยอง", name_today_th=f"{name}ใหม่",
    )  # fmt: skip
    return replace(facts, organisation=organisation, factors=factors, sources=facts.sources | {"s1": long_source})


def year_of_every_method() -> YearFacts:
    """One source of each method and kind of factor: gases apart, blends, conversion, upstream, landfill."""
    same = dict.fromkeys(MONTHS, "10")

    def source(
        source_id: str, scope: str, method: str, unit: str, parameters: dict[str, Any], **more: Any
    ) -> dict[str, Any]:
        return {
            "id": source_id, "name": f"แหล่งปล่อย {source_id}", "scope": scope, "category": method, "method": method,
            "unit": unit, "amounts": same, "parameters": parameters, **more,
        }  # fmt: skip

    diesel = factor(
        "diesel",
        "litre",
        {"CO2": "2.698722", "CH4_fossil": "0.000142038", "N2O": "0.000142038"},
        printed_kgco2e="2.7406",
    )
    wood = factor("wood", "kg", {"CH4": "0.00048", "N2O": "0.000064"}, biogenic_co2="1.7920")
    upstream = factor("lpg-upstream", "kg", {"CO2e": "0.8582"}, gwp_basis="AR4")
    burnt = {"composition": {"food": "0.6", "plastics": "0.4"}, "ch4_g_per_t": "6500", "n2o_g_per_t": "150"}
    derived = source("upstream", "3", "factor", "litre", {}, factor=upstream, parent="lpg",
                     conversion={"from": "litre", "to": "kg", "ratio": "0.54", "source": "อบก."})  # fmt: skip
    del derived["amounts"]
    landfill = source("landfill", "1", "landfill_fod", "t", {
        "deposits": {"food": {"2020": "1200", "2021": "1300", "2022": "1250"}, "paper": {"2020": "300"}},
        "doc": {"food": "0.15", "paper": "0.4"}, "k": {"food": "0.4", "paper": "0.07"}, "mcf": "0.4",
    })  # fmt: skip
    landfill["amounts"] = {}
    sources = [
        source("diesel", "1", "factor", "litre", {}, factor=diesel),
        source("lpg", "1", "factor", "litre", {}, factor=factor("lpg", "litre", {"CO2": "1.6812"})),
        source("wood", "1", "factor", "kg", {}, factor=wood),
        source("r410a", "1", "refrigerant", "kg", {"refrigerant": "R-410A"}),
        source("r32", "1", "refrigerant", "kg", {"refrigerant": "R-32"}),
        source("r22", "separate", "refrigerant", "kg", {"refrigerant": "R-22"}),
        source("septic", "1", "septic_tank", "person.day", {}),
        source("septic2", "1", "septic_tank", "person.day", {"fraction": "0.33", "bod_g_per_person_day": "45"}),
        source("cod", "1", "wastewater_cod", "m3", {"mcf": "0.2"}),
        source("cod2", "1", "wastewater_cod", "m3", {"input": "measured_inflow", "mcf": "0.8", "sludge_cod_kg": "2"}),
        source("people", "1", "wastewater_domestic", "person", {"mcf": "0.5", "protein_kg_per_person_year": "24"}),
        landfill,
        source("fertiliser", "1", "fertiliser", "kg", {"n_fraction": "0.46", "urea_fraction": "1"}),
        source("compost", "1", "composting", "kg", {}),
        source("digester", "1", "anaerobic_digestion", "kg", {}),
        source("oven", "1", "incineration", "kg", {**burnt, "ch4_g_per_t": "0.2", "n2o_g_per_t": "50"}),
        source("fire", "1", "open_burning", "kg", burnt),
        source("power", "2", "factor", "MWh", {}, factor=factor("power", "kWh", {"CO2e": "0.4999"})),
        derived,
    ]
    mapping = inventory(
        sources,
        blends={"R-410A": {"R-32": "0.5", "R-125": "0.5"}},
        waste_types={
            "food": {"dm": "0.40", "c": "0.38", "fcf": "0"},
            "plastics": {"dm": "1", "c": "0.75", "fcf": "1"},
        },
    )
    return facts_of(mapping)


def large_year(count: int = 200) -> YearFacts:
    """A municipality with many meters and vehicles."""
    names = ("ไฟฟ้า โคมไฟถนน มิเตอร์", "น้ำมันดีเซล รถบรรทุก ทะเบียน", "น้ำประปา จุดจ่าย", "ไฟฟ้า สถานีสูบน้ำ")
    kinds = [("2", "kWh", "0.4999"), ("1", "litre", "2.7406"), ("3", "m3", "0.541"), ("2", "kWh", "0.4999")]
    sources = []
    for number in range(count):
        scope, unit, kgco2e = kinds[number % 4]
        sources.append({
            "id": f"s{number}", "name": f"{names[number % 4]} {number:03d}", "scope": scope, "category": "other",
            "method": "factor", "unit": unit, "parameters": {}, "estimated": [],
            "amounts": {month: str(Decimal(100 + number * 7 + place * 3) / 4) for place, month in enumerate(MONTHS)},
            "factor": factor(f"f-{unit}", unit, {"CO2e": kgco2e}, printed_kgco2e=kgco2e),
        })  # fmt: skip
    return facts_of(inventory(sources))


def fiscal_year() -> YearFacts:
    """From October to September: two Buddhist years in one."""
    mapping = published_inventory()
    months = ["2023-10", "2023-11", "2023-12", *MONTHS[:9]]
    mapping["period"]["first_month"] = months[0]
    for source in mapping["sources"]:
        source["amounts"] = dict(zip(months, source["amounts"].values(), strict=True))
    return facts_of(
        mapping, year_th="ปีงบประมาณ 2567", year_kind_th="ปีงบประมาณ (ต.ค.–ก.ย.)", period_th="ต.ค. 2566 – ก.ย. 2567"
    )
