"""The columns of a register, as it is exported and pasted."""

from django.utils.translation import gettext_lazy

from inventories.models import RegisterKind

COLUMNS = ("number", "description", "place", "division", "quantity", "agent", "charge_kg", "first_day", "last_day")
_LABELS = {
    "description": gettext_lazy("รายการ"),
    "place": gettext_lazy("ที่ตั้งหรือที่ใช้"),
    "division": gettext_lazy("กองที่รับผิดชอบ"),
    "quantity": gettext_lazy("จำนวน"),
    "agent": gettext_lazy("ชนิดสาร"),
    "charge_kg": gettext_lazy("ปริมาณสารต่อหน่วย (กก.)"),
    "first_day": gettext_lazy("ได้มาเมื่อวันที่"),
    "last_day": gettext_lazy("จำหน่ายหรือเลิกใช้วันที่"),
}


def columns_of(register: RegisterKind) -> tuple[str, ...]:
    """Return the columns of a register in the order in which they are exported and, without headings, pasted."""
    charged = ("agent", "charge_kg")
    return tuple(name for name in COLUMNS if register.has_charge or name not in charged)


def labels_of(register: RegisterKind) -> list[str]:
    """Return the headings of those columns."""
    return [register.number_label, *(str(_LABELS[name]) for name in columns_of(register)[1:])]
