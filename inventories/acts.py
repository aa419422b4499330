"""What can be done to an inventory, as the ledger writes it down."""

from django.utils.translation import gettext_lazy as _

from cfo_site.ledger.acts import register

YEAR_OPENED = register("inventory.opened", _("เปิดบัญชีปี {year}"), "year")
YEAR_CHANGED = register("inventory.changed", _("แก้ข้อมูลบัญชีปี {year}: {fields}"), "year", "fields")
YEAR_LOCKED = register(
    "inventory.locked", _("ล็อกบัญชีปี {year} ฉบับที่ {version} (SHA-256 {document_sha256})"),
    "year", "version", "document_sha256", "dossier_sha256",
)  # fmt: skip
SOURCE_ADDED = register("source.added", _("เพิ่มแหล่งปล่อยในบัญชีปี {year}"), "year", "sha256")
SOURCE_CHANGED = register("source.changed", _("แก้แหล่งปล่อยในบัญชีปี {year}: {fields}"), "year", "fields", "sha256")
DIVISION_ADDED = register("division.added", _("เพิ่มกอง"))
AMOUNTS_RECORDED = register(
    "amounts.recorded", _("บันทึกข้อมูลกิจกรรม {count} ช่อง ในบัญชีปี {years}"), "count", "years", "rows_sha256"
)
SHEET_KEPT = register(
    "sheet.kept", _("เก็บใบคำนวณ {kind} ของแหล่งปล่อยหมายเลข {source} เดือน {month} ครั้งที่ {number}"),
    "kind", "version", "source", "month", "number", "result", "inputs_sha256",
)  # fmt: skip
WORKING_DAYS_STATED = register("working_days.stated", _("กำหนดวันทำงานเดือน {month} เป็น {days} วัน"), "month", "days")
WORKING_DAYS_WITHDRAWN = register("working_days.withdrawn", _("กลับไปใช้วันทำงานตามปฏิทินของเดือน {month}"), "month")
BOUNDARY_ANSWERED = register(
    "boundary.answered", _("ตอบคำถามเรื่องขอบเขต {question} ว่า {answer} ในบัญชีปี {year}"), "year", "question", "answer"
)
EXCLUDED = register("exclusion.added", _("บันทึกสิ่งที่ไม่รวมในบัญชีปี {year}"), "year")
EXCLUSION_WITHDRAWN = register("exclusion.withdrawn", _("ยกเลิกสิ่งที่ไม่รวมในบัญชีปี {year}"), "year")
WARNING_ANSWERED = register("warning.answered", _("ชี้แจงเรื่องการนับซ้ำ {rule} ในบัญชีปี {year}"), "year", "rule")
UPSTREAM_COUNTED = register(
    "upstream.counted", _("คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงาน {count} รายการ ในบัญชีปี {year}"), "year", "count", "densities"
)
UPSTREAM_LEFT = register("upstream.left", _("เลิกคำนวณการได้มาซึ่งเชื้อเพลิงและพลังงานในบัญชีปี {year}"), "year")
APART_ADDED = register("apart.added", _("เพิ่มรายการที่แสดงแยก ({kind}) ในบัญชีปี {year}"), "year", "kind")
APART_CHANGED = register("apart.changed", _("แก้รายการที่แสดงแยก ({kind}) ในบัญชีปี {year}"), "year", "kind")
APART_REMOVED = register("apart.removed", _("นำรายการที่แสดงแยก ({kind}) ออกจากบัญชีปี {year}"), "year", "kind")
FIGURES_EXPLAINED = register(
    "figures.explained", _("ชี้แจงตัวเลขที่ผิดปกติ {count} รายการ ในบัญชีปี {year}"), "year", "count", "reason", "rows_sha256"
)
