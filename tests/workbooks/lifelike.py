"""Workbooks as offices make them, from the described layouts of the forms; all figures are invented (ข้อมูลจำลอง)."""

import io
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
LINES = (
    # scope, group or None, label, EF, unit of EF, unit kept
    ("ขอบเขตที่ 1", "(1) การเผาไหม้อยู่กับที่ (Stationary Combustion)", None, None, None, None),
    ("", None, "Diesel (Generator)", 2.7078, "kgCO2e/ลิตร", "ลิตร"),
    ("", None, "Diesel (Fire pump)", 2.7078, "kgCO2e/ลิตร", "ลิตร"),
    ("", "(2) การเผาไหม้แบบเคลื่อนที่ (Mobile Combustion)", None, None, None, None),
    ("", None, "Diesel", 2.7406, "kgCO2e/ลิตร", "ลิตร"),
    ("", None, "Gasohol 91/E20/E85", 2.2394, "kgCO2e/ลิตร", "ลิตร"),
    ("", None, "สารดับเพลิง (CO2)", 1.0, "kgCO2e/kg", "กก."),
    ("", None, "มีเทนจาก septic tank", 28, "kgCO2e/kgCH4", "kgCH4"),
    ("", None, "สารทำความเย็น (R32)", 675, "kgCO2e/kg", "กก."),
    ("ขอบเขตที่ 2", None, "ไฟฟ้า", 0.4999, "kgCO2e/kWh", "kWh"),
    ("ขอบเขตที่ 3", None, "กระดาษ A4", 2.102, "kgCO2e/kg", "กก."),
    ("", None, "น้ำประปา กปภ.", 0.541, "kgCO2e/m3", "ลบ.ม."),
    ("", None, "ขยะฝังกลบ", 2.32, "kgCO2e/kg", "กก."),
)


def figures_of(line, months=12):
    """Twelve invented figures of a line, different in each line and month."""
    return [round(10 * (line + 1) + month * 1.25, 2) for month in range(1, months + 1)]


def green_office_gases(
    *, year=2568, heads=SHORT, merged=True, other_years=(), sheet_name="สรุปการคำนวณ ปี {year}", title="ปี {year}", cells=None,
    totals=True, total=None, extra_column=False, septic=True, hidden_year=None, below=True, last_title=None,
):  # fmt: skip
    """Form 1.5(1): months with ปริมาณ and CF, totals, the year's sheet beside others, what stands under the table.

    `cells`: what somebody typed instead, by (label, month from 1). `total`: a wrong sum of the year, by label.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for each in (*other_years, year):
        _gases_sheet(
            book, book.add_worksheet(sheet_name.format(year=each)), (title if each == year else last_title or title).format(year=each),
            heads, merged=merged, cells=(cells or {}) if each == year else {}, totals=totals,
            total=(total or {}) if each == year else {}, extra_column=extra_column, below=below,
        )  # fmt: skip
    if septic:
        septic_sheet(book, year, (cells or {}).get("septic", [24] * 12))
    book.add_worksheet("EF TGO AR5").write_row(1, 0, ["ดีเซล", 2.7078, "kgCO2e/ลิตร"])
    book.close()
    return file.getvalue()


def _gases_sheet(book, sheet, title, heads, *, merged, cells, totals, total, extra_column, below):
    first = 6 if extra_column else 5
    end = first + 2 * len(heads)
    _gases_heads(book, sheet, title, heads, merged=merged, first=first)
    row = 5
    for number, (scope, group, label, factor, unit, kept) in enumerate(LINES):
        if scope:
            sheet.write(row, 0, scope)
        if group:
            sheet.write(row, 1, group)
        else:
            sheet.write_row(row, 1, [label, factor, unit, kept])
            typed = [cells.get((label, month), usual) for month, usual in enumerate(figures_of(number), 1)]
            _gases_figures(sheet, row, first, factor, typed)
            summed = float(sum(Decimal(str(value)) for value in typed if isinstance(value, int | float)))
            sheet.write_formula(row, end, f"=SUM(F{row + 1},H{row + 1})", None, total.get(label, summed))
            sheet.write_formula(row, end + 1, f"={xl_col_to_name(end)}{row + 1}*C{row + 1}", None, summed * factor)
            sheet.write(row, end + 2, "kgCO2e")
        row += 1
    if totals:
        sheet.write(row, 1, "รวมทั้งหมด")
        for column in range(first + 1, end, 2):
            sheet.write_formula(
                row, column, f"=SUM({xl_col_to_name(column)}6:{xl_col_to_name(column)}{row})", None, 999.5
            )
    if below:
        sheet.write_row(row + 2, 1, ["จำนวนคน (คน)", None, None, None, *([24] * 24)])
        sheet.write_row(row + 4, 1, ["เปรียบเทียบการปล่อย", 2567, 231.62, 2568, 231.6])
        sheet.write_row(row + 6, 1, ["ไม่บรรลุเป้าหมาย", "วิเคราะห์สาเหตุ"])


def _gases_heads(book, sheet, title, heads, *, merged, first):
    sheet.merge_range(0, 0, 0, 8, f"โปรแกรมการคำนวณคาร์บอนฟุตพริ้นท์ {title}", book.add_format({"bold": True}))
    for column, head in enumerate(("ขอบเขตการดำเนินงาน", "รายการ", "EF", "หน่วย", "หน่วยการเก็บข้อมูล")):
        if merged:
            sheet.merge_range(1, column, 4, column, head)
        else:
            sheet.write(4, column, head)
    for column, head in enumerate(heads):
        place = first + 2 * column
        if merged:
            sheet.merge_range(3, place, 3, place + 1, head)
        else:
            sheet.write(3, place, head)
        sheet.write_row(4, place, ["ปริมาณ", "CF"])
    sheet.write_row(4, first + 2 * len(heads), ["รวม ปริมาณ", "รวม CF", "หน่วย"])


def _gases_figures(sheet, row, first, factor, typed):
    for month, value in enumerate(typed):
        column = first + 2 * month
        if isinstance(value, tuple):
            sheet.write_formula(row, column, value[0], None, value[1])
        elif isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)
        shown = value if isinstance(value, int | float) else 0
        sheet.write_formula(row, column + 1, f"={xl_rowcol_to_cell(row, column)}*$C{row + 1}", None, shown * factor)


def septic_sheet(book, year, heads):
    """The sheet that feeds the form's septic line; N3 is December's head-count."""
    sheet = book.add_worksheet(f"CH4จาก Septic tank {year}")
    sheet.merge_range(0, 0, 0, 13, f"การคำนวณมีเทนจาก septic tank ปี {year}")
    sheet.write_row(1, 0, ["รายการ", "หน่วย", *SHORT])
    sheet.write_row(2, 0, ["จำนวนคน", "คน", *heads])
    sheet.write_row(3, 0, ["วันทำงาน", "วัน", *([20] * 12)])
    sheet.write_row(4, 0, ["Man-day", "คน-วัน"])
    for month in range(12):
        letter = xl_col_to_name(month + 2)
        people = heads[month]
        value = people * 20 if isinstance(people, int) else 0
        sheet.write_formula(4, month + 2, f"={letter}3*{letter}4", None, value)


def green_office_electricity(*, years=(2567, 2568), total=None, title="แบบฟอร์ม 3.2(1) การใช้ไฟฟ้า"):
    """Form 3.2(1): เดือน, then for last year and this จำนวนคน, kWh, บาท, kWh/คน, and the change."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("3.2(1)")
    sheet.merge_range(0, 0, 0, 9, title)
    sheet.merge_range(1, 0, 2, 0, "เดือน")
    for number, year in enumerate(years):
        column = 1 + 4 * number
        sheet.merge_range(1, column, 1, column + 3, f"ปี {year}")
        sheet.write_row(2, column, ["จำนวนคน", "kWh", "ค่าไฟฟ้า (บาท)", "kWh/คน"])
        for month in range(12):
            kwh = 1000 * (number + 1) + month
            sheet.write_row(3 + month, column, [24, kwh, kwh * 4.5])
            sheet.write_formula(3 + month, column + 3, "=1/1", None, kwh / 24)
        summed = sum(1000 * (number + 1) + month for month in range(12))
        sheet.write_formula(15, column + 1, "=SUM(1)", None, total if total and number else summed)
        sheet.write_formula(15, column + 2, "=SUM(1)", None, summed * 4.5)
    sheet.write(2, 1 + 4 * len(years), "% change")
    for month, name in enumerate(SHORT):
        sheet.write(3 + month, 0, name)
        sheet.write(3 + month, 1 + 4 * len(years), 99.9)
    sheet.write(15, 0, "รวม")
    sheet.write(16, 0, "เฉลี่ย")
    sheet.write(16, 2, 1005.5)
    book.close()
    return file.getvalue()


def green_office_fuel(*, year=2568, lines=None, by_vehicle=False):
    """Form 3.2(2): a block per month with its date lines and a sum, or a sheet per vehicle with odometer readings."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    if by_vehicle:
        for plate in ("กข 1234 ระยอง", "80-1234"):
            sheet = book.add_worksheet(plate.replace(" ", ""))
            sheet.write(0, 0, f"แบบฟอร์ม 3.2(2) แยกตามทะเบียนรถ ปี {year}")
            sheet.write(1, 0, f"ทะเบียนรถ {plate}")
            sheet.write_row(
                2,
                0,
                ["วันที่เดินทาง", "เลขกิโลเมตรก่อน", "เลขกิโลเมตรหลัง", "ระยะทาง", "กิจกรรม", "ดีเซล", "เบนซิน", "ค่าใช้จ่าย (บาท)"],
            )
            for row, (day, litres) in enumerate(
                lines or ((f"5/1/{year}", 40), (f"19/1/{year}", 35.5), (f"3/2/{year}", 41)), 3
            ):
                sheet.write_row(row, 0, [day, 1000 + row, 1100 + row, 100, "ไปราชการ", litres, None, 1200])
        book.close()
        return file.getvalue()
    sheet = book.add_worksheet("3.2(2)")
    row = 0
    for month in (1, 2):
        sheet.write(row, 0, f"แบบฟอร์ม 3.2(2) ประจำเดือน {SHORT[month - 1]} {year}")
        sheet.write_row(row + 1, 0, ["วันที่บันทึก", "ดีเซล (ลิตร)", "เบนซิน (ลิตร)", "ค่าใช้จ่าย (บาท)"])
        for number in range(3):
            sheet.write_row(row + 2 + number, 0, [f"{number + 1}/{month}/{year}", 10 * month + number, 1.5, 500])
        sheet.write(row + 5, 0, "รวม")
        sheet.write_formula(row + 5, 1, "=SUM(1)", None, 30 * month + 3)
        sheet.write_formula(row + 5, 2, "=SUM(1)", None, 4.5)
        row += 8
    book.close()
    return file.getvalue()


def green_office_waste(*, year=2568, down=False):
    """Form 4.1(1): kg of general, hazardous and recycled waste by month, with their sum."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("4.1(1)")
    kinds = ("ขยะทั่วไป (ฝังกลบ)", "ขยะอันตราย", "ขยะรีไซเคิล/นำกลับมาใช้ใหม่")
    sheet.write(0, 0, f"แบบฟอร์ม 4.1(1) ปริมาณขยะ (กก.) ปี {year}")
    if down:
        sheet.write_row(2, 0, ["เดือน", *kinds, "รวม"])
        for month in range(12):
            sheet.write_row(3 + month, 0, [SHORT[month], 100 + month, month, 50 + month, 150 + 3 * month])
        sheet.write_row(15, 0, ["รวม", 1266, 66, 666, 1998])
    else:
        sheet.write_row(2, 0, ["ประเภทขยะ", *SHORT, "รวม"])
        for number, kind in enumerate(kinds):
            values = [100 * (number + 1) + month for month in range(12)]
            sheet.write_row(3 + number, 0, [kind, *values, sum(values)])
        sheet.write_row(6, 0, ["รวมทั้งหมด", *([1] * 13)])
    book.close()
    return file.getvalue()


def month_table(rows, *, heads=SHORT, title="", formats=None):
    """A plain table: รายการ, หน่วย, twelve months, รวม; `rows` of (label, unit, twelve values)."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("ข้อมูลรายเดือน")
    day = book.add_format({"num_format": formats}) if formats else None
    sheet.write(0, 0, title)
    sheet.write_row(1, 0, ["รายการ", "หน่วย"])
    for column, head in enumerate(heads, 2):
        sheet.write(1, column, head, day)
    for row, (label, unit, values) in enumerate(rows, 2):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, unit)
        for column, value in enumerate(values, 2):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return file.getvalue()


def v_sheet(rows, *, period="ม.ค.68-ธ.ค.68", base_rows=(), inserted=0, supporting=False):
    """TGO's TCFO_R_01: sheets Fr-04.1 and Fr-04.2 with their heads, groups and sums, `rows` of (scope, label, unit, amount).

    `inserted`: blank rows over the heads, as offices insert them.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("Fr-01").write(5, 1, "ชื่อองค์กรที่ขอขึ้นทะเบียน")
    for name, listed in (("Fr-04.1", rows), ("Fr-04.2", base_rows)):
        _v_sheet_list(book.add_worksheet(name), listed, period, inserted)
    book.add_worksheet("EF TGO AR5").write_row(4, 0, ["Diesel", 2.7078])
    if supporting:
        sheet = book.add_worksheet("1.2 Mobile")
        sheet.write(0, 0, "Mobile combustion ปี 2568")
        sheet.write_row(1, 0, ["รายการ", "สถานที่", "หลักฐาน", "หน่วย", "รวม", *SHORT])
        sheet.write_row(2, 0, ["รถเก็บขยะ 80-1234", "กองสาธารณสุข", "ใบสั่งจ่าย", "ลิตร", 1266, *range(100, 112)])
    book.close()
    return file.getvalue()


def _v_sheet_list(sheet, listed, period, inserted):
    top = inserted
    sheet.write_row(top, 1, ["บัญชีรายการก๊าซเรือนกระจก"])
    sheet.write(top + 2, 27, "ปีที่เก็บข้อมูล")
    sheet.write_formula(top + 2, 30, "='Fr-01'!H22", None, period)
    for column, text in enumerate(("ขอบเขต", "รายการ")):
        sheet.merge_range(top + 5, column, top + 8, column, text)
    sheet.merge_range(top + 5, 2, top + 7, 3, "ค่า LCI ")
    sheet.merge_range(top + 5, 4, top + 5, 13, "GHG ที่ต้องรายงานตามข้อกำหนด")
    sheet.write_row(top + 8, 2, ["หน่วย", "ปริมาณ", "CO2", "Fossil CH4 ", "CH4"])
    row = top + 9
    for scope in ("ขอบเขต 1", "การปล่อย GHG โดยตรงที่ทำการรายงานแยก", "ขอบเขต 2", "ขอบเขต 3"):
        own = [each for each in listed if each[0] == scope]
        sheet.merge_range(row, 0, row + len(own) + 1, 0, scope)
        for _scope, label, unit, amount in own:
            sheet.write_row(row, 1, [label, unit, amount, 2.7078])
            sheet.write_formula(row, 40, f"=D{row + 1}*Q{row + 1}/1000", None, 1.5)
            row += 1
        sheet.write(row, 1, f"รวม {scope}")
        sheet.write_formula(row, 40, "=SUM(AO10:AO23)", None, 3.0)
        row += 2
