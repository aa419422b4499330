"""What a landfill is asked: its history, its climate, what its waste holds, and what kind of site it is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from cfo_site.thai import BE
from emission_factors.calc.decimals import NotAPlainDecimal, plain
from emission_factors.models import Confidence
from inventories.calc.methods.schema import ONE, Parameter
from inventories.forms.parameters.blocks.base import OWN, Bind, Block, Part, Reading, Values, Wrong
from inventories.forms.parameters.blocks.shares import Percentages
from inventories.forms.parameters.fields import NumberField, choice_field, read_decimal
from inventories.forms.parameters.history import LONGEST_TEXT, History, WrongHistory, read_history, written
from inventories.selectors.waste import generation, sites, waste_types

PREFILL = "prefill"  # the button that fills in years without records
_LONGEST_HISTORY = 150  # years


class HistoryBlock(Block):
    """The tonnes of each year since the site was opened, and of what they consist where only totals are known."""

    def __init__(self, method: str, parameter: Parameter, last: int) -> None:
        super().__init__(method, parameter)
        self.last = last  # year (CE) in which the inventory ends

    @property
    def shares(self) -> Percentages:
        """Return the fields of the composition."""
        hint = _("ใช้แยกปริมาณรวมเป็นชนิดของขยะ ถ้ากรอกประวัติแยกชนิดแล้ว ไม่ใช้ข้อนี้")
        return Percentages(f"{self.key}__composition", _("องค์ประกอบของขยะที่ฝังกลบ"), hint, required=False)

    def fields(self) -> dict[str, forms.Field]:
        """Return the text, the composition, and what a pre-fill needs."""
        rate = generation()
        return {
            self.key: forms.CharField(
                label=self.label, help_text=str(self.wording.hint), max_length=LONGEST_TEXT, strip=False,
                widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
                error_messages={
                    "required": _("โปรดกรอกประวัติปริมาณขยะ หนึ่งปีต่อหนึ่งบรรทัด หรือให้ระบบประเมินจากประชากร"),
                    "max_length": _("ประวัติยาวเกินไป โปรดวางเฉพาะปีและปริมาณ"),
                },
            ),
            **self.shares.fields(),
            f"{self.key}__from": forms.CharField(label=_("ปีที่เปิดใช้ (พ.ศ.)"), required=False, max_length=20),
            f"{self.key}__people": NumberField(label=_("ประชากรที่ส่งขยะมาที่นี่ (คน)"), required=False),
            f"{self.key}__rate": NumberField(
                label=_("ขยะต่อคนต่อปี (ตัน)"), required=False, above=True,
                help_text=_("เว้นว่างไว้ใช้ %(rate)s (%(source)s · ความเชื่อมั่น%(sure)s)") % {
                    "rate": rate.tonnes, "source": rate.source, "sure": Confidence(rate.confidence).label,
                },
            ),
            f"{self.key}__share": NumberField(
                label=_("ส่วนที่นำมากำจัดที่นี่ (ร้อยละ)"), required=False, high=Decimal(100), help_text=_("เว้นว่างไว้คือ 100"),
            ),
        }  # fmt: skip

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the history as text, and the composition by which its totals were divided."""
        known = assumptions.get(self.name, {})
        shown = self.shares.initial(known.get("preset"), known.get("shares"))
        if self.name in values:
            shown[self.key] = written(known.get("totals", {}), values[self.name], known.get("estimated", ()))
        return shown

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return the deposits by kind of waste; the assumption keeps totals, composition and which years are estimates."""
        try:
            history = read_history(cleaned[self.key], last=self.last)
        except WrongHistory as wrong:
            raise Wrong(self.key, str(wrong)) from wrong
        kept: dict[str, Any] = {"estimated": history.estimated}
        if not history.totals:
            return Reading(history.deposits(None), kept)
        preset, shares = self.shares.read(cleaned)
        kept |= {"preset": preset, "totals": {year: plain(tonnes) for year, tonnes in history.totals.items()}}
        if preset == OWN:
            kept["shares"] = shares
        return Reading(history.deposits(shares), kept)

    def prefilled(self, data: Mapping[str, Any]) -> str:
        """Return the history with the years before its first line filled from the population, marked as estimates.

        `data` is the form as typed. Raises Wrong.
        """
        typed = str(data.get(self.key) or "")
        history = self._typed_so_far(typed)
        people = self._prefill_number(data, "people", _("โปรดพิมพ์จำนวนประชากร เช่น 12,000"))
        rate = self._prefill_number(data, "rate", "", generation().tonnes)
        share = self._prefill_number(data, "share", "", "100")
        opened = self._opened(data)
        until = history.years[0] - 1 if history.years else self.last
        if opened > until:
            sentence = _("ประวัติเริ่มที่ปี %(first)s อยู่แล้ว ไม่มีปีก่อนหน้าที่ต้องประเมิน")
            raise Wrong(f"{self.key}__from", sentence % {"first": until + 1 + BE})
        tonnes = plain(people * rate * share / 100)
        if not history.by_type:
            totals = {str(year): tonnes for year in range(opened, until + 1)}
            made = list(totals)
            totals |= {year: plain(each) for year, each in history.totals.items()}
            return written(totals, {}, [*made, *history.estimated])
        sentence = _("ประวัติแยกชนิดของขยะแล้ว การประเมินจากประชากรใช้ได้กับประวัติที่เป็นปริมาณรวมเท่านั้น")
        raise Wrong(f"{self.key}__from", sentence)

    def _typed_so_far(self, typed: str) -> History:
        if not typed.strip():
            return History()
        try:
            return read_history(typed, last=self.last)
        except WrongHistory as wrong:
            raise Wrong(self.key, str(wrong)) from wrong

    def _opened(self, data: Mapping[str, Any]) -> int:
        text = thai.arabic_digits(str(data.get(f"{self.key}__from") or "")).strip()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0  # noqa: PLR2004 - digits of a year
        year -= BE if year > self.last + 100 else 0
        if not self.last - _LONGEST_HISTORY <= year <= self.last:
            raise Wrong(f"{self.key}__from", _("โปรดพิมพ์ปีที่เปิดใช้เป็น พ.ศ. เช่น 2550"))
        return year

    def _prefill_number(self, data: Mapping[str, Any], name: str, sentence: str, usual: str = "") -> Decimal:
        text = str(data.get(f"{self.key}__{name}") or "").strip() or usual
        try:
            number = read_decimal(text)
        except NotAPlainDecimal:
            number = Decimal(0)
        if not number:
            raise Wrong(f"{self.key}__{name}", sentence or _("โปรดพิมพ์ตัวเลขมากกว่า 0 เช่น %(usual)s") % {"usual": usual})
        return number

    def parts(self, bind: Bind) -> list[Part]:
        """Return the text, the composition, and the pre-fill."""
        rows: list[tuple[Any, Any, Any]] = [
            ("", bind(f"{self.key}__{name}"), "") for name in ("from", "people", "rate", "share")
        ]
        shown = any(bound.errors for _l, bound, _r in rows)
        title = _("ไม่มีบันทึกของปีแรก ๆ: ให้ระบบประเมินจากประชากร")
        return [
            Part("field", bind(self.key)),
            Part("button", title=title, rows=rows, open=shown or not bind(self.key).value()),
            *self.shares.parts(bind),
        ]  # fmt: skip


class ByTypeBlock(Block):
    """A number for each kind of waste in the history: the standard one, or one's own with a reason."""

    @property
    def has_reason(self) -> bool:
        """Ask for the reason of every own value."""
        return True

    @property
    def asked(self) -> bool:
        """Fold it away: there is a standard value for each kind."""
        return False

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of waste that decay."""
        return [key for key, kind in waste_types().items() if kind.decays]

    def fields(self) -> dict[str, forms.Field]:
        """Return a number for each kind, and the reason."""
        made: dict[str, forms.Field] = {}
        for kind in self.kinds:
            label = _("%(name)s ของ%(kind)s") % {"name": self._short, "kind": plain_name(waste_types()[kind])}
            high, above = self.parameter.maximum, self.parameter.above_minimum
            made[f"{self.key}__{kind}"] = NumberField(label=label, required=False, high=high, above=above)
        return {**made, self.reason_key: self.reason_field()}

    @property
    def _short(self) -> str:
        return self.name if self.name == "k" else self.name.upper()

    def standard(self, kind: str, cleaned: Values) -> str:
        """Return the standard value of a kind of waste."""
        return waste_types()[kind].doc

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the own values and their reason."""
        known = assumptions.get(self.name, {})
        own = {f"{self.key}__{kind}": number for kind, number in known.get("own", {}).items()}
        return own | {self.reason_key: known.get("reason", "")}

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return {waste type: number} for the kinds in the history."""
        own = {kind: cleaned[key] for kind in self.kinds if cleaned.get(key := f"{self.key}__{kind}")}
        if own and not cleaned.get(self.reason_key):
            raise Wrong(self.reason_key, _("โปรดพิมพ์เหตุผลหรือเอกสารของค่าที่ใช้แทนค่ามาตรฐาน"))
        kinds = values.get("deposits") or {}
        table = {kind: own.get(kind) or self.standard(kind, cleaned) for kind in kinds}
        used = {kind: number for kind, number in own.items() if kind in kinds}
        return Reading(table, {"own": used, "reason": cleaned[self.reason_key]} if used else {})

    def parts(self, bind: Bind) -> list[Part]:
        """Return the table with the standard values beside it, and the reason."""
        rows: list[tuple[Any, Any, Any]] = [
            (plain_name(waste_types()[kind]), bind(f"{self.key}__{kind}"), self.remark(kind)) for kind in self.kinds
        ]
        shown = any(bound.value() or bound.errors for _l, bound, _r in rows) or bool(bind(self.reason_key).errors)
        title = _("%(name)s ของขยะแต่ละชนิด (เว้นว่างไว้ใช้ค่ามาตรฐาน %(source)s)") % {
            "name": self._short,
            "source": self.wording.source,
        }
        return [Part("table", bind(self.reason_key), title=title, rows=rows, suffix=self.wording.unit, open=shown)]

    def remark(self, kind: str) -> str:
        """Return the standard value with its confidence."""
        found = waste_types()[kind]
        return _("ค่ามาตรฐาน %(value)s · ความเชื่อมั่น%(sure)s") % {
            "value": found.doc,
            "sure": Confidence(found.confidence).label,
        }


class DecayBlock(ByTypeBlock):
    """How fast waste decays, by the climate of the place."""

    @property
    def asked(self) -> bool:
        """Ask for the climate up front."""
        return True

    def fields(self) -> dict[str, forms.Field]:
        """Return the climate, then a number for each kind."""
        choices = [
            ("wet", _("ร้อนชื้น: ฝนตั้งแต่ 1,000 มม. ต่อปี")),
            ("dry", _("ร้อนแห้ง: ฝนน้อยกว่า 1,000 มม. ต่อปี")),
        ]
        climate = choice_field(self.label, choices, hint=f"{self.wording.hint} ({self.wording.source})")
        return {self.key: climate, **super().fields()}

    def standard(self, kind: str, cleaned: Values) -> str:
        """Return the decay of a kind of waste in that climate."""
        return waste_types()[kind].k[cleaned.get(self.key) or "wet"]

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the climate and the own values."""
        climate = assumptions.get(self.name, {}).get("preset")
        return super().initial(values, assumptions) | ({self.key: climate} if climate else {})

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return {waste type: k}, and the climate."""
        reading = super().read(cleaned, values)
        return Reading(reading.value, {"preset": cleaned[self.key], **reading.assumption})

    def parts(self, bind: Bind) -> list[Part]:
        """Return the climate, then the table."""
        return [Part("field", bind(self.key)), *super().parts(bind)]

    def remark(self, kind: str) -> str:
        """Return the standard values of both climates with their confidence."""
        found = waste_types()[kind]
        sure = Confidence(found.confidence).label
        return _("ร้อนชื้น %(wet)s · ร้อนแห้ง %(dry)s · ความเชื่อมั่น%(sure)s") % {
            "wet": found.k["wet"],
            "dry": found.k["dry"],
            "sure": sure,
        }


class SiteBlock(Block):
    """The kind of site, and what it was before it was improved."""

    def fields(self) -> dict[str, forms.Field]:
        """Return the kind of site, the earlier kind and the year of change, and a value of one's own."""
        kinds = [(each.key, f"{plain_name(each)} · MCF {each.mcf}") for each in sites().values()]
        hint = f"{self.wording.hint} ({self.wording.source})"
        return {
            self.key: choice_field(self.label, [*kinds, (OWN, _("ค่าอื่น"))], hint=hint),
            f"{self.key}__own": NumberField(label=_("ค่า MCF อื่น"), required=False, high=ONE),
            f"{self.key}__before": forms.ChoiceField(
                label=_("เดิมเป็น"), required=False, choices=[("", _("เหมือนเดิมตั้งแต่เปิดใช้")), *kinds],
                error_messages={"invalid_choice": _("โปรดเลือกลักษณะเดิมจากรายการ")},
            ),
            f"{self.key}__since": forms.CharField(
                label=_("ปีแรกที่เป็นแบบปัจจุบัน (พ.ศ.)"), required=False, max_length=20
            ),
            self.reason_key: self.reason_field(),
        }  # fmt: skip

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the kinds of site as they are."""
        known = assumptions.get(self.name, {})
        if not known and isinstance(values.get(self.name), str):
            return {self.key: OWN, f"{self.key}__own": values[self.name]}
        names = (("", "preset"), ("__own", "own"), ("__before", "before"))
        shown = {f"{self.key}{end}": known[name] for end, name in names if known.get(name)}
        if known.get("since"):
            shown[f"{self.key}__since"] = str(int(known["since"]) + BE)
        return shown | {self.reason_key: known.get("reason", "")}

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return one MCF, or {year of deposit: MCF} where the site was improved."""
        chosen, own = cleaned[self.key], cleaned.get(f"{self.key}__own")
        before, since = cleaned.get(f"{self.key}__before"), cleaned.get(f"{self.key}__since", "").strip()
        kept: dict[str, Any] = {"preset": chosen}
        if chosen == OWN:
            if not own:
                raise Wrong(f"{self.key}__own", _("โปรดพิมพ์ค่า MCF อื่น ตั้งแต่ 0 ถึง 1"))
            if not cleaned.get(self.reason_key):
                raise Wrong(self.reason_key, _("โปรดพิมพ์เหตุผลหรือเอกสารของค่าที่ใช้แทนค่ามาตรฐาน"))
            kept |= {"own": own, "reason": cleaned[self.reason_key]}
        mcf = own if chosen == OWN else sites()[chosen].mcf
        if not before and not since:
            return Reading(mcf, kept)
        years = sorted({year for table in (values.get("deposits") or {}).values() for year in table})
        changed = self._changed(before, since, years)
        table = {year: (sites()[str(before)].mcf if int(year) < changed else mcf) for year in years}
        return Reading(table, kept | {"before": before, "since": str(changed)})

    def _changed(self, before: str | None, since: str, years: list[str]) -> int:
        if not before:
            raise Wrong(f"{self.key}__before", _("กรอกปีที่ปรับปรุงแล้ว โปรดเลือกว่าเดิมเป็นแบบใด"))
        typed = thai.arabic_digits(since)
        year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0  # noqa: PLR2004
        first, last = (int(years[0]), int(years[-1])) if years else (0, 9999 - BE)
        year -= BE if year > last + 100 else 0
        if not first < year <= last:
            values = {"first": first + 1 + BE, "last": last + BE}
            sentence = _("ปีแรกที่เป็นแบบปัจจุบันต้องอยู่ในประวัติ คือ พ.ศ. %(first)s ถึง %(last)s")
            raise Wrong(f"{self.key}__since", sentence % values)
        return year

    def parts(self, bind: Bind) -> list[Part]:
        """Return the kind of site, then what is seldom needed."""
        names = ("__before", "__since", "__own")
        rows: list[tuple[Any, Any, Any]] = [("", bind(f"{self.key}{end}"), "") for end in names]
        shown = any(bound.value() or bound.errors for _l, bound, _r in rows)
        title = _("ที่กำจัดเคยเป็นแบบอื่นมาก่อน หรือใช้ค่า MCF อื่น")
        return [Part("field", bind(self.key)), Part("pair", bind(self.reason_key), title=title, rows=rows, open=shown)]
