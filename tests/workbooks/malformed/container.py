"""What is wrong with the container: the zip and what calls itself a workbook."""

import zipfile

from tests.workbooks.malformed.register import (
    amount_in_january,
    reads,
    refused,
)
from tests.workbooks.packages import (
    letters,
    ole,
    parts_of,
    plain_sheet,
    row_of,
    sheet_xml,
    with_deflated,
    workbook,
    zeros,
    zipped,
)


@refused("damaged")
def a_zip_cut_off_in_the_middle():
    return workbook(plain_sheet())[:900]


@refused("damaged")
def a_zip_with_a_flipped_byte():
    whole = bytearray(zipped(parts_of(plain_sheet()), compression=zipfile.ZIP_STORED))
    whole[whole.index(b"120.5")] ^= 1
    return bytes(whole)


@refused("bomb")
def a_zip_bomb_in_a_sheet():
    packed, size, check = zeros(300, before=sheet_xml().encode())
    parts = parts_of(plain_sheet())
    del parts["xl/worksheets/sheet1.xml"]
    return with_deflated(parts, "xl/worksheets/sheet1.xml", packed, size, check)


@refused("damaged")
def a_zip_bomb_that_declares_a_small_size():
    packed, _size, check = zeros(300)
    parts = parts_of(plain_sheet())
    del parts["xl/worksheets/sheet1.xml"]
    return with_deflated(parts, "xl/worksheets/sheet1.xml", packed, 5_000, check)


@refused("bomb")
def a_bomb_below_the_steepest_ratio():
    xml = sheet_xml(*(row_of(row, *(f'<c r="{letters(column)}{row}" s="{(row * column) % 7}"/>' for column in range(1, 101)))
                      for row in range(1, 20_001)))  # fmt: skip
    return workbook(xml)


@reads(amount_in_january("120.5"))
def a_nested_zip_bomb_beside_a_good_table():
    packed, size, check = zeros(40)
    inner = with_deflated({"a.txt": b"a"}, "bomb.txt", packed, size, check)
    return zipped(parts_of(plain_sheet(), extra={"xl/embeddings/bomb.zip": inner}))


@refused("bomb")
def members_that_share_their_bytes():
    """Quoted overlap: the directory lists the same bytes many times."""
    whole = zipped(parts_of(plain_sheet()))
    directory = whole.rfind(b"PK\x05\x06")
    start = int.from_bytes(whole[directory + 16 : directory + 20], "little")
    members = whole[start:directory]
    target = members.index(b"xl/worksheets/sheet1.xml") - 46
    entry = members[target : target + 46 + len(b"xl/worksheets/sheet1.xml")]
    extra = b"".join(entry.replace(b"sheet1.xml", b"sheet%d.xml" % number) for number in range(2, 9))
    count = int.from_bytes(whole[directory + 10 : directory + 12], "little") + 7
    end = b"PK\x05\x06\x00\x00\x00\x00" + count.to_bytes(2, "little") * 2
    end += (len(members) + len(extra)).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\x00\x00"
    return whole[:start] + members + extra + end


@refused("bad_names")
def two_members_of_the_same_name():
    import warnings

    parts = [*parts_of(plain_sheet()).items(), ("xl/worksheets/sheet1.xml", plain_sheet("<v>9</v>").encode())]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(parts)


@refused("bad_names")
def a_member_that_climbs_out_of_the_archive():
    return zipped(parts_of(plain_sheet(), extra={"../../etc/cron.d/x": b"x"}))


@refused("bad_names")
def a_member_with_an_absolute_name():
    return zipped(parts_of(plain_sheet(), extra={"/etc/passwd": b"x"}))


@refused("too_many_parts")
def thousands_of_members():
    return zipped(parts_of(plain_sheet(), extra={f"xl/media/{number}.png": b"" for number in range(3_000)}))


@refused("password")
def a_workbook_with_a_password():
    return ole("EncryptedPackage")


@refused("password")
def a_zip_with_encrypted_members():
    whole = bytearray(workbook(plain_sheet()))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(signature)
        while place >= 0:
            whole[place + offset] |= 1
            place = whole.find(signature, place + 4)
    return bytes(whole)


@refused("old_xls")
def an_old_xls():
    return ole("Workbook")


@refused("macros")
def a_workbook_with_macros():
    extra = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    return zipped(parts_of(plain_sheet(), extra=extra, content_type="sheet.macroEnabled.main"))


@refused("macros")
def a_workbook_with_macros_renamed_to_xlsx():
    return zipped(parts_of(plain_sheet(), extra={"xl/VBAProject.BIN": b"\xd0\xcf\x11\xe0"}))


@refused("other_spreadsheet")
def a_libreoffice_ods():
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


@refused("other_spreadsheet")
def a_binary_xlsb():
    return zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\x00"})


@refused("not_a_workbook")
def a_word_document():
    return zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})


@refused("not_a_workbook")
def a_pdf_named_xlsx():
    return b"%PDF-1.7\n1 0 obj\n"


@refused("not_a_workbook")
def a_jpeg_named_csv():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


@refused("empty")
def an_empty_file():
    return b""


@refused("empty")
def a_file_of_nothing_but_nuls():
    return b"\x00" * 70_000


@refused("other_spreadsheet")
def a_web_page_saved_as_xls():
    return "<html><body><table><tr><td>รายการ</td><td>120</td></tr></table></body></html>".encode()


@refused("too_big")
def a_file_larger_than_the_limit():
    return b"PK\x03\x04" + b"\x01" * 20_100_000
