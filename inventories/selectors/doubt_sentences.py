"""What is unlikely about a figure, as a sentence: the figure, what it was compared with, what to do next."""

from collections.abc import Mapping
from decimal import Decimal, localcontext

from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import number, plain_name, thai_date, thai_month, unit
from emission_factors.calc.decimals import WORKING
from inventories.calc.plausibility import finding as rules
from inventories.calc.plausibility.finding import Finding
from inventories.models import InventorySource

MANY = 3  # times: from here on "so many times" reads better than percent
AGAINST = {
    rules.JUMP_LAST_YEAR: _("เดือนเดียวกันของปีก่อน"),
    rules.JUMP_MEDIAN: _("มัธยฐาน 12 เดือน"),
    rules.JUMP_PREVIOUS: _("เดือนก่อนหน้า"),
}
ABOVE = _(
    "%(amount)s %(unit)s สูงกว่า%(against)s (%(compared)s %(unit)s) ร้อยละ %(percent)s โปรดตรวจกับเอกสาร แล้วแก้ตัวเลขหรือชี้แจง"
)
BELOW = _(
    "%(amount)s %(unit)s ต่ำกว่า%(against)s (%(compared)s %(unit)s) ร้อยละ %(percent)s โปรดตรวจกับเอกสาร แล้วแก้ตัวเลขหรือชี้แจง"
)
MANY_TIMES = _(
    "%(amount)s %(unit)s เป็น %(times)s เท่าของ%(against)s (%(compared)s %(unit)s) โปรดตรวจตัวเลขและหน่วยกับเอกสาร แล้วแก้ตัวเลขหรือชี้แจง"
)
SENTENCES = {
    rules.NEGATIVE: _("%(amount)s %(unit)s น้อยกว่าศูนย์ ปริมาณของเดือนติดลบไม่ได้ โปรดแก้ตัวเลข"),
    rules.ZERO: _("เป็น 0 ทั้งที่อีก %(count)s เดือนมีปริมาณทุกเดือน (ปกติ %(compared)s %(unit)s) ถ้าไม่มีกิจกรรมให้พิมพ์ ไม่มี ถ้ายังไม่ได้เอกสารให้เว้นว่าง"),
    rules.OVER_STAFF: _("%(amount)s %(unit)s มากกว่าที่บุคลากรตามทะเบียนทำงานได้ในเดือนนี้ (%(compared)s %(unit)s) โปรดตรวจจำนวนคนและวันทำงาน แล้วแก้ตัวเลขหรือชี้แจง"),
    rules.SLIP_OVER: _("%(amount)s %(unit)s มากกว่าปกติ (%(compared)s %(unit)s) ประมาณ %(factor)s เท่า อาจพิมพ์เกินหลัก ลืมจุดทศนิยม หรือใช้ผิดหน่วย โปรดตรวจกับเอกสาร"),
    rules.SLIP_UNDER: _("%(amount)s %(unit)s น้อยกว่าปกติ (%(compared)s %(unit)s) ประมาณ %(factor)s เท่า อาจพิมพ์ขาดหลักหรือใช้ผิดหน่วย โปรดตรวจกับเอกสาร"),
    rules.COPIED_MONTH: _("%(amount)s %(unit)s เท่ากับ %(month)s ทุกหลัก อาจคัดลอกมาจากเดือนนั้น โปรดตรวจกับเอกสารของเดือนนี้"),
    rules.COPIED_YEAR: _("เท่ากับเดือนเดียวกันของปีก่อนทุกหลัก %(count)s เดือน อาจเป็นตัวเลขของปีก่อน โปรดตรวจกับเอกสารของปีนี้"),
    rules.COPIED_SOURCE: _("เท่ากับ “%(other)s” ทุกหลัก %(count)s เดือน อาจเป็นตัวเลขเดียวกันที่กรอกสองแหล่ง โปรดตรวจกับเอกสาร"),
    rules.ROUND: _("เป็นจำนวนกลม (หาร %(compared)s ลงตัว) %(count)s เดือนติดกันถึง %(month)s อาจเป็นค่าประมาณ ถ้าใช่ให้ระบุว่าประมาณ"),
    rules.READING: _("บิลถึงวันที่ %(day)s: เลขอ่านและตัวคูณได้ %(expected)s %(unit)s แต่บิลระบุ %(said)s %(unit)s โปรดตรวจเลขอ่าน ตัวคูณ และหน่วยกับบิล แล้วแก้บิลหรือชี้แจง"),
    rules.READING_CHAIN: _("บิลถึงวันที่ %(day)s: เลขอ่านครั้งก่อน %(reading)s ไม่ต่อจากเลขอ่านครั้งหลังของบิลก่อนหน้า (%(usual)s) อาจขาดบิลหรือเปลี่ยนมิเตอร์ โปรดตรวจกับบิล"),
    rules.ODOMETER: _("การเติมวันที่ %(day)s: เลขไมล์ย้อนกลับจาก %(usual)s เป็น %(reading)s โปรดตรวจเลขไมล์กับใบสั่งจ่าย แล้วแก้บิลหรือชี้แจง"),
    rules.FUEL_RATE: _("การเติมวันที่ %(day)s: ใช้ %(usual)s %(unit)s ต่อ 100 กม. ต่างจากปกติของคันนี้ (%(reading)s) มาก โปรดตรวจปริมาณและเลขไมล์กับใบสั่งจ่าย"),
    rules.OVER_TANK: _("การเติมวันที่ %(day)s: %(said)s %(unit)s มากกว่าความจุถัง (%(expected)s %(unit)s) โปรดตรวจปริมาณหรือทะเบียนรถกับใบสั่งจ่าย"),
    rules.BILLS_DIFFER: _("%(amount)s %(unit)s ไม่เท่ากับผลรวมของบิล (%(expected)s %(unit)s) โปรดใช้ยอดจากบิล แก้บิล หรือชี้แจง"),
}  # fmt: skip


def sentence(finding: Finding, uses: Mapping[int, InventorySource]) -> str:
    """Return the sentence of a doubt; `uses` by the primary key of their source, for units and names."""
    use = uses[finding.source]
    other = uses.get(finding.other_source or 0)
    facts = {
        "amount": number(finding.amount),
        "unit": unit(use.source.unit),
        "compared": "–" if finding.compared is None else short(finding.compared),
        "factor": number(Decimal(finding.factor)) if finding.factor else "",
        "month": thai_month(finding.other_month) if finding.other_month else "",
        "other": plain_name(other.source) if other else "",
        "count": finding.count,
        "day": thai_date(finding.day) if finding.day else "",
        "said": "–" if finding.said is None else short(finding.said),
        "expected": "–" if finding.expected is None else short(finding.expected),
        "usual": short(finding.readings[0]) if finding.readings else "–",
        "reading": short(finding.readings[1]) if finding.readings else "–",
    }
    if finding.rule not in AGAINST:
        return str(SENTENCES[finding.rule]) % facts
    compared = finding.compared or Decimal(1)
    with localcontext(WORKING):
        times = finding.amount / compared
        percent = abs(finding.amount - compared) / compared * 100
    text = MANY_TIMES if times >= MANY else ABOVE if times > 1 else BELOW
    more = {"against": AGAINST[finding.rule], "times": number(times, 1), "percent": number(percent, 1)}
    return str(text) % (facts | more)


def short(amount: Decimal) -> str:
    """Return an amount to compare with: to two places at most where a middle of months left more."""
    return number(amount) if amount == round(amount, 2) else number(amount, 2)
