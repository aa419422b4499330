"""What was found at an item: it agrees, it differs and by what, or it could not be checked and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.templatetags.cfo import unit
from inventories.forms.path import TidyField
from inventories.forms.sampling.found import read_found
from inventories.models import Checked
from inventories.models.sampling import LONGEST_REMARK
from inventories.selectors.sampling.samples import Item
from inventories.services.sampling.checking import Look

_t = gettext_lazy
AMOUNT, KGCO2E = "amount", "kgco2e"
LONGEST_FOUND = 60
FOUND_PLACES = 9


class CheckForm(forms.Form):
    """A look at one item. After is_valid, `look()` is what the service takes."""

    outcome = forms.ChoiceField(
        label=_t("ผลการตรวจ"),
        choices=Checked.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกผลการตรวจ")},
    )
    found = forms.CharField(
        label=_t("ค่าที่ตรวจพบ"),
        help_text=_t("เฉพาะเมื่อมีผลต่าง พิมพ์ค่าที่ตรวจพบ หรือผลต่างที่ขึ้นต้นด้วย + หรือ −"),
        required=False,
        max_length=LONGEST_FOUND,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    measure = forms.ChoiceField(label=_t("หน่วยของค่าที่ตรวจพบ"))
    remark = TidyField(
        label=_t("หมายเหตุ"),
        help_text=_t("เทศบาลจะเห็นข้อความนี้"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    figure = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, item: Item) -> None:
        figure = item.figure.amount if item.figure else ""
        super().__init__(data, initial={"seen": item.seen, "figure": figure})
        self._item = item
        kinds = [(AMOUNT, str(unit(item.source.unit)))] if item.row.month and item.source else []
        label = self.fields["measure"].label
        self.fields["measure"] = forms.ChoiceField(label=label, choices=[*kinds, (KGCO2E, "kgCO2e")])

    def clean(self) -> dict[str, Any]:
        """Read the value in the measure that was chosen; only a difference has one, and it has a remark."""
        said = super().clean() or {}
        outcome = said.get("outcome")
        if outcome == Checked.DIFFERS:
            self._read(said)
        elif outcome and said.get("found"):
            self.add_error("found", _("พิมพ์ค่าที่ตรวจพบไว้ แต่ไม่ได้เลือกว่ามีผลต่าง โปรดเลือกผลการตรวจใหม่ หรือลบค่านี้"))
        if outcome in {Checked.DIFFERS, Checked.CANNOT} and not said.get("remark"):
            self.add_error("remark", _("โปรดพิมพ์หมายเหตุว่าพบอะไร หรือเพราะเหตุใดจึงตรวจไม่ได้"))
        return said

    def look(self) -> Look:
        """Return the look."""
        said = self.cleaned_data
        return Look(
            item=self._item.row.pk, outcome=Checked(said["outcome"]), amount=said.get("found_amount"),
            kgco2e=said.get("found_kgco2e"), remark=said["remark"], seen=said["seen"], figure=said["figure"],
        )  # fmt: skip

    def _read(self, said: dict[str, Any]) -> None:
        measure = said.get("measure") or KGCO2E
        try:
            value = read_found(said.get("found", ""), reported_of(self._item, measure))
        except ValidationError as wrong:
            self.add_error("found", wrong)
            return
        if value is None:
            self.add_error("found", _("โปรดพิมพ์ค่าที่ตรวจพบ หรือผลต่าง"))
        said[f"found_{measure}"] = None if value is None else round(value, FOUND_PLACES)


def reported_of(item: Item, measure: str) -> Decimal | None:
    """Return what was reported for an item, in a measure; None where there is no number."""
    if item.figure is None:
        return None
    if measure == KGCO2E:
        return item.figure.kgco2e
    return Decimal(item.figure.amount) if item.figure.amount[:1].isdigit() else None
