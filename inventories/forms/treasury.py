"""An account of the treasury's ledger, and why bills come to something else."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.models import Evidence, TreasuryAccount
from inventories.models.treasury import LONGEST_EXPLANATION
from inventories.services.treasury import FIELDS

_t = gettext_lazy
_BAHT = re.compile(r"\d{1,12}(\.\d{1,2})?")
TOO_LONG = {"max_length": _t("ข้อความยาวเกินไป โปรดย่อ")}


class AccountForm(forms.Form):
    """An account, what was booked in it in the year, and where that stands."""

    number = forms.CharField(
        label=_t("เลขที่บัญชี"), max_length=40, help_text=_t("รหัสบัญชีแยกประเภท เช่น 5104010104"),
        error_messages={"required": _t("โปรดพิมพ์เลขที่บัญชี"), **TOO_LONG},
    )  # fmt: skip
    name = forms.CharField(
        label=_t("ชื่อบัญชี"), max_length=160, error_messages={"required": _t("โปรดพิมพ์ชื่อบัญชี"), **TOO_LONG}
    )
    baht = forms.CharField(
        label=_t("ยอดของรอบปีนี้ (บาท)"), max_length=40, help_text=_t("รวมภาษี เฉพาะเดือนของรอบปีของบัญชีก๊าซเรือนกระจก ทศนิยม 2 ตำแหน่ง"),
        error_messages={"required": _t("โปรดพิมพ์ยอดเงิน ถ้าไม่มีรายจ่ายให้พิมพ์ 0"), **TOO_LONG},
    )  # fmt: skip
    paper = forms.CharField(
        label=_t("เอกสารที่มา"), max_length=200, help_text=_t("เช่น งบทดลอง ณ 30 กันยายน 2567 หรือทะเบียนคุมรายจ่าย"),
        error_messages={"required": _t("โปรดพิมพ์ว่ายอดนี้มาจากเอกสารใด"), **TOO_LONG},
    )  # fmt: skip
    evidence = forms.TypedChoiceField(
        label=_t("หลักฐานในดัชนี"), coerce=int, empty_value=None, required=False,
        help_text=_t("ไม่บังคับ เลือกได้เมื่อลงทะเบียนหลักฐานของเอกสารนั้นแล้ว"),
        error_messages={"invalid_choice": _t("โปรดเลือกหลักฐานจากรายการ")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, papers: Sequence[Evidence], account: TreasuryAccount | None = None) -> None:
        begun: dict[str, Any] = {}
        if account is not None:
            begun = {name: getattr(account, name) for name in FIELDS}
            begun |= {"evidence": account.evidence_id, "baht": f"{account.baht:,.2f}"}
        super().__init__(data, initial=begun)
        self._papers = {paper.pk: paper for paper in papers}
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", _t("ไม่ระบุ")),
            *((str(paper.pk), " ".join(filter(None, (paper.code, paper.number, paper.issuer)))) for paper in papers),
        ]
        self.fields["baht"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean_baht(self) -> Decimal:
        """Return the sum, exact to the satang."""
        typed = thai.arabic_digits(self.cleaned_data["baht"]).replace(",", "").replace(thai.BAHT, "").replace(" ", "")
        if not _BAHT.fullmatch(typed):
            raise ValidationError(_("โปรดพิมพ์ยอดเงินเป็นตัวเลขตั้งแต่ 0 ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 1,234,567.50"), code="baht")
        return Decimal(typed)

    def values(self) -> dict[str, Any]:
        """Return the fields of TreasuryAccount."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        texts = {name: thai.normalise(values[name]).strip() for name in ("name", "paper")}
        chosen = values["evidence"]
        return values | texts | {
            "number": thai.arabic_digits(thai.normalise(values["number"])).strip(),
            "evidence": self._papers[chosen] if chosen else None,
        }  # fmt: skip


class BahtForm(forms.Form):
    """Why bills and ledger differ."""

    text = forms.CharField(
        label=_t("คำชี้แจงผลต่าง"), max_length=LONGEST_EXPLANATION, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_t("เช่น บิลเดือนธันวาคมเบิกจ่ายปีถัดไป หรือบัญชีรวมค่าไฟของโรงเรียนซึ่งอยู่นอกขอบเขต"),
        error_messages={
            "required": _t("โปรดพิมพ์คำชี้แจง คำชี้แจงนี้จะแสดงต่อผู้ทวนสอบ"),
            "max_length": _t("คำชี้แจงยาวเกิน 1,000 ตัวอักษร โปรดย่อ"),
        },
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kind: str) -> None:
        super().__init__(data, auto_id=f"{kind}_%s")
