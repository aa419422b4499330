"""The numbers of a draw: seed, total and materiality, and the risks of each source; and what is picked by hand."""

import datetime as dt
import re
import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.calc.sampling.draw import HIGH, LOW, MEDIUM, Risk
from inventories.converters import MonthConverter
from inventories.forms.amount import read_amount
from inventories.forms.path import TidyField
from inventories.models import Verified
from inventories.models.sampling import LONGEST_REMARK, LONGEST_SEED
from inventories.selectors.sampling.population import Key, Row
from inventories.selectors.sampling.rules import defaults

_t = gettext_lazy
KINDS = {
    "inherent": _t("ความเสี่ยงโดยธรรมชาติ"),
    "control": _t("ความเสี่ยงจากการควบคุม"),
    "detection": _t("ความเสี่ยงที่จะตรวจไม่พบ"),
}
LEVELS = [(LOW, _t("ต่ำ")), (MEDIUM, _t("กลาง")), (HIGH, _t("สูง"))]
MOST_PERCENT = 100
PERCENT_PLACES = 2
_SEED = re.compile(rf"[A-Za-z0-9-]{{1,{LONGEST_SEED}}}")
_CELL = re.compile(rf"(s[0-9]{{1,18}}):({MonthConverter.regex})?")


class PercentField(forms.CharField):
    """A share above 0 and up to 100, in Thai or Arabic digits, with or without %."""

    def clean(self, value: Any) -> Any:
        """Return it as a Decimal with at most two places."""
        text = str(super().clean(value)).replace("%", "").strip()
        share = read_amount(text).amount
        if share is None or not 0 < share <= MOST_PERCENT:
            raise ValidationError(_("เกณฑ์ต้องมากกว่า 0 และไม่เกินร้อยละ 100 เช่น 5"), code="out_of_range")
        if share != round(share, PERCENT_PLACES):
            raise ValidationError(_("เกณฑ์มีทศนิยมได้ไม่เกิน 2 ตำแหน่ง เช่น 2.5"), code="places")
        return share


class SeedField(forms.CharField):
    """What the draw is ranked by: what somebody else cannot copy exactly is no seed."""

    def clean(self, value: Any) -> Any:
        """Return the seed."""
        seed = thai.arabic_digits(str(super().clean(value))).strip()
        if not _SEED.fullmatch(seed):
            raise ValidationError(_("ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และขีด (-) ไม่เกิน 40 ตัว"), code="not_a_seed")
        return seed


class DrawForm(forms.Form):
    """A draw. After is_valid, `risks()` are those of each source."""

    seed = SeedField(
        label=_t("ค่าเริ่มสุ่ม (seed)"),
        help_text=_t("ตัวอักษรอังกฤษ ตัวเลข หรือขีด ระบบเสนอให้ ท่านเปลี่ยนได้ ใครมีค่านี้สุ่มซ้ำได้ผลเดียวกัน"),
        error_messages={"required": _t("โปรดพิมพ์ค่าเริ่มสุ่ม")},
    )
    verified = forms.ChoiceField(label=_t("ยอดที่ทวนสอบ"), choices=Verified.choices, widget=forms.RadioSelect)
    materiality = PercentField(
        label=_t("เกณฑ์ความมีสาระสำคัญ (ร้อยละของยอดที่ทวนสอบ)"), error_messages={"required": _t("โปรดพิมพ์เกณฑ์ เช่น 5")}
    )
    reason = TidyField(
        label=_t("เหตุผลที่สุ่มใหม่"),
        help_text=_t("การสุ่มครั้งก่อนและผลการตรวจยังเก็บไว้"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _t("โปรดพิมพ์เหตุผลที่สุ่มใหม่")},
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rows: Sequence[Row], number: int) -> None:
        first = {
            "seed": secrets.token_hex(4), "verified": Verified.ONE_TWO_THREE.value,
            "materiality": f"{defaults().materiality.normalize():f}", "seen": number,
        }  # fmt: skip
        super().__init__(data, initial=first)
        if not number:
            del self.fields["reason"]
        self._rows = rows
        for row in rows:
            for kind, words in KINDS.items():
                label = _("%(kind)s ของ %(source)s") % {"kind": words, "source": row.name}
                self.fields[f"{row.line}-{kind}"] = forms.ChoiceField(choices=LEVELS, initial=MEDIUM, label=label)

    @property
    def own_fields(self) -> list[BoundField]:
        """Return the fields above the table of risks."""
        return [self[name] for name in ("seed", "verified", "materiality", "reason") if name in self.fields]

    @property
    def table(self) -> list[tuple[Row, list[BoundField]]]:
        """Return the sources with the choices of their risks."""
        return [(row, [self[f"{row.line}-{kind}"] for kind in KINDS]) for row in self._rows]

    def risks(self) -> dict[str, Risk]:
        """Return the risks of the sources that are not middling throughout."""
        chosen = {row.line: Risk(*(self.cleaned_data[f"{row.line}-{kind}"] for kind in KINDS)) for row in self._rows}
        return {line: risk for line, risk in chosen.items() if risk != Risk()}

    def asked(self) -> Mapping[str, Any]:
        """Return what the service of drawing takes."""
        said = self.cleaned_data
        materiality: Decimal = said["materiality"]
        return {
            "seed": said["seed"], "materiality": materiality, "verified": Verified(said["verified"]),
            "reason": said.get("reason", ""), "seen": said["seen"], "risks": self.risks(),
        }  # fmt: skip


class PickForm(forms.Form):
    """Which figures the verifier picks besides the draw, and why."""

    reason = TidyField(
        label=_t("เหตุผลที่เลือก"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _t("โปรดพิมพ์เหตุผลที่เลือกตรวจเพิ่ม")},
    )

    @property
    def chosen(self) -> frozenset[str]:
        """Return what was ticked, as it was sent."""
        return frozenset(self.data.getlist("cell")) if hasattr(self.data, "getlist") else frozenset()

    def picks(self) -> set[Key]:
        """Return the ticked figures; what is no figure is passed over."""
        found = (_CELL.fullmatch(each) for each in self.chosen)
        return {(match[1], MonthConverter().to_python(match[2]) if match[2] else None) for match in found if match}


def cell_of(line: str, month: dt.date | None) -> str:
    """Return a figure as its box names it."""
    return f"{line}:{month:%Y-%m}" if month else f"{line}:"
