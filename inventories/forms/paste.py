"""The page on which a table is pasted without JavaScript: what is pasted, and where its first cell goes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.forms.block import LEAVE, MOST_CELLS, NOT_OCCURRING, Placement, place, read_table
from inventories.selectors.grid import Grid

MOST_LETTERS = 200_000
MOST_FAULTS = 20  # told one by one


class PasteForm(forms.Form):
    """A table as copied from a spreadsheet, where it goes, and what a lone dash in it means."""

    first = forms.ChoiceField(label=gettext_lazy("บรรทัดแรกเป็นของแหล่งปล่อย"))
    month = forms.ChoiceField(label=gettext_lazy("ช่องแรกเป็นของเดือน"))
    table = forms.CharField(
        label=gettext_lazy("ตารางที่คัดลอกมา"),
        strip=False,
        max_length=MOST_LETTERS,
        help_text=gettext_lazy(
            "คัดลอกจาก Excel หรือ LibreOffice: หนึ่งบรรทัดต่อหนึ่งแหล่งปล่อย หนึ่งช่องต่อหนึ่งเดือน ไม่รวมหัวตาราง เลขไทยและจุลภาคใช้ได้"
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    dash = forms.ChoiceField(
        label=gettext_lazy("ช่องที่มีแต่เครื่องหมาย - หมายความว่า"),
        choices=((NOT_OCCURRING, gettext_lazy("ไม่มีกิจกรรมในเดือนนั้น")), (LEAVE, gettext_lazy("ยังไม่มีข้อมูล ให้เว้นว่าง"))),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, page: Grid, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        rows = [(str(row.use.pk), plain_name(row.use)) for row in page.rows if row.takes_figures]
        self.fields["first"].choices = rows  # type: ignore[attr-defined]  # a field of choices
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (str(column), thai_month(month)) for column, month in enumerate(page.months, 1)
        ]

    @cached_property
    def placement(self) -> Placement:
        """Return where the values of a valid form go."""
        placement: Placement = self.cleaned_data["placement"]
        return placement

    def clean(self) -> dict[str, Any]:
        """Lay the table over the grid; refuse what is no figure, naming each, and ask what a dash means."""
        data: dict[str, Any] = super().clean() or {}
        row = self.page.row(int(data["first"])) if "first" in data else None
        if row is None or "month" not in data or "table" not in data:
            return data
        table = read_table(data["table"])
        if sum(len(line) for line in table) > MOST_CELLS:
            message = _("ตารางที่วางมีเกิน %(most)s ช่อง โปรดวางทีละส่วน") % {"most": f"{MOST_CELLS:,}"}
            raise ValidationError({"table": message})
        found = place(table, self.page, first=row, column=int(data["month"]), dash=data.get("dash") or LEAVE)
        if found.dashes and not data.get("dash"):
            message = _("มีเครื่องหมาย - อยู่ %(count)s ช่อง โปรดเลือกความหมายของช่องเหล่านั้น") % {"count": found.dashes}
            self.add_error("dash", message)
        for each in found.faults[:MOST_FAULTS]:
            where = f"{plain_name(each.row.use)} {thai_month(each.cell.month)}"
            self.add_error("table", f"{where} ({each.typed.text}): {each.typed.error}")
        if (more := len(found.faults) - MOST_FAULTS) > 0:
            self.add_error("table", _("และอีก %(count)s ช่อง") % {"count": more})
        return data | {"placement": found}
