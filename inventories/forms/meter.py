"""Forms of meters and vehicles: one of them, one that takes another's place."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from emission_factors.calc.decimals import plain
from inventories.forms.bill.reading import read_figure
from inventories.forms.dates import ThaiDateField
from inventories.models import BillKind, InventorySource, Meter
from inventories.models.meter import LONGEST_NUMBER

_t = gettext_lazy
TOO_LONG = {"max_length": _t("ข้อความยาวเกินไป โปรดย่อ")}
TEXTS = ("number", "account")


class FigureField(forms.CharField):
    """A reading, a multiplier or litres as typed; None for nothing."""

    def __init__(self, *, places: int, digits: int, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.places, self.digits = places, digits
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        """Return the number. Raises ValidationError."""
        return read_figure(str(super().clean(value) or ""), places=self.places, digits=self.digits)

    def prepare_value(self, value: Any) -> Any:
        """Return a number as it would be typed."""
        return plain(value) if isinstance(value, Decimal) else value


def _number() -> forms.CharField:
    return forms.CharField(
        label=_t("เลขมิเตอร์หรือทะเบียนรถ"), max_length=LONGEST_NUMBER,
        error_messages={"required": _t("โปรดพิมพ์เลขมิเตอร์หรือทะเบียนรถ"), **TOO_LONG},
    )  # fmt: skip


def _account() -> forms.CharField:
    return forms.CharField(
        label=_t("บัญชีแสดงสัญญาหรือหมายเลขผู้ใช้"), max_length=LONGEST_NUMBER, required=False, error_messages=TOO_LONG,
        help_text=_t("ใช้จับคู่บรรทัดของบิลเมื่อวางตาราง"),
    )  # fmt: skip


def _multiplier() -> FigureField:
    return FigureField(label=_t("ตัวคูณ"), places=4, digits=8, required=False, help_text=_t("เว้นว่าง = 1"))


class MeterForm(forms.Form):
    """A meter or a vehicle of one of the year's sources."""

    source = forms.TypedChoiceField(
        label=_t("แหล่งปล่อย"), coerce=int,
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_t("ชนิด"), choices=BillKind.choices,
        error_messages={"required": _t("โปรดเลือกชนิด"), "invalid_choice": _t("โปรดเลือกชนิดจากรายการ")},
    )  # fmt: skip
    number = _number()
    account = _account()
    multiplier = _multiplier()
    first_day = ThaiDateField(label=_t("ใช้ตั้งแต่วันที่"), required=False, help_text=_t("เว้นว่างถ้าไม่ทราบหรือใช้มานานแล้ว"))
    opening = FigureField(label=_t("เลขอ่านแรก"), places=3, digits=15, required=False)
    last_day = ThaiDateField(label=_t("ใช้ถึงวันที่"), required=False, help_text=_t("เว้นว่างถ้ายังใช้อยู่"))
    closing = FigureField(label=_t("เลขอ่านสุดท้าย"), places=3, digits=15, required=False)
    tank_litres = FigureField(
        label=_t("ความจุถังน้ำมัน (ลิตร)"), places=2, digits=6, required=False, help_text=_t("เฉพาะรถ ใช้ตรวจว่าเติมเกินถังหรือไม่")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        uses: Sequence[InventorySource],
        meter: Meter | None = None,
        source: int | None = None,
    ) -> None:
        begun: dict[str, Any] = {"source": source, "multiplier": Decimal(1)}
        if meter is not None:
            begun = {name: getattr(meter, name) for name in self.base_fields if name != "source"}
            begun["source"] = meter.source_id
        super().__init__(data, initial=begun)
        self._sources = {use.source_id: use.source for use in uses}
        offered = self.fields["source"]
        assert isinstance(offered, forms.TypedChoiceField)  # noqa: S101 - for the type checker
        offered.choices = [("", _t("เลือก")), *((str(pk), plain_name(source)) for pk, source in self._sources.items())]

    def clean(self) -> dict[str, Any]:
        """Say of dates, readings and tank what does not fit together."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_t("วันสุดท้ายอยู่ก่อนวันแรก โปรดตรวจวันที่")))
        if cleaned.get("closing") is not None and not last and "last_day" not in self.errors:
            self.add_error("last_day", ValidationError(_t("มีเลขอ่านสุดท้ายแล้ว โปรดใส่วันที่เลิกใช้")))
        if cleaned.get("tank_litres") is not None and cleaned.get("kind") != BillKind.FUEL:
            self.add_error("tank_litres", ValidationError(_t("ความจุถังใช้กับรถเท่านั้น โปรดเว้นว่าง")))
        for name in ("multiplier", "tank_litres"):
            if cleaned.get(name) == 0:
                self.add_error(name, ValidationError(_t("ต้องมากกว่า 0")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of Meter."""
        return dict(self.cleaned_data) | _texts(self.cleaned_data) | {
            "source": self._sources[self.cleaned_data["source"]],
            "multiplier": self.cleaned_data["multiplier"] or Decimal(1),
        }  # fmt: skip


class ReplacementForm(forms.Form):
    """The day of a replacement: the old meter's last reading, the new one's number and first reading."""

    day = ThaiDateField(
        label=_t("วันที่เปลี่ยน"), help_text=_t("เดือนนั้นนับทั้งสองมิเตอร์"), error_messages={"required": _t("โปรดพิมพ์วันที่เปลี่ยน")}
    )
    closing = FigureField(
        label=_t("เลขอ่านสุดท้ายของมิเตอร์เดิม"), places=3, digits=15,
        error_messages={"required": _t("โปรดพิมพ์เลขอ่านสุดท้ายของมิเตอร์เดิม")},
    )  # fmt: skip
    number = _number()
    account = _account()
    multiplier = _multiplier()
    opening = FigureField(
        label=_t("เลขอ่านแรกของมิเตอร์ใหม่"), places=3, digits=15,
        error_messages={"required": _t("โปรดพิมพ์เลขอ่านแรกของมิเตอร์ใหม่")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, meter: Meter) -> None:
        super().__init__(data, initial={"account": meter.account, "multiplier": meter.multiplier})
        self.meter = meter

    def clean_day(self) -> Any:
        """Refuse a day before the old meter began."""
        day = self.cleaned_data["day"]
        if self.meter.first_day and day < self.meter.first_day:
            raise ValidationError(_t("วันที่เปลี่ยนอยู่ก่อนวันที่มิเตอร์เดิมเริ่มใช้ โปรดตรวจวันที่"))
        return day

    def clean_multiplier(self) -> Decimal:
        """Return 1 where nothing was typed."""
        multiplier: Decimal | None = self.cleaned_data["multiplier"]
        if multiplier == 0:
            raise ValidationError(_t("ต้องมากกว่า 0"))
        return multiplier or Decimal(1)

    def values(self) -> dict[str, Any]:
        """Return the fields of the new meter."""
        return _texts(self.cleaned_data) | {name: self.cleaned_data[name] for name in ("multiplier", "opening")}


def _texts(cleaned: dict[str, Any]) -> dict[str, str]:
    return {name: thai.arabic_digits(thai.normalise(cleaned[name])).strip() for name in TEXTS}
