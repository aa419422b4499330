"""What can be done to an inventory, as the ledger writes it down."""

from django.utils.translation import gettext_lazy as _

from cfo_site.ledger.acts import register

YEAR_OPENED = register("inventory.opened", _("เปิดบัญชีปี {year}"), "year")
YEAR_CHANGED = register("inventory.changed", _("แก้ข้อมูลบัญชีปี {year}: {fields}"), "year", "fields")
YEAR_LOCKED = register(
    "inventory.locked", _("ล็อกบัญชีปี {year} ฉบับที่ {version} (SHA-256 {document_sha256})"),
    "year", "version", "document_sha256", "dossier_sha256",
)  # fmt: skip
STEP_TAKEN = register(
    "inventory.step", _("บัญชีปี {year}: {step} ({before} → {after}) ฉบับที่ {version}"),
    "year", "step", "before", "after", "version", "scan_sha256",
)  # fmt: skip
CORRECTION_OPENED = register(
    "inventory.correction_opened", _("เปิดฉบับแก้ไขของบัญชีปี {year} ฉบับที่ {version}: {count} ช่อง"),
    "year", "version", "count", "whole", "rows_sha256",
)  # fmt: skip
REVIEWED = register(
    "inventory.reviewed", _("จังหวัดตรวจทานบัญชีปี {year} ฉบับที่ {version}: {review}"), "year", "version", "review"
)
SOURCE_ADDED = register("source.added", _("เพิ่มแหล่งปล่อยในบัญชีปี {year}"), "year", "sha256")
SOURCE_CHANGED = register("source.changed", _("แก้แหล่งปล่อยในบัญชีปี {year}: {fields}"), "year", "fields", "sha256")
SOURCE_REPLACED = register(
    "source.replaced", _("แหล่งปล่อยหมายเลข {source} ถูกแทนด้วยหมายเลข {successor} ตั้งแต่เดือน {from_month} ในบัญชีปี {year}"),
    "year", "source", "successor", "month", "from_month",
)  # fmt: skip
SOURCE_JOINED = register("source.joined", _("รวมช่วงเดือนของแหล่งปล่อยหมายเลข {source} ในบัญชีปี {year}"), "year", "source")
SETUP_COPIED = register(
    "setup.copied", _("คัดลอกการตั้งค่าจากบัญชีปี {from_year} มาบัญชีปี {year} {count} รายการ"), "year", "from_year", "count"
)
SETUP_CONFIRMED = register("setup.confirmed", _("ยืนยันการตั้งค่าที่คัดลอกมา {count} รายการ ในบัญชีปี {year}"), "year", "count")
LINK_MADE = register(
    "link.made", _("สร้างลิงก์ใช้ครั้งเดียวหมายเลข {link} ขอตัวเลขของแหล่งปล่อยหมายเลข {source} ในบัญชีปี {year}"),
    "year", "link", "source", "months", "expires",
)  # fmt: skip
LINK_WITHDRAWN = register("link.withdrawn", _("ยกเลิกลิงก์ใช้ครั้งเดียวหมายเลข {link} ในบัญชีปี {year}"), "year", "link")
SUBMISSION_RECEIVED = register(
    "submission.received", _("ได้รับตัวเลข {count} เดือนทางลิงก์หมายเลข {link} ครั้งที่ {number} ในบัญชีปี {year}"),
    "year", "link", "number", "count", "rows_sha256",
)  # fmt: skip
SUBMISSION_ACCEPTED = register(
    "submission.accepted", _("รับตัวเลขที่ส่งทางลิงก์หมายเลข {link} ครั้งที่ {number} ในบัญชีปี {year}"), "year", "link", "number"
)
SUBMISSION_DECLINED = register(
    "submission.declined", _("ไม่รับตัวเลขที่ส่งทางลิงก์หมายเลข {link} ครั้งที่ {number} ในบัญชีปี {year}"), "year", "link", "number"
)
DIVISION_ADDED = register("division.added", _("เพิ่มกอง"))
DIVISION_CHANGED = register("division.changed", _("แก้ข้อมูลของกองหมายเลข {division}: {fields}"), "division", "fields")
REMINDED = register(
    "reminder", _("แจ้งเตือนกองหมายเลข {division} เรื่องบัญชีปี {year}: {outcome} ({late} รายการเลยกำหนด)"),
    "year", "division", "outcome", "late",
)  # fmt: skip
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
AGREEMENT_KEPT = register(
    "verification.agreed", _("บันทึกข้อตกลงการทวนสอบที่ {number} ของบัญชีปี {year}"), "year", "number", "fields"
)
FINDING_RAISED = register(
    "finding.raised", _("ผู้ทวนสอบออกข้อค้นพบ {finding} ของบัญชีปี {year} ฉบับที่ {version}"),
    "year", "finding", "version", "brought", "sha256",
)  # fmt: skip
FINDING_ANSWERED = register(
    "finding.answered", _("เทศบาลตอบข้อค้นพบ {finding} ของบัญชีปี {year}"), "year", "finding", "version", "brought", "sha256"
)
FINDING_RETURNED = register(
    "finding.returned", _("ผู้ทวนสอบส่งคำตอบของข้อค้นพบ {finding} ของบัญชีปี {year} กลับ"),
    "year", "finding", "version", "brought", "sha256",
)  # fmt: skip
FINDING_CLOSED = register(
    "finding.closed", _("ผู้ทวนสอบปิดข้อค้นพบ {finding} ของบัญชีปี {year} ฉบับที่ {version}"),
    "year", "finding", "version", "brought", "sha256",
)  # fmt: skip
FINDING_WITHDRAWN = register(
    "finding.withdrawn",
    _("ผู้ทวนสอบถอนข้อค้นพบ {finding} ของบัญชีปี {year}"),
    "year",
    "finding",
    "version",
    "brought",
    "sha256",
)
FINDINGS_BROUGHT = register(
    "finding.brought", _("นำเข้าไฟล์ของผู้ทวนสอบ บัญชีปี {year}: ข้อค้นพบใหม่ {raised} ข้อ พิจารณาแล้ว {decided} ข้อ (SHA-256 {file_sha256})"),
    "year", "raised", "decided", "file_sha256",
)  # fmt: skip
STATED = register(
    "verification.stated", _("ออกถ้อยแถลงผลการทวนสอบของบัญชีปี {year} ฉบับที่ {version} (SHA-256 {document_sha256})"),
    "year", "version", "document_sha256", "conclusion", "over", "under",
)  # fmt: skip
RENEWAL_PLANNED = register(
    "certificate.planned", _("กำหนดแผนต่ออายุใบรับรอง: ทวนสอบ {verification_days} วัน แก้ไข {correction_days} วัน"),
    "verification_days", "correction_days",
)  # fmt: skip
ROUND_STATED = register(
    "round.stated", _("กำหนดรอบพิจารณาของ อบก. รอบที่ {number}/{year}: ส่งเอกสารภายใน {documents_by} ประกาศผล {announced_on}"),
    "year", "number", "documents_by", "announced_on", "withdrawn",
)  # fmt: skip
FILE_STORED = register(
    "evidence.file_stored", _("เก็บไฟล์หลักฐาน {media_type} ขนาด {size} ไบต์ (SHA-256 {sha256})"),
    "sha256", "size", "media_type",
)  # fmt: skip
FILE_WITHDRAWN = register("evidence.file_withdrawn", _("ถอนไฟล์หลักฐานเพื่อคุ้มครองข้อมูลส่วนบุคคล (SHA-256 {sha256})"), "sha256")
EVIDENCE_ADDED = register(
    "evidence.added", _("ลงทะเบียนหลักฐาน {code} ของบัญชีปี {year}"), "year", "code", "kind", "count", "sha256"
)
EVIDENCE_CHANGED = register("evidence.changed", _("แก้หลักฐาน {code}: {fields}"), "year", "code", "fields")
EVIDENCE_FILED = register(
    "evidence.filed", _("แนบไฟล์กับหลักฐาน {code} (SHA-256 {sha256})"), "year", "code", "sha256", "before"
)
EVIDENCE_CANCELLED = register("evidence.cancelled", _("ยกเลิกหลักฐาน {code} ของบัญชีปี {year}"), "year", "code")
EVIDENCE_LINKED = register(
    "evidence.linked", _("ใช้หลักฐาน {code} กับแหล่งปล่อยหมายเลข {source} เดือน {month}"),
    "year", "code", "source", "month", "page",
)  # fmt: skip
EVIDENCE_UNLINKED = register(
    "evidence.unlinked", _("เลิกใช้หลักฐาน {code} กับแหล่งปล่อยหมายเลข {source} เดือน {month}"),
    "year", "code", "source", "month",
)  # fmt: skip
BILL_RECORDED = register(
    "bill.recorded", _("บันทึกบิลชนิด {kind} เดือน {month} จำนวน {lines} บรรทัด"), "kind", "month", "lines", "sha256"
)
BILL_WITHDRAWN = register("bill.withdrawn", _("ถอนบิล (SHA-256 {sha256})"), "sha256")
BILL_RULE_SET = register("bill_rule.set", _("กำหนดให้บิลนับเข้าเดือนแบบ {rule} ในบัญชีปี {years}"), "rule", "years")
BILL_PAPER_TIED = register("bill.paper_tied", _("ผูกบิลกับหลักฐาน {code}"), "code")
METER_ADDED = register("meter.added", _("เพิ่มมิเตอร์หรือรถของแหล่งปล่อยหมายเลข {source}"), "kind", "source")
METER_CHANGED = register(
    "meter.changed", _("แก้มิเตอร์หรือรถของแหล่งปล่อยหมายเลข {source}: {fields}"), "kind", "source", "fields"
)
REGISTER_KEPT = register(
    "register.kept", _("บันทึกทะเบียน{register}: เพิ่ม {added} รายการ แก้ {changed} รายการ"),
    "register", "added", "changed", "rows_sha256",
)  # fmt: skip
ITEMS_LINKED = register(
    "register.linked", _("โยงรายการในทะเบียน {count} รายการกับแหล่งปล่อยหมายเลข {source}"), "source", "count", "rows_sha256"
)
ITEM_UNLINKED = register(
    "register.unlinked", _("ยกเลิกการโยงรายการในทะเบียนหมายเลข {item} กับแหล่งปล่อยหมายเลข {source}"), "item", "source"
)
ITEMS_EXCLUDED = register(
    "register.excluded", _("ระบุเหตุผลที่ไม่รวมรายการในทะเบียน {count} รายการ ในบัญชีปี {year}"), "year", "count", "rows_sha256"
)
ITEM_INCLUDED = register(
    "register.included", _("ยกเลิกการไม่รวมรายการในทะเบียนหมายเลข {item} ในบัญชีปี {year}"), "year", "item"
)
ACCOUNT_KEPT = register("account.kept", _("บันทึกยอดบัญชีกองคลัง{kind} ในบัญชีปี {year}: {baht} บาท"), "year", "kind", "baht")
ACCOUNT_REMOVED = register(
    "account.removed", _("นำยอดบัญชีกองคลัง{kind} ออกจากบัญชีปี {year}: {baht} บาท"), "year", "kind", "baht"
)
BAHT_EXPLAINED = register(
    "baht.explained", _("ชี้แจงผลต่างของ{kind} ในบัญชีปี {year}: บิล {papers} บาท บัญชี {ledger} บาท"),
    "year", "kind", "papers", "ledger", "number",
)  # fmt: skip
IMPORT_COMMITTED = register(
    "import.committed", _("นำเข้าไฟล์ {count} ช่อง ในบัญชีปี {year} (SHA-256 {file_sha256})"),
    "year", "count", "layout", "file_sha256", "rows_sha256",
)  # fmt: skip
IMPORT_UNDONE = register(
    "import.undone", _("เลิกการนำเข้าไฟล์ คืนค่า {count} ช่อง ในบัญชีปี {year} (SHA-256 {file_sha256})"),
    "year", "count", "left", "file_sha256", "rows_sha256",
)  # fmt: skip
SAMPLE_DRAWN = register(
    "sample.drawn", _("สุ่มตรวจบัญชีปี {year} ฉบับที่ {version} ครั้งที่ {number}: {count} รายการ ค่าเริ่มสุ่ม {seed}"),
    "year", "version", "number", "seed", "materiality", "verified", "came_in", "count", "rule_sha256", "rows_sha256",
)  # fmt: skip
SAMPLE_PICKED = register(
    "sample.picked", _("ผู้ทวนสอบเลือกตรวจเพิ่ม {count} รายการ ในการสุ่มครั้งที่ {number} ของบัญชีปี {year}"),
    "year", "number", "came_in", "count", "rows_sha256",
)  # fmt: skip
SAMPLE_CHECKED = register(
    "sample.checked", _("บันทึกผลการตรวจ {count} รายการ ในการสุ่มครั้งที่ {number} ของบัญชีปี {year} ฉบับที่ {version}"),
    "year", "version", "number", "came_in", "file_sha256", "count", "rows_sha256",
)  # fmt: skip
DOCUMENT_REQUESTED = register(
    "document.requested", _("ผู้ทวนสอบขอเอกสารลำดับที่ {number} ของบัญชีปี {year}"), "year", "number", "due", "came_in"
)
DOCUMENT_RECEIVED = register(
    "document.received", _("ได้รับเอกสารที่ผู้ทวนสอบขอ ลำดับที่ {number} ของบัญชีปี {year}"),
    "year", "number", "received", "code",
)  # fmt: skip
DOCUMENT_DROPPED = register(
    "document.dropped", _("ไม่ต้องใช้เอกสารที่ขอลำดับที่ {number} ของบัญชีปี {year} แล้ว"), "year", "number"
)
QUALITY_ROLE_ADDED = register("quality_role.added", _("กำหนดบทบาทจัดการข้อมูล ({task}) ในบัญชีปี {year}"), "year", "task")
QUALITY_ROLE_CHANGED = register("quality_role.changed", _("แก้บทบาทจัดการข้อมูล ({task}) ในบัญชีปี {year}"), "year", "task")
QUALITY_ROLE_REMOVED = register(
    "quality_role.removed", _("นำบทบาทจัดการข้อมูล ({task}) ออกจากบัญชีปี {year}"), "year", "task"
)
SOURCES_SCORED = register("sources.scored", _("ให้คะแนนคุณภาพข้อมูล {count} แหล่ง ในบัญชีปี {year}"), "year", "count", "scores")
INSTRUMENT_ADDED = register(
    "instrument.added", _("เพิ่มเครื่องมือวัดหมายเลข {number} ของแหล่งปล่อยหมายเลข {source}"), "number", "source"
)
INSTRUMENT_CHANGED = register(
    "instrument.changed", _("แก้เครื่องมือวัดหมายเลข {number} ของแหล่งปล่อยหมายเลข {source}"), "number", "source"
)
CALIBRATED = register(
    "calibration.added", _("บันทึกการสอบเทียบเครื่องมือวัดหมายเลข {number}"), "number", "calibrated_on", "valid_to"
)
CALIBRATION_REMOVED = register(
    "calibration.removed", _("ลบการสอบเทียบของเครื่องมือวัดหมายเลข {number}"), "number", "calibrated_on"
)
SCREENING_SET = register(
    "screening.set", _("กำหนดเกณฑ์คัดกรองประเภทที่ 3 ในบัญชีปี {year} จำนวน {count} เกณฑ์"),
    "year", "count", "criteria", "cut_off",
)  # fmt: skip
CATEGORY_SCREENED = register(
    "screening.category", _("คัดกรองประเภทที่ 3 หมวด {number} ในบัญชีปี {year}"), "year", "number", "outcome"
)
