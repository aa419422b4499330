"""Scopes and categories, in the order and words of Green Office form 1.5(1) and TGO's Fr-04.1."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Where an emission counts. `separate` is reported apart and is in no total."""

    ONE = "1", _("ประเภทที่ 1 ทางตรง")
    TWO = "2", _("ประเภทที่ 2 ทางอ้อมจากพลังงาน")
    THREE = "3", _("ประเภทที่ 3 ทางอ้อมอื่น ๆ")
    SEPARATE = "separate", _("การปล่อยที่รายงานแยก")

    @property
    def mark(self) -> str:
        """Return what stands in the numbered square wherever a scope is named."""
        return "–" if self is Scope.SEPARATE else self.value

    @property
    def key_class(self) -> str:
        """Return the style of that square."""
        return "ap" if self is Scope.SEPARATE else f"s{self.value}"


class Category(models.TextChoices):
    """Kinds of source, in the order in which grid, report and workbook list them."""

    STATIONARY = "stationary_combustion", _("การเผาไหม้อยู่กับที่")
    ONROAD = "mobile_onroad", _("การเผาไหม้ที่มีการเคลื่อนที่ (ทางถนน)")
    OFFROAD = "mobile_offroad", _("การเผาไหม้ที่มีการเคลื่อนที่ (นอกถนน)")
    FIRE_AGENT = "fire_agent", _("สารดับเพลิง")
    SEPTIC = "septic", _("บ่อเกรอะ")
    WASTEWATER = "wastewater", _("ระบบบำบัดน้ำเสีย")
    REFRIGERANT = "refrigerant", _("สารทำความเย็น")
    FERTILISER = "fertiliser", _("ปุ๋ยและปูน")
    SOLID_WASTE = "solid_waste", _("การกำจัดขยะมูลฝอยในพื้นที่ของเทศบาล")
    PROCESS = "process_gas", _("ก๊าซที่ใช้โดยตรง")
    ELECTRICITY = "electricity", _("พลังงานไฟฟ้า")
    PURCHASED_GOODS = "purchased_goods", _("สินค้าและบริการที่ซื้อ")
    CAPITAL_GOODS = "capital_goods", _("สินค้าทุน")
    UPSTREAM_ENERGY = "upstream_energy", _("การได้มาซึ่งเชื้อเพลิงและพลังงาน (ต้นน้ำ)")
    UPSTREAM_FREIGHT = "upstream_freight", _("การขนส่งขาเข้า")
    WASTE = "waste", _("ของเสียที่ส่งกำจัดภายนอก")
    BUSINESS_TRAVEL = "business_travel", _("การเดินทางเพื่อธุรกิจ")
    COMMUTING = "commuting", _("การเดินทางของพนักงาน")
    LEASED_ASSETS = "leased_assets", _("สินทรัพย์ที่เช่า")
    OTHER_INDIRECT = "other_indirect", _("ทางอ้อมอื่น ๆ")

    @classmethod
    def order(cls, value: str) -> int:
        """Return the place of a category in every list."""
        return cls.values.index(value)
