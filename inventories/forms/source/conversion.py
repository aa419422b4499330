"""The one stated way from the unit of the amounts to the unit of a factor that measures something else."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from cfo_site.templatetags.cfo import unit as unit_word
from emission_factors.calc.units import dimension
from emission_factors.models import Confidence, Factor
from inventories.forms.parameters import Wrong
from inventories.forms.parameters.blocks.base import OWN
from inventories.forms.parameters.fields import NumberField, choice_field
from inventories.selectors.conversions import Conversion, conversions, conversions_to
from inventories.selectors.factor_choices import FactorChoices

CONVERSION = ("conversion", "conversion_ratio", "conversion_source")
LONGEST_SOURCE = 300


def conversion_fields(offered: FactorChoices, unit: str) -> dict[str, forms.Field]:
    """Return the fields where a factor is offered that does not count in `unit`, else none."""
    others = [choice.factor for choice in offered.choices if dimension(choice.factor.unit) != dimension(unit)]
    if not others:
        return {}
    ways = {way.key: way for factor in others for way in conversions_to(unit, factor)}
    hint = _("ปริมาณที่กรอกเป็น%(unit)s แต่ค่า EF ใช้หน่วยอื่น จึงต้องระบุวิธีแปลงหนึ่งวิธี") % {"unit": unit_word(unit)}
    choices = [(key, _told(way)) for key, way in ways.items()]
    return {
        "conversion": choice_field(
            _("การแปลงหน่วย"), [*choices, (OWN, _("ค่าอื่น กรอกด้านล่าง"))], hint=hint, required=False,
            initial=next(iter(ways), None),
        ),
        "conversion_ratio": NumberField(
            label=_("1 %(unit)s เท่ากับ (ในหน่วยของค่า EF)") % {"unit": unit_word(unit)}, required=False, above=True,
            help_text=_("กรอกเมื่อเลือกค่าอื่น เช่น ความหนาแน่นตามใบกำกับของผู้ขาย"),
        ),
        "conversion_source": forms.CharField(
            label=_("ที่มาของค่าที่ใช้แปลง"), required=False, max_length=LONGEST_SOURCE,
            error_messages={"max_length": _("ที่มายาวเกิน %(count)s ตัวอักษร โปรดย่อ") % {"count": LONGEST_SOURCE}},
        ),
    }  # fmt: skip


def conversion_initial(given: Mapping[str, str] | None, factor: Factor | None, unit: str) -> dict[str, Any]:
    """Return what the fields show for a conversion as it is."""
    if not given or factor is None:
        return {}
    for way in conversions_to(unit, factor):
        if way.for_document == given:
            return {"conversion": way.key}
    return {"conversion": OWN, "conversion_ratio": given["ratio"], "conversion_source": given["source"]}


def read_conversion(cleaned: Mapping[str, Any], factor: Factor | None, unit: str) -> dict[str, str] | None:
    """Return the conversion as the inventory document writes it, None where the factor counts in `unit`. Raises Wrong."""
    if factor is None or dimension(factor.unit) == dimension(unit) or "conversion" not in cleaned:
        return None
    chosen = cleaned["conversion"]
    if chosen != OWN:
        way = conversions().get(chosen)
        if way is None or not way.leads(unit, factor):
            sentence = _("ค่า EF ที่เลือกคิดต่อ%(unit)s โปรดเลือกการแปลงหน่วยที่ตรงกัน หรือกรอกค่าอื่น")
            raise Wrong("conversion", sentence % {"unit": unit_word(factor.unit)})
        return way.for_document
    if not cleaned.get("conversion_ratio"):
        raise Wrong("conversion_ratio", _("โปรดพิมพ์ว่า 1 %(unit)s เท่ากับเท่าใด") % {"unit": unit_word(unit)})
    if not cleaned.get("conversion_source"):
        raise Wrong("conversion_source", _("โปรดพิมพ์ที่มาของค่าที่ใช้แปลง เช่น ใบกำกับสินค้าของผู้ขาย"))
    return {
        "from": unit,
        "to": factor.unit,
        "ratio": cleaned["conversion_ratio"],
        "source": cleaned["conversion_source"],
    }


def _told(way: Conversion) -> str:
    values = {
        "name": plain_name(way), "given": unit_word(way.given), "ratio": way.ratio, "wanted": unit_word(way.wanted),
        "source": _(way.source), "sure": Confidence(way.confidence).label,
    }  # fmt: skip
    return _("%(name)s: 1 %(given)s = %(ratio)s %(wanted)s (%(source)s · ความเชื่อมั่น%(sure)s)") % values
