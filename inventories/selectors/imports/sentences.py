"""Why a cell of a file cannot be stored, in words: the rules that show only once a row has its source."""

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name, unit
from inventories.calc.workbooks.lines import Word
from inventories.calc.workbooks.outcomes import Outcome, State
from inventories.calc.workbooks.units import meant_by
from inventories.models import Frequency, Inventory, Source


def word_of(outcome: Outcome, source: Source | None) -> Word:
    """Return rule, sentence and remedy of an outcome that needs a person; its source where it has one."""
    line, given = outcome.parts[0]
    if outcome.state is State.FAULTY and given.fault is not None and outcome.rule == given.fault.rule:
        return given.fault
    if outcome.state is State.ASKED:
        return given.asks[0]
    if outcome.state is State.UNPLACED or source is None:
        sentence = _("ยังไม่รู้ว่าแถว “%(label)s” คือแหล่งปล่อยใด") % {"label": line.label or line.cell}
        return Word("unplaced", sentence, _("เลือกแหล่งปล่อยของแถวนี้ หรือเลือกไม่นำเข้า"))
    if outcome.state is State.DOUBLE:
        rows = ", ".join(
            dict.fromkeys(f"{each.label} ({cell_name(each.sheet, each.cell)})" for each, _given in outcome.parts)
        )
        sentence = _("มากกว่าหนึ่งช่องเป็นเดือนเดียวกันของ %(source)s จากแถว %(rows)s")
        remedy = _("สั่งให้รวมยอดของแหล่งปล่อยนี้ หรือเลือกแหล่งปล่อยอื่นหรือไม่นำเข้าให้แถวที่ไม่ใช่")
        return Word("double", sentence % {"source": plain_name(source), "rows": rows}, remedy)
    return _of_rule(outcome.rule, given.unit, source)


def _of_rule(rule: str, written: str, source: Source) -> Word:
    wanted = str(unit(source.unit))
    match rule:
        case "unit":
            known = _("แปลงหน่วย %(written)s เป็น %(wanted)s ไม่ได้") if meant_by(written) else _("ไม่รู้จักหน่วย %(written)s")
            remedy = _("แก้ตัวเลขและหน่วยในไฟล์เป็น %(wanted)s แล้วนำเข้าใหม่ หรือเลือกแหล่งปล่อยอื่น")
            return Word(rule, known % {"written": written, "wanted": wanted}, remedy % {"wanted": wanted})
        case "places":
            sentence = _("เมื่อแปลงเป็น %(wanted)s แล้วทศนิยมเกิน 9 ตำแหน่ง") % {"wanted": wanted}
            return Word(rule, sentence, _("ปัดตัวเลขในไฟล์ให้สั้นลง แล้วนำเข้าใหม่"))
        case "too_large":
            return Word(rule, _("เมื่อแปลงหน่วยแล้วตัวเลขมากเกินไป"), _("ตรวจหน่วยและจุดทศนิยมในไฟล์"))
        case "whole_year":
            if source.frequency == Frequency.QUARTERLY:
                sentence = _("เป็นยอดทั้งปี แต่แหล่งปล่อยนี้กรอกรายไตรมาส")
            else:
                sentence = _("เป็นยอดทั้งปี แต่แหล่งปล่อยนี้กรอกรายเดือน")
            return Word(
                rule,
                sentence,
                _("กรอกตัวเลขแต่ละเดือนในตารางหรือในแบบ Excel ของระบบ หรือตั้งแหล่งปล่อยนี้ให้กรอกปีละครั้ง แล้วนำเข้าใหม่"),
            )
        case "not_in_use" if source.frequency != Frequency.MONTHLY:
            sentence = _("%(source)s กรอก%(often)s จึงไม่มีช่องของเดือนนี้")
            values = {"source": plain_name(source), "often": Frequency(source.frequency).label}
            return Word(rule, sentence % values, _("รวมตัวเลขไว้ในเดือนที่กรอก หรือตั้งแหล่งปล่อยนี้ให้กรอกทุกเดือน แล้วนำเข้าใหม่"))
        case "not_in_use":
            sentence = _("%(source)s ไม่ได้ใช้ในเดือนนี้ของบัญชี") % {"source": plain_name(source)}
            return Word(rule, sentence, _("ตรวจเดือนในไฟล์ หรือแก้ช่วงเดือนที่ใช้ของแหล่งปล่อย"))
        case _:
            sentence = _("เดือนนี้อยู่ในบัญชีปีอื่นที่ล็อกฉบับแล้วด้วย จึงแก้ตัวเลขไม่ได้")
            return Word(rule, sentence, _("ให้ผู้รับผิดชอบบัญชีเปิดฉบับแก้ไขของปีนั้นก่อน หรือไม่นำเข้าช่องนี้"))


def wrong_year(year: int, inventory: Inventory) -> Word:
    """Return that a file is of another year than the one it was brought to."""
    sentence = _("ไฟล์นี้เป็นของปี %(year)s แต่ท่านกำลังนำเข้าบัญชี%(inventory)s") % {"year": year, "inventory": inventory.title}
    return Word("wrong_year", sentence, _("เปิดบัญชีของปีนั้นแล้วนำเข้าที่นั่น หรือแก้ปีในไฟล์ถ้าพิมพ์ผิด"))


def wrong_town() -> Word:
    """Return that a template is another municipality's."""
    sentence = _("ไฟล์นี้ดาวน์โหลดจากบัญชีของเทศบาลอื่น")
    return Word("wrong_town", sentence, _("ดาวน์โหลดแบบของเทศบาลท่านจากหน้านี้แล้วกรอกใหม่"))


def wrong_sums(faults: str) -> Word:
    """Return that a year cannot be calculated with the figures of a file."""
    return Word("calculation", faults, _("แก้ตัวเลขในไฟล์ แล้วนำเข้าใหม่ หรือเลือกไม่นำเข้าแถวนั้น"))


def cell_name(sheet: str, cell: str) -> str:
    """Return a cell as spreadsheet programs write it: Sheet1!N3."""
    return f"{sheet}!{cell}" if sheet else cell
