"""What verification asks beside figures, of the demonstration office (ข้อมูลจำลอง): roles, an instrument, the screening."""

import datetime as dt
from decimal import Decimal

from cfo_site.accounts.models import User
from inventories.models import Inventory, InventorySource
from inventories.selectors.sources import divisions
from inventories.services.instruments import add_calibration, save_instrument
from inventories.services.quality import save_quality_role, score_sources
from inventories.services.screening import screen_category, set_criteria


def furnish_quality(year: Inventory, use: InventorySource, owner: User) -> dict[str, int]:
    """Return the ids of a role and of an instrument, as addresses name them; the screening is half done beside them."""
    town = year.municipality
    fields = {
        "task": "collect", "division": divisions(town)[0], "position": "เจ้าพนักงานธุรการ", "name": "",
        "duty": "เก็บใบสั่งจ่ายน้ำมันและบันทึกทุกเดือน", "frequency": "ทุกเดือน",
    }  # fmt: skip
    role = save_quality_role(inventory=year, actor=owner, fields=fields)
    fields = {"source": use.source, "name": "มาตรวัดน้ำมัน (ข้อมูลจำลอง)", "serial": "SN-0001", "accuracy": "±0.5 %"}
    instrument = save_instrument(municipality=town, actor=owner, fields=fields)
    day = {"calibrated_on": dt.date(2023, 6, 1), "valid_to": dt.date(2024, 5, 31), "paper": "ใบรับรอง 1/2566 แฟ้มกองช่าง"}
    add_calibration(instrument=instrument, actor=owner, fields=day)
    score_sources(inventory=year, actor=owner, scores={use.pk: (3, 3)})
    criteria = {key: (Decimal(1), "135") for key in ("magnitude", "influence", "risk")}
    set_criteria(inventory=year, actor=owner, criteria=criteria, cut_off=Decimal(3), rationale="ตามแบบที่มีผู้กรอกจริง")
    scores = {"magnitude": 5, "influence": 3, "risk": 3}
    for number, applicable in ((1, True), (5, True), (9, False), (14, False)):
        screen_category(
            inventory=year, actor=owner, number=number, applicable=applicable, scores=scores, chosen=applicable,
            reason="" if applicable else "เทศบาลไม่มีกิจกรรมของหมวดนี้",
        )  # fmt: skip
    return {"role": role.pk, "instrument": instrument.pk}
