"""What is wrong with a CSV."""

from tests.workbooks.malformed.register import (
    noticed,
    reads,
    refused,
)

_CSV = "รายการ,หน่วย,ม.ค. 2568,ก.พ. 2568,มี.ค. 2568\nไฟฟ้า อาคาร,kWh,120.5,99,\n"


@reads(noticed("charset"))
def a_csv_in_thai_windows_characters():
    return _CSV.encode("cp874")


@reads(noticed("charset"))
def a_csv_in_utf_8_with_its_mark():
    return _CSV.encode("utf-8-sig")


@reads(noticed("charset"))
def a_csv_in_utf_16_with_tabs():
    return _CSV.replace(",", "\t").encode("utf-16")


@reads(noticed("charset"))
def a_csv_with_semicolons_and_line_breaks_within():
    return _CSV.replace(",", ";").replace("ไฟฟ้า อาคาร", '"ไฟฟ้า\nอาคาร"').encode()


@refused("charset")
def a_csv_of_no_known_characters():
    return b"a,b\n\xff\xfd\xfc\xdb\xdc,1\n"


@refused("broken_csv")
def a_csv_with_a_quotation_that_never_ends():
    return (_CSV + '"' + "ก" * 200_000).encode()


@refused("too_many_rows")
def a_csv_of_a_hundred_thousand_rows():
    return (_CSV + "ไฟฟ้า,kWh,1,2,3\n" * 100_000).encode()


@refused("not_a_workbook")
def a_text_file_with_control_characters():
    return b"a,b\n\x01\x02,1\n"
