"""A sample of the generated year in verification (ข้อมูลจำลอง): an item in every state, papers asked for and received."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.sampling.draw import Risk
from inventories.models import Checked, Verified
from inventories.selectors.inventories import inventory as inventory_of
from inventories.selectors.sampling.samples import items, population, sample_in_force
from inventories.services.sampling.checking import Look, record_checks
from inventories.services.sampling.drawing import draw_sample, pick_items
from inventories.services.sampling.papers import Request, receive_document, request_documents
from tests.browser.furnished_findings import OWNER, VERIFIER

WHO = {
    "inventories:sample_list": VERIFIER,
    "inventories:sample_summary": VERIFIER,
    "inventories:sample_draw": VERIFIER,
    "inventories:sample_pick": VERIFIER,
    "inventories:sample_item": VERIFIER,
    "inventories:sample_bring": OWNER,
    "inventories:document_list": VERIFIER,
    "inventories:document_close": VERIFIER,
}
_PLACE = "/m/{verified}/verify/sample"
ELSEWHERE = {
    "sample of a year that is no further than a draft": ("demo-owner", "/m/demo/2567/verify/sample/"),
    "sample of who may only look": (OWNER, f"{_PLACE}/"),
    "item of who may only look": (OWNER, f"{_PLACE}/{{item}}/"),
    "item that was looked at": (VERIFIER, f"{_PLACE}/{{looked}}/"),
    "papers of who hands them in": (OWNER, f"{_PLACE}/papers/"),
}
WRONG = {
    "sample drawn": (VERIFIER, "inventories:sample_draw", {"seed": "ก", "materiality": "0", "reason": ""}, 422),
    "items picked": (VERIFIER, "inventories:sample_pick", {"reason": ""}, 422),
    "item checked": (VERIFIER, "inventories:sample_item", {"outcome": "differs", "found": "x", "remark": ""}, 422),
    "no workbook of a verifier": (OWNER, "inventories:sample_bring", {}, 422),
    "paper asked for": (VERIFIER, "inventories:document_list", {"what": "", "from_whom": "", "due_on": "x"}, 422),
    "paper received": (OWNER, "inventories:document_close", {"received_on": "x"}, 422),
}


def furnish_sample(verified: dict[str, str | int]) -> dict[str, int]:
    """Return an item that waits, one that differs and a paper that is waited for, of the year that findings are of."""
    town = Municipality.objects.get(key=verified["town"])
    owner, verifier = User.objects.get(username=OWNER), User.objects.get(username=VERIFIER)
    with tenant_scope(town):
        year = inventory_of(town, str(verified["year"]))
        people = population(year)
        assert people is not None
        first = next(iter(people.rows))
        draw_sample(
            inventory=year, actor=verifier, seed="2567-a", materiality=Decimal(5), verified=Verified.ONE_TWO_THREE,
            risks={first: Risk("high", "medium", "low")},
        )  # fmt: skip
        sample = sample_in_force(year)
        assert sample is not None
        taken = {item.key for item in items(sample, people)}
        free = next(key for key in people.figures if key not in taken)
        pick_items(inventory=year, actor=verifier, picks=[free], reason="สูงกว่าเดือนอื่น (ข้อมูลจำลอง)")
        every = items(sample, people)
        monthly = [item for item in every if item.row.month and item.figure and item.figure.amount[:1].isdigit()]
        found = Decimal(monthly[1].figure.amount) + 10  # type: ignore[union-attr]  # filtered above
        looks = [
            Look(monthly[0].row.pk, Checked.AGREES),
            Look(monthly[1].row.pk, Checked.DIFFERS, amount=found, remark="ใบแจ้งหนี้แสดงมากกว่า (ข้อมูลจำลอง)"),
            Look(monthly[2].row.pk, Checked.CANNOT, remark="ไม่พบใบเสร็จ (ข้อมูลจำลอง)"),
        ]
        record_checks(inventory=year, actor=verifier, looks=looks)
        soon = timezone.localdate() + dt.timedelta(days=14)
        papers = request_documents(
            inventory=year,
            actor=verifier,
            requests=[
                Request("ใบแจ้งค่าไฟฟ้าทั้งปี (ข้อมูลจำลอง)", "กองคลัง", soon, monthly[3].row.pk),
                Request("คำสั่งแต่งตั้งคณะทำงาน (ข้อมูลจำลอง)", "สำนักปลัด", soon),
            ],
        )
        receive_document(document=papers[1], actor=owner, received_on=timezone.localdate())
    return {"item": monthly[3].row.pk, "looked": monthly[1].row.pk, "paper": papers[0].pk}
