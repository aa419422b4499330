"""What can be done to accounts, as the province's chain writes it down. People are named by id only."""

from django.utils.translation import gettext_lazy as _

from cfo_site.ledger.acts import register

PERSON_ADDED = register("person.added", _("เพิ่มผู้ใช้หมายเลข {person}"), "person")
ROLE_GRANTED = register(
    "role.granted", _("ให้ผู้ใช้หมายเลข {person} มีบทบาท {role} ({municipality})"), "person", "role", "municipality"
)
PASSWORD_SET = register("password.set", _("ตั้งรหัสผ่านใหม่ของผู้ใช้หมายเลข {person}"), "person")
ROLE_ENDED = register(
    "role.ended", _("สิ้นสุดบทบาท {role} ของผู้ใช้หมายเลข {person} ({municipality})"), "person", "role", "municipality"
)
TICKET_MADE = register("ticket.made", _("ออกใบแจ้งบัญชีผู้ใช้แก่ผู้ใช้หมายเลข {person}"), "person")
PERSON_CHANGED = register("person.changed", _("แก้ข้อมูลผู้ใช้หมายเลข {person}: {fields}"), "person", "fields")
PERSON_CLOSED = register("person.closed", _("ปิดบัญชีผู้ใช้หมายเลข {person}"), "person")
PERSON_ERASED = register("person.erased", _("ลบชื่อของผู้ใช้หมายเลข {person}"), "person")
MUNICIPALITIES_LOADED = register(
    "municipalities.loaded",
    _("ปรับปรุงทะเบียนเทศบาล เพิ่ม {added} รายการ แก้ไข {changed} รายการ"),
    "added", "changed", "sha256",
)  # fmt: skip
