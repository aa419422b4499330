"""The composition of waste: one from the tables, or percentages of one's own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from emission_factors.calc.decimals import plain
from emission_factors.models import Confidence
from inventories.forms.parameters.blocks.base import OWN, Bind, Block, Part, Reading, Values, Wrong
from inventories.forms.parameters.fields import NumberField, choice_field
from inventories.selectors.waste import WHOLE, compositions, waste_types


class Percentages:
    """Fields for a composition under a name: which one, and the percentages where it is one's own."""

    def __init__(self, key: str, label: str, hint: str, *, required: bool = True) -> None:
        self.key, self.label, self.hint, self.required = key, label, hint, required
        self.rows = {f"{key}__{kind}": kind for kind in waste_types()}

    def fields(self) -> dict[str, forms.Field]:
        """Return the choice, then a percentage for each kind of waste."""
        choices = [
            (each.key, _("%(name)s (%(source)s · ความเชื่อมั่น%(sure)s)") % {
                "name": plain_name(each), "source": _(each.source), "sure": Confidence(each.confidence).label,
            })
            for each in compositions().values()
        ]  # fmt: skip
        made: dict[str, forms.Field] = {
            self.key: choice_field(
                self.label,
                [*choices, (OWN, _("ผลการวัดของเทศบาล กรอกร้อยละในตาราง"))],
                hint=self.hint,
                required=self.required,
            )
        }
        for key, kind in self.rows.items():
            label = _("ร้อยละของ%(kind)s") % {"kind": plain_name(waste_types()[kind])}
            made[key] = NumberField(high=WHOLE, label=label, required=False)
        return made

    def initial(self, preset: str | None, shares: Mapping[str, str] | None) -> dict[str, Any]:
        """Return what is shown for a preset, or for shares of one's own."""
        if preset in compositions():
            return {self.key: preset}
        if not shares:
            return {}
        typed = {f"{self.key}__{kind}": plain(Decimal(share) * WHOLE) for kind, share in shares.items()}
        return {self.key: OWN} | typed

    def read(self, cleaned: Values) -> tuple[str, dict[str, str]]:
        """Return (preset or own, {waste type: share}). Raises Wrong where the percentages do not sum to 100."""
        chosen = cleaned.get(self.key, "")
        typed = {kind: Decimal(cleaned[key]) for key, kind in self.rows.items() if cleaned.get(key)}
        if chosen in compositions():
            if typed:
                sentence = _("กรอกร้อยละขององค์ประกอบไว้ แต่เลือกค่ามาตรฐาน โปรดเลือก “ผลการวัดของเทศบาล” หรือล้างร้อยละ")
                raise Wrong(self.key, sentence)
            return chosen, compositions()[chosen].shares
        if not typed:
            raise Wrong(self.key, _("โปรดกรอกร้อยละของขยะแต่ละชนิดให้รวมเป็น 100 หรือเลือกค่ามาตรฐาน"))
        total = sum(typed.values(), Decimal(0))
        if total != WHOLE:
            values = {
                "total": plain(total),
                "rest": plain(abs(WHOLE - total)),
                "way": _("ขาด") if total < WHOLE else _("เกิน"),
            }
            sentence = _("ร้อยละขององค์ประกอบรวมได้ %(total)s %(way)s %(rest)s โปรดแก้ให้รวมเป็น 100 พอดี")
            raise Wrong(self.key, sentence % values)
        return OWN, {kind: plain(percent / WHOLE) for kind, percent in typed.items() if percent}

    def parts(self, bind: Bind) -> list[Part]:
        """Return the choice and the table of percentages."""
        rows: list[tuple[Any, Any, Any]] = [
            (plain_name(waste_types()[kind]), bind(key), "") for key, kind in self.rows.items()
        ]
        shown = bind(self.key).value() == OWN or any(bound.value() or bound.errors for _l, bound, _r in rows)
        title = _("ร้อยละโดยน้ำหนักเปียกของขยะแต่ละชนิด (ผลการวัดของเทศบาล)")
        return [Part("field", bind(self.key)), Part("table", title=title, rows=rows, suffix="%", open=shown)]


class SharesBlock(Block):
    """The composition of what is burnt."""

    @property
    def percentages(self) -> Percentages:
        """Return its fields."""
        return Percentages(self.key, self.label, str(self.wording.hint))

    def fields(self) -> dict[str, forms.Field]:
        """Return the choice and the percentages."""
        return self.percentages.fields()

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return what is shown for the composition as it is."""
        return self.percentages.initial(assumptions.get(self.name, {}).get("preset"), values.get(self.name))

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return the shares, and which composition they are."""
        preset, shares = self.percentages.read(cleaned)
        return Reading(shares, {"preset": preset})

    def parts(self, bind: Bind) -> list[Part]:
        """Return the choice and the table."""
        return self.percentages.parts(bind)
