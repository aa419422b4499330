"""Which paper is asked for, and what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.templatetags.cfo import thai_month
from inventories.forms.dates import ThaiDateField
from inventories.forms.path import TidyField
from inventories.models import Evidence
from inventories.models.sampling import LONGEST_REMARK
from inventories.selectors.sampling.samples import Item
from inventories.services.sampling.papers import Request

LONGEST_WHAT, LONGEST_WHOM = 300, 160


class RequestForm(forms.Form):
    """A paper that the verifier asks for."""

    what = TidyField(
        label=_("เอกสารที่ขอ"),
        help_text=_("เช่น ใบแจ้งค่าไฟฟ้าของมิเตอร์ 020001 เดือน มี.ค. 2567"),
        max_length=LONGEST_WHAT,
        error_messages={"required": _("โปรดพิมพ์ว่าขอเอกสารใด")},
    )
    from_whom = TidyField(
        label=_("ขอจาก"),
        help_text=_("กองหรือหน่วยงาน เช่น กองคลัง"),
        max_length=LONGEST_WHOM,
        error_messages={"required": _("โปรดพิมพ์ว่าขอจากกองหรือหน่วยงานใด")},
    )
    due_on = ThaiDateField(
        label=_("ภายในวันที่"), help_text=_("เช่น 30/9/2568"), error_messages={"required": _("โปรดพิมพ์วันกำหนดส่ง")}
    )
    item = forms.ChoiceField(label=_("สำหรับรายการ"), required=False)

    def __init__(self, data: Any = None, *, items: Sequence[Item], item: int | None = None) -> None:
        super().__init__(data, initial={"item": item})
        named = [(item.row.pk, _item_words(item)) for item in items]
        label = self.fields["item"].label
        self.fields["item"] = forms.ChoiceField(
            label=label, required=False, choices=[("", _("ไม่เฉพาะรายการ")), *named], initial=item
        )

    def request(self) -> Request:
        """Return what is asked for."""
        said = self.cleaned_data
        return Request(said["what"], said["from_whom"], said["due_on"], int(said["item"]) if said["item"] else None)


class ReceiveForm(forms.Form):
    """The day on which a paper came, and where it stands in the index."""

    received_on = ThaiDateField(
        label=_("ได้รับวันที่"), help_text=_("เช่น 30/9/2568"), error_messages={"required": _("โปรดพิมพ์วันที่ได้รับ")}
    )
    evidence = forms.ChoiceField(
        label=_("หลักฐานในดัชนี"), help_text=_("ถ้าลงทะเบียนเอกสารนี้ในดัชนีหลักฐานแล้ว ให้เลือกรหัส"), required=False
    )

    def __init__(self, data: Any = None, *, papers: Sequence[Evidence]) -> None:
        super().__init__(data)
        self._papers = {str(paper.pk): paper for paper in papers}
        old = self.fields["evidence"]
        self.fields["evidence"] = forms.ChoiceField(
            label=old.label, help_text=old.help_text, required=False,
            choices=[("", _("ยังไม่อยู่ในดัชนี")), *((key, f"{paper.code} {paper.number}") for key, paper in self._papers.items())],
        )  # fmt: skip

    def chosen(self) -> Evidence | None:
        """Return the paper of the index, None where it is in none."""
        return self._papers.get(self.cleaned_data["evidence"])


class DropForm(forms.Form):
    """Why a paper is not wanted any more."""

    reason = TidyField(
        label=_("เหตุผลที่ไม่ต้องใช้แล้ว"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("โปรดพิมพ์เหตุผล")},
    )


def _item_words(item: Item) -> str:
    name = item.source.name if item.source else item.row.source.name_th
    return thai.normalise(f"{name} {thai_month(item.row.month) if item.row.month else _('ทั้งปี')}")
