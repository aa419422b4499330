"""How the parameters of the methods are said to officials, and where their figures are found."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _t

from inventories.forms.parameters.wording import soil, waste, water
from inventories.forms.parameters.wording.formulas import FORMULAS
from inventories.forms.parameters.wording.schema import HIGH, Guide, Text, Wording

WORDING: Mapping[tuple[str, str], Wording] = water.WORDING | soil.WORDING | waste.WORDING
GUIDES: Mapping[str, Guide] = water.GUIDES | soil.GUIDES | waste.GUIDES
CHOICES: Mapping[str, Text] = {
    "water_used": _t("ปริมาณน้ำใช้ (คิดเป็นน้ำเสียตามสัดส่วน)"),
    "measured_inflow": _t("ปริมาณน้ำเสียที่วัดได้จริง"),
    "wet": _t("น้ำหนักเปียก"),
    "dry": _t("น้ำหนักแห้ง"),
}

__all__ = ["CHOICES", "FORMULAS", "GUIDES", "HIGH", "WORDING", "Guide", "Text", "Wording"]
