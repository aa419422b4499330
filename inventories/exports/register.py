"""A register as a workbook: with the headings by which it can be pasted again, and the sources behind its items."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cfo_site.accounts.models import Municipality
from cfo_site.language import in_thai
from cfo_site.thai import BE
from inventories.exports.template import FONT, SIZE, TEMPTING
from inventories.models import ItemLink, RegisterItem, RegisterKind
from inventories.selectors.registers.columns import columns_of, labels_of
from inventories.selectors.registers.rules import agent_label

_WIDTHS = {
    "number": 24, "description": 34, "place": 28, "division": 24, "quantity": 9, "agent": 16, "charge_kg": 14,
    "first_day": 14, "last_day": 14,
}  # fmt: skip
_SOURCE_WIDTH = 44
_HEAD_ROW = 3


@in_thai
def register_workbook(
    municipality: Municipality,
    register: RegisterKind,
    items: Sequence[RegisterItem],
    links: Mapping[int, Sequence[ItemLink]],
) -> bytes:
    """Return the items of a register as .xlsx; the same items give the same bytes."""
    import xlsxwriter  # noqa: PLC0415  a quarter of a second, so only when a workbook is made

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        file, {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": SIZE}}
    )
    workbook.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001  a fixed day: the bytes say nothing of when
    sheet = workbook.add_worksheet("ทะเบียน")
    looks = _Looks(workbook)
    sheet.write_string(0, 0, f"ทะเบียน{register.label}", looks.title)
    sheet.write_string(1, 0, f"{municipality.name_today.name_th} {municipality.credit_th}".strip())
    columns = columns_of(register)
    widths = [*(_WIDTHS[name] for name in columns), _SOURCE_WIDTH]
    for column, (head, width) in enumerate(zip([*labels_of(register), "แหล่งปล่อย"], widths, strict=True)):
        sheet.write_string(_HEAD_ROW, column, head, looks.head)
        sheet.set_column(column, column, width)
    for row, item in enumerate(items, _HEAD_ROW + 1):
        for column, name in enumerate(columns):
            _write(sheet, row, column, _value(item, name), looks)
        _write(sheet, row, len(columns), _sources(item, links.get(item.pk, ())), looks)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(_HEAD_ROW)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return file.getvalue()


class _Looks:
    """The formats of the sheet."""

    def __init__(self, workbook: Any) -> None:
        line = {"bottom": 4, "bottom_color": "#BFBFBF", "valign": "top", "text_wrap": True}
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.head = workbook.add_format(
            {"bold": True, "bg_color": "#E7EDF1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.text = workbook.add_format(line | {"num_format": "@"})  # a number of a thing is a text: its zeros stay
        self.quoted = workbook.add_format(line | {"num_format": "@", "quote_prefix": True})
        self.figure = workbook.add_format(line | {"num_format": "#,##0.####"})


def _value(item: RegisterItem, name: str) -> str | Decimal | int | None:
    if name == "division":
        return item.division.name_th if item.division else ""
    if name == "agent":
        return agent_label(item.agent) if item.agent else ""
    value = getattr(item, name)
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{value.year + BE}"
    return value  # type: ignore[no-any-return]  # a text, a number or nothing


def _sources(item: RegisterItem, links: Sequence[ItemLink]) -> str:
    by_meter = [item.meter.source.name_th] if item.meter else []
    return ", ".join(dict.fromkeys([*by_meter, *(link.source.name_th for link in links)]))


def _write(sheet: Any, row: int, column: int, value: str | Decimal | int | None, looks: _Looks) -> None:
    if isinstance(value, Decimal | int):
        sheet.write_number(row, column, float(value), looks.figure)
    elif value:
        sheet.write_string(row, column, value, looks.quoted if value.startswith(TEMPTING) else looks.text)
    else:
        sheet.write_blank(row, column, None, looks.text)
