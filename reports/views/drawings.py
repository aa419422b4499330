"""The charts of pages, drawn from what the selectors found: once for a wide screen, once for a telephone."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_month_short
from reports.charts import dots, monthly
from reports.charts.drawing import Svg
from reports.selectors.province import Province
from reports.selectors.year import YearPage


@dataclass(frozen=True, slots=True)
class Pair:
    """One chart in two sizes; the style sheet shows the one that fits, so that no type is shrunk."""

    wide: Svg
    narrow: Svg


@dataclass(frozen=True, slots=True)
class Triple:
    """One chart in three sizes: desk, tablet or enlarged page, telephone."""

    wide: Svg
    middle: Svg
    narrow: Svg


def per_person_charts(province: Province) -> Pair | None:
    """Draw kgCO2e per inhabitant, a line for each kind of municipality; None where nothing can be compared."""
    groups = [
        dots.Group(
            label,
            _("%(count)s แห่ง") % {"count": len(lines)},
            tuple(line.per_person for line in lines if line.per_person is not None),
        )
        for label, lines in province.of_kinds
    ]
    if not groups:
        return None
    words = {
        "title": _("การปล่อยต่อประชากร แยกตามประเภทเทศบาล %(year)s") % {"year": province.choice.title},
        "description": _("จุดละหนึ่งเทศบาล หน่วย kgCO2e ต่อคน เส้นตั้งคือมัธยฐานของประเภท ตัวเลขอยู่ในตารางใต้แผนภูมิ"),
    }
    return Pair(
        dots.dots_by_group(groups, name="per-person-wide", frame=dots.WIDE, **words),
        dots.dots_by_group(groups, name="per-person-narrow", frame=dots.NARROW, **words),
    )


def monthly_charts(page: YearPage) -> Triple | None:
    """Draw tCO2e by month and scope; None where no month has a figure."""
    known = [line for line in page.months if line.month and line.total is not None]
    if not known:
        return None
    months = [
        monthly.Month(
            thai_month_short(line.month),
            (_tonnes(line.scopes[0]), _tonnes(line.scopes[1]), _tonnes(line.scopes[2])),
            known=line.total is not None,
        )
        for line in page.months
        if line.month
    ]
    highest = max(known, key=lambda line: line.total or Decimal(0))
    words = {
        "title": _("การปล่อยรายเดือน %(year)s แยกตามประเภท หน่วย tCO2e") % {"year": page.inventory.title},
        "description": _("แท่งซ้อนสามประเภท สูงสุดเดือน%(month)s มีข้อมูล %(known)s จาก %(months)s เดือน ตัวเลขอยู่ในตารางใต้แผนภูมิ")
        % {
            "month": thai_month_short(highest.month) if highest.month else "",
            "known": len(known),
            "months": len(months),
        },
    }
    return Triple(
        monthly.monthly_bars(months, name="months-wide", size=monthly.WIDE, **words),
        monthly.monthly_bars(months, name="months-middle", size=monthly.PAPER, **words),
        monthly.monthly_bars(months, name="months-narrow", size=monthly.NARROW, **words),
    )


def _tonnes(kgco2e: Decimal | None) -> Decimal:
    return (kgco2e or Decimal(0)) / 1000
