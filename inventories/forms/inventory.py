"""What is asked when a year is opened: first which year, then what it stands on."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import plain_name, thai_date
from emission_factors.models import Edition, GwpSet
from inventories.forms.dates import BuddhistYearField, ThaiDateField
from inventories.models import Approach, Inventory, YearKind
from inventories.selectors.opening import EditionChoice, GwpChoice, Opening, Period, opening
from inventories.selectors.setup import CopySource

EARLIEST = 2550  # before it no Thai municipality kept an inventory
LONGEST_WAIT = 10  # years from the end of a period to its filing


class PeriodForm(forms.Form):
    """Which year, and when it is meant to be filed. The factors that are offered follow from these."""

    year = BuddhistYearField(
        label=_("ปี พ.ศ."),
        help_text=_("ปีของข้อมูล ปีงบประมาณเรียกตามปีที่สิ้นสุด เช่น ต.ค. 2567 – ก.ย. 2568 คือปีงบประมาณ 2568"),
        error_messages={"required": _("โปรดพิมพ์ปี พ.ศ. ของข้อมูล เช่น 2568")},
    )
    year_kind = forms.ChoiceField(
        label=_("รอบปี"),
        choices=YearKind.choices,
        widget=forms.RadioSelect,
        initial=YearKind.CALENDAR,
        error_messages={
            "required": _("โปรดเลือกรอบปี ปีปฏิทินหรือปีงบประมาณ"),
            "invalid_choice": _("โปรดเลือกรอบปี ปีปฏิทินหรือปีงบประมาณ"),
        },
    )
    filing_date = ThaiDateField(
        label=_("วันที่คาดว่าจะยื่น อบก. (ไม่บังคับ)"),
        required=False,
        help_text=_("วัน/เดือน/ปี พ.ศ. หรือ ค.ศ. เช่น 28/9/2569 ใช้เลือกค่า EF ที่ใช้ได้ในวันที่ยื่น ยังไม่ทราบเว้นว่างไว้"),
    )

    def __init__(self, *args: Any, opened: Collection[str], latest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened, self.latest = opened, latest
        self.fields["year"].widget.attrs["inputmode"] = "numeric"

    def clean_year(self) -> int:
        """Return the year if there can be an inventory of it."""
        year: int = self.cleaned_data["year"]
        if not EARLIEST <= year <= self.latest:
            message = _("ปีต้องอยู่ระหว่าง %(first)s ถึง %(last)s โปรดตรวจปี พ.ศ.")
            raise ValidationError(message, code="range", params={"first": EARLIEST, "last": self.latest})
        return year

    def clean(self) -> dict[str, Any]:
        """Check that the year is not open yet and that it is filed after its end."""
        cleaned = super().clean() or self.cleaned_data
        year, kind, filing_date = (cleaned.get(name) for name in ("year", "year_kind", "filing_date"))
        if not year or not kind:
            return cleaned
        if f"{'fy' if kind == YearKind.FISCAL else ''}{year}" in self.opened:
            message = _("เปิดบัญชี%(kind)s %(year)s ไว้แล้ว โปรดเลือกปีอื่น หรือเปิดบัญชีเดิมจากหน้าภาพรวม")
            kind_word = _("ปีงบประมาณ") if kind == YearKind.FISCAL else _("ปี")
            self.add_error("year", ValidationError(message, params={"kind": kind_word, "year": year}))
            return cleaned
        last_day = Period.of(kind, year, None).last_day
        if filing_date and filing_date <= last_day:
            message = _("วันที่คาดว่าจะยื่น %(day)s อยู่ก่อนสิ้นรอบปี (%(last)s) โปรดพิมพ์วันหลังสิ้นรอบปี")
            values = {"day": thai_date(filing_date), "last": thai_date(last_day)}
            self.add_error("filing_date", ValidationError(message, params=values))
        elif filing_date and filing_date.year > last_day.year + LONGEST_WAIT:
            message = _("วันที่คาดว่าจะยื่น %(day)s ห่างจากสิ้นรอบปีเกิน %(years)s ปี โปรดตรวจปี")
            self.add_error(
                "filing_date", ValidationError(message, params={"day": thai_date(filing_date), "years": LONGEST_WAIT})
            )
        return cleaned

    def period(self) -> Period:
        """Return the period of a valid form."""
        return Period.of(self.cleaned_data["year_kind"], self.cleaned_data["year"], self.cleaned_data["filing_date"])


class YearForm(PeriodForm):
    """The whole of it: the period once more (hidden on the page), and what is chosen once for the year."""

    gwp_set = forms.ChoiceField(
        label=_("ชุดค่า GWP"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("โปรดเลือกชุดค่า GWP หนึ่งชุด"),
            "invalid_choice": _("ไม่มีชุดค่า GWP นี้แล้ว โปรดเลือกใหม่จากรายการ"),
        },
    )
    editions = forms.MultipleChoiceField(
        label=_("รุ่นของค่า EF ที่ใช้ในบัญชีนี้"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ตอนเพิ่มแหล่งปล่อย จะเลือกค่า EF ได้จากรุ่นที่ติ๊กไว้เท่านั้น"),
        error_messages={
            "required": _("โปรดเลือกรุ่นของค่า EF อย่างน้อยหนึ่งรุ่น"),
            "invalid_choice": _("ไม่มีรุ่นของค่า EF นี้แล้ว โปรดเลือกใหม่จากรายการ"),
        },
    )
    approach = forms.ChoiceField(
        label=_("แนวทางการกำหนดขอบเขต"),
        choices=Approach.choices,
        widget=forms.RadioSelect,
        initial=Approach.OPERATIONAL,
        help_text=_("เทศบาลส่วนใหญ่ใช้การควบคุมการดำเนินงาน นับทุกกิจการที่เทศบาลสั่งการได้เอง"),
        error_messages={
            "required": _("โปรดเลือกแนวทางการกำหนดขอบเขต"),
            "invalid_choice": _("โปรดเลือกแนวทางการกำหนดขอบเขตจากรายการ"),
        },
    )

    copy_from = forms.ChoiceField(
        label=_("การตั้งค่าเริ่มต้น"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "คัดลอกแหล่งปล่อย ค่าที่ใช้คำนวณ สิ่งที่ไม่รวม และการคำนวณต้นน้ำ ไม่คัดลอกตัวเลขรายเดือน ค่า EF เลือกใหม่จากรุ่นที่ติ๊กไว้ด้านบน"
        ),
        error_messages={"invalid_choice": _("ไม่มีบัญชีปีนี้ให้คัดลอก โปรดเลือกใหม่จากรายการ")},
    )

    def __init__(
        self,
        *args: Any,
        editions: list[Edition],
        gwp_sets: list[GwpSet],
        years: Sequence[CopySource] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._years = {each.inventory.token: each for each in years}
        copied = _("คัดลอกจากบัญชี%(year)s (%(count)s แหล่งปล่อย)")
        self.choices_of("copy_from").choices = [
            *(
                (token, copied % {"year": each.inventory.title, "count": each.sources})
                for token, each in self._years.items()
            ),
            ("", _("เริ่มจากบัญชีว่าง")),
        ]
        self._editions = {edition.key: edition for edition in editions}
        self._gwp_sets = {each.key: each for each in gwp_sets}
        self.choices_of("editions").choices = [(edition.key, plain_name(edition)) for edition in editions]
        self.choices_of("gwp_set").choices = [(each.key, plain_name(each)) for each in gwp_sets]

    def choices_of(self, name: str) -> forms.ChoiceField:
        """Return a field that has choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        return field

    def settled_period(self) -> Period | None:
        """Return the period if it needs no more asking: as suggested from, or as sent and found right."""
        if not self.is_bound:
            return Period.of(self.initial["year_kind"], self.initial["year"], self.initial["filing_date"])
        wrong = {"year", "year_kind", "filing_date"} & self.errors.keys()
        return None if wrong else self.period()

    def second_step(self, period: Period) -> dict[str, Any]:
        """Return what the page of the second step shows of a period; an unbound form begins with what is suggested."""
        offered = opening(period)
        # in the order of the page, so that a link to the group's first box leads to its top
        self.choices_of("editions").choices = [
            (choice.edition.key, plain_name(choice.edition)) for choice in offered.editions
        ]
        if not self.is_bound:
            self.initial["editions"] = [choice.edition.key for choice in offered.editions if choice.suggested]
            self.initial["gwp_set"] = next(
                (choice.gwp_set.key for choice in offered.gwp_sets if choice.suggested), None
            )
            before = (key for key, each in self._years.items() if each.inventory.first_month < period.first_day)
            self.initial["copy_from"] = next(before, "")
        others = self._rows_of_editions(offered, suggested=False)
        return {
            "period": period,
            "opening": offered,
            "suggested_editions": self._rows_of_editions(offered, suggested=True),
            "other_editions": others,
            "other_editions_open": any(box.data["selected"] for box, _choice in others),
            "gwp_sets": self._rows_of_gwp_sets(offered),
        }

    def _rows_of_editions(
        self, opening: Opening, *, suggested: bool
    ) -> list[tuple[forms.boundfield.BoundWidget, EditionChoice]]:
        """Return checkboxes with what is said of each edition: the suggested ones, or the others."""
        boxes = {box.data["value"]: box for box in self["editions"]}
        wanted = [choice for choice in opening.editions if choice.suggested == suggested]
        return [(boxes[choice.edition.key], choice) for choice in wanted]

    def _rows_of_gwp_sets(self, opening: Opening) -> list[tuple[forms.boundfield.BoundWidget, GwpChoice]]:
        """Return radio buttons with what is said of each GWP set."""
        buttons = {button.data["value"]: button for button in self["gwp_set"]}
        return [(buttons[choice.gwp_set.key], choice) for choice in opening.gwp_sets]

    def clean_copy_from(self) -> Inventory | None:
        """Return the year itself, None to begin with nothing."""
        chosen = self._years.get(self.cleaned_data["copy_from"])
        return chosen.inventory if chosen else None

    def clean_gwp_set(self) -> GwpSet:
        """Return the set itself."""
        return self._gwp_sets[self.cleaned_data["gwp_set"]]

    def clean_editions(self) -> list[Edition]:
        """Return the editions themselves."""
        return [self._editions[key] for key in self.cleaned_data["editions"]]
