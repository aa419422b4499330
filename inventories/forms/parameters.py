"""The parameters of a calculation method as fields, built from the calculator's own description of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from emission_factors.calc.decimals import NotAPlainDecimal, parse_decimal, plain
from emission_factors.models import GwpSet
from emission_factors.selectors import UnknownRefrigerant, resolve_refrigerant
from inventories.calc.catalogue import METHODS
from inventories.calc.methods.schema import Parameter

PREFIX = "param_"
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Wording:
    """How officials call a parameter, its unit, and what helps to fill it in. The default's source is the calculator's."""

    label: Text
    unit: Text = ""
    hint: Text = ""
    source: Text = ""


_t = gettext_lazy
_IPCC = "IPCC 2006 V5"
WORDING: Mapping[tuple[str, str], Wording] = {
    ("refrigerant", "refrigerant"): Wording(
        _t("ชนิดของสาร"), hint=_t("ชื่อตามฉลากถังหรือแผ่นป้ายเครื่อง เช่น R-32, R-410A, HFC-134a")
    ),
    ("septic_tank", "bod_g_per_person_day"): Wording(
        _t("ค่า BOD"), _t("กรัมต่อคนต่อวัน"), source=f"{_IPCC} T6.4, TGO V-Sheet"
    ),
    ("septic_tank", "bo"): Wording(
        _t("ค่า Bo (ปริมาณมีเทนสูงสุดที่เกิดได้)"), _t("กก. CH4 ต่อ กก. BOD"), source=f"{_IPCC} T6.2"
    ),
    ("septic_tank", "mcf"): Wording(_t("ค่า MCF ของบ่อเกรอะ"), source=f"{_IPCC} T6.3"),
    ("septic_tank", "fraction"): Wording(
        _t("สัดส่วนของวันที่ใช้ห้องน้ำที่นี่"), hint=_t("อบก. คิดเต็มวัน คือ 1"), source=_t("แบบคำนวณของ อบก. (U = T = 1)")
    ),
    ("wastewater_cod", "input"): Wording(_t("ปริมาณที่กรอกในแต่ละเดือนคือ")),
    ("wastewater_cod", "return_fraction"): Wording(
        _t("สัดส่วนน้ำเสียต่อน้ำใช้"), hint=_t("เมื่อวัดน้ำเสียเข้าระบบจริง เว้นว่างไว้ ระบบใช้ 1"),
        source=_t("ข้อกำหนด CFO ฉบับที่ 7 แก้ไขครั้งที่ 5"),
    ),
    ("wastewater_cod", "cod_kg_per_m3"): Wording(
        _t("ค่า COD"), _t("กก. ต่อ ลบ.ม."), hint=_t("มีผลตรวจ COD ให้กรอกผลตรวจ มก./ลิตร ÷ 1,000"),
        source=_t("มาตรฐานน้ำทิ้ง 120 มก./ลิตร ถือเป็นค่าสูงสุดเมื่อไม่มีผลตรวจ"),
    ),
    ("wastewater_cod", "bo"): Wording(
        _t("ค่า Bo (ปริมาณมีเทนสูงสุดที่เกิดได้)"), _t("กก. CH4 ต่อ กก. COD"), source=f"{_IPCC} T6.2"
    ),
    ("wastewater_cod", "mcf"): Wording(
        _t("ค่า MCF ของระบบบำบัด"),
        hint=_t("0 เติมอากาศดูแลดี · 0.1 ปล่อยโดยไม่บำบัด · 0.2 บ่อลึกไม่เกิน 2 ม. · 0.3 เติมอากาศรับภาระเกิน · 0.8 บ่อลึกเกิน 2 ม. หรือถังไร้อากาศ"),
        source=f"{_IPCC} T6.3",
    ),
    ("wastewater_cod", "sludge_cod_kg"): Wording(
        _t("COD ที่นำออกไปกับกากตะกอนทั้งปี"), _t("กก. COD"), hint=_t("ถ้ากรอก แหล่งนี้จะมีเฉพาะผลรวมทั้งปี ไม่มีรายเดือน"),
        source=_t("ไม่นำออก"),
    ),
    ("wastewater_cod", "recovered_ch4_kg"): Wording(
        _t("มีเทนที่นำไปใช้หรือเผาทิ้งทั้งปี"), _t("กก. CH4"), hint=_t("ถ้ากรอก แหล่งนี้จะมีเฉพาะผลรวมทั้งปี ไม่มีรายเดือน"),
        source=_t("ไม่นำไปใช้"),
    ),
}  # fmt: skip
CHOICES: Mapping[str, Text] = {
    "water_used": _t("ปริมาณน้ำใช้ (คิดเป็นน้ำเสียตามสัดส่วน)"),
    "measured_inflow": _t("ปริมาณน้ำเสียที่วัดได้จริง"),
}


class NumberField(forms.CharField):
    """A parameter that is one number: typed as people type it, kept as a plain decimal text; empty takes the default."""

    def __init__(self, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parameter = parameter
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> str:
        """Return the number as the inventory document writes it, "" for nothing typed."""
        typed = thai.arabic_digits(thai.normalise(str(super().clean(value) or ""))).strip()
        if not typed:
            return ""
        low, high = self.parameter.minimum, self.parameter.maximum
        try:
            number = parse_decimal(typed.replace(",", ""))
        except NotAPlainDecimal:
            raise ValidationError(self._sentence(low, high), code="not_decimal") from None
        too_low = number < low or (self.parameter.above_minimum and number == low)
        if too_low or (high is not None and number > high):
            raise ValidationError(self._sentence(low, high), code="out_of_range")
        return plain(number)

    def _sentence(self, low: Decimal, high: Decimal | None) -> str:
        values = {"name": self.label, "low": plain(low), "high": plain(high) if high is not None else ""}
        if high is None:
            return _("%(name)s ต้องเป็นตัวเลขตั้งแต่ %(low)s ขึ้นไป โปรดพิมพ์เช่น 0.25") % values
        return _("%(name)s ต้องเป็นตัวเลขตั้งแต่ %(low)s ถึง %(high)s โปรดพิมพ์เช่น 0.25") % values


class RefrigerantField(forms.CharField):
    """A refrigerant by any of its names that the year's GWP set can weigh; kept under the document's name."""

    def __init__(self, gwp_set: GwpSet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.gwp_set = gwp_set

    def clean(self, value: Any) -> str:
        """Return R-32 for R32, r 32 or HFC-32."""
        try:
            return resolve_refrigerant(str(super().clean(value)), self.gwp_set).name
        except UnknownRefrigerant as unknown:
            raise ValidationError(str(unknown), code="unknown") from unknown


def parameter_fields(method: str, gwp_set: GwpSet, current: Mapping[str, Any]) -> dict[str, forms.Field]:
    """Return a field for each parameter that a person can give as one value; required ones first.

    One that holds a table now (COD by month) gets no field: it stays as it is.
    """
    parameters = sorted(METHODS[method].parameters, key=lambda parameter: not _asked(parameter))
    return {
        f"{PREFIX}{parameter.name}": _field(method, parameter, gwp_set)
        for parameter in parameters
        if not isinstance(current.get(parameter.name), dict)
    }


def asked_always(method: str, name: str) -> bool:
    """Say whether a parameter is asked up front: one without default, or a choice; the rest may stay folded away."""
    return _asked(METHODS[method].by_name[name.removeprefix(PREFIX)])


def unit_of(method: str, name: str) -> Text:
    """Return the unit behind a parameter's field."""
    return WORDING[method, name.removeprefix(PREFIX)].unit


def described(method: str, values: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Return parameters as (name, value with unit) in words."""
    return [(WORDING[method, name].label, _in_words(method, name, value)) for name, value in values.items()]


def described_whole(method: str, values: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Return every parameter of a method in words; one that was not given with its default, and so marked."""
    told = []
    for parameter in METHODS[method].parameters:
        name = parameter.name
        if name in values:
            told.append((WORDING[method, name].label, _in_words(method, name, values[name])))
        elif (default := default_of(parameter, values)) is not None:
            text = _("%(value)s (ค่าปริยาย)") % {"value": _in_words(method, name, default)}
            told.append((WORDING[method, name].label, text))
    return told


def default_of(parameter: Parameter, values: Mapping[str, Any]) -> Any:
    """Return what the calculator takes when a parameter is not given, beside the others that are; None for nothing."""
    for other in parameter.otherwise:
        if values.get(other.parameter) == other.value:
            return other.default
    return parameter.default


def _in_words(method: str, name: str, value: Any) -> str:
    if isinstance(value, dict):
        text = ", ".join(f"{key}: {each}" for key, each in value.items())
    else:
        text = str(CHOICES.get(str(value), value))
    return f"{text} {WORDING[method, name].unit}".strip()


def values_of(method: str, cleaned: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters as the inventory document writes them: what was left empty takes the method's default."""
    values = {name: value for name, value in current.items() if isinstance(value, dict)}
    for parameter in METHODS[method].parameters:
        if value := cleaned.get(f"{PREFIX}{parameter.name}"):
            values[parameter.name] = value
    return values


def _asked(parameter: Parameter) -> bool:
    return parameter.required or parameter.shape == "choice"


def _field(method: str, parameter: Parameter, gwp_set: GwpSet) -> forms.Field:
    wording = WORDING[method, parameter.name]
    label = str(wording.label)
    if parameter.shape == "choice":
        return forms.ChoiceField(
            label=label, choices=[(choice, CHOICES[choice]) for choice in parameter.choices], widget=forms.RadioSelect,
            initial=parameter.default,
            error_messages={kind: _("โปรดเลือก “%(name)s” จากรายการ") % {"name": label} for kind in ("required", "invalid_choice")},
        )  # fmt: skip
    required = {"required": _("โปรดพิมพ์%(name)s") % {"name": label}}
    if parameter.shape == "text":
        return RefrigerantField(
            gwp_set, label=label, help_text=str(wording.hint), max_length=60, error_messages=required
        )
    return NumberField(
        parameter, label=label, help_text=_hint(parameter, wording), required=parameter.required, max_length=60,
        error_messages=required | {"max_length": _("%(name)s ยาวเกินไป โปรดตรวจจำนวนหลัก") % {"name": label}},
    )  # fmt: skip


def _hint(parameter: Parameter, wording: Wording) -> str:
    """Return the hint, and for a default its value and where that is from."""
    parts = [str(wording.hint)] if wording.hint else []
    if parameter.default is not None:
        values = {"default": parameter.default, "source": wording.source}
        parts.append(_("เว้นว่างไว้ใช้ %(default)s (%(source)s)") % values)
    elif wording.source:
        parts.append(_("ที่มา %(source)s") % {"source": wording.source})
    return " ".join(parts)
