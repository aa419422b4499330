"""What a paper stands for: a source, its months, and the page on which each stands."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.models import Evidence, InventorySource
from inventories.models.evidence import LAST_PAGE
from inventories.services.evidence.holding import Place

_t = gettext_lazy
LONGEST = 8  # digits of a page


class PageField(forms.CharField):
    """A page number, Thai digits too; None where nothing was typed."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self) -> None:
        super().__init__(label=_t("หน้าของไฟล์ (ไม่บังคับ)"), required=False)

    def to_python(self, value: Any) -> Any:
        """Return the number."""
        typed = thai.arabic_digits(super().to_python(value) or "").strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) < LONGEST and 1 <= int(typed) <= LAST_PAGE):
            raise forms.ValidationError(_("เลขหน้าต้องเป็น 1 ถึง %(last)s") % {"last": LAST_PAGE}, code="page")
        return int(typed)


class PlacesForm(forms.Form):
    """A source of the year and any of its months; no month is the whole year."""

    use = forms.ChoiceField(
        label=_t("แหล่งปล่อย"),
        error_messages={"required": _t("โปรดเลือกแหล่งปล่อย"), "invalid_choice": _t("โปรดเลือกแหล่งปล่อยจากรายการ")},
    )
    months = forms.MultipleChoiceField(
        label=_t("เดือน"), required=False, help_text=_t("ไม่เลือกเดือนใดเลย หมายถึงเอกสารของทั้งปี"),
        widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": _t("โปรดเลือกเดือนจากรายการ")},
    )  # fmt: skip
    page = PageField()
    consecutive = forms.BooleanField(label=_t("เดือนละหนึ่งหน้า นับต่อจากหน้านี้"), required=False)

    def __init__(self, *args: Any, uses: Iterable[InventorySource], months: Iterable[dt.date], **more: Any) -> None:
        super().__init__(*args, **more)
        self.by_key = {str(use.pk): use for use in uses if use.parent_id is None}
        self.by_month = {f"{month:%Y-%m}": month for month in months}
        chosen, of = self.fields["use"], self.fields["months"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(of, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [("", _("เลือกแหล่งปล่อย")), *((key, plain_name(use)) for key, use in self.by_key.items())]
        of.choices = [(key, thai_month(month)) for key, month in self.by_month.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse months in which the source has no figure of its own."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        use = self.by_key.get(cleaned.get("use", ""))
        if use is not None:
            off = [self.by_month[key] for key in cleaned.get("months", []) if not use.counts_in(self.by_month[key])]
            if off:
                months = ", ".join(thai_month(month) for month in off)
                self.add_error("months", _("แหล่งปล่อยนี้ไม่มีตัวเลขของเดือน %(months)s") % {"months": months})
        return cleaned

    def places(self) -> list[Place]:
        """Return what the services take as `places`."""
        source, page = self.by_key[self.cleaned_data["use"]].source_id, self.cleaned_data["page"]
        months = [self.by_month[key] for key in self.cleaned_data["months"]]
        if not months:
            return [Place(source, None, page)]
        further = page is not None and self.cleaned_data["consecutive"]
        return [Place(source, month, page + number if further else page) for number, month in enumerate(months)]


class TakeForm(forms.Form):
    """A paper that is in the index already, for one more figure, with its page."""

    paper = forms.ChoiceField(
        label=_t("หลักฐานที่ลงทะเบียนแล้ว"),
        error_messages={"required": _t("โปรดเลือกหลักฐาน"), "invalid_choice": _t("โปรดเลือกหลักฐานจากรายการ")},
    )
    page = PageField()

    def __init__(self, *args: Any, papers: Iterable[tuple[Evidence, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        listed = list(papers)
        self.by_key = {str(each.pk): each for each, _kind in listed}
        chosen = self.fields["paper"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        named = ((each, " · ".join(filter(None, [each.code, kind, each.number, each.issuer]))) for each, kind in listed)
        chosen.choices = [("", _("เลือกหลักฐาน")), *((str(each.pk), name) for each, name in named)]

    def chosen(self) -> Evidence:
        """Return the paper."""
        return self.by_key[self.cleaned_data["paper"]]
