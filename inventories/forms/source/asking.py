"""The parameters within the form of a source: their fields, what they show, what they came to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from inventories.calc.catalogue import METHODS
from inventories.forms.parameters import Block, Part, Wrong, blocks_of, default_of
from inventories.models import Inventory


@dataclass(frozen=True, slots=True)
class Answers:
    """The parameters as the inventory document writes them, and where they come from."""

    parameters: dict[str, Any] = field(default_factory=dict)
    assumptions: dict[str, Any] = field(default_factory=dict)


class Asking:
    """What a form asks of a method's parameters. `current` are those in force, `fixed` those that are told, not asked."""

    def __init__(self, method: str, inventory: Inventory, current: Mapping[str, Any], fixed: Mapping[str, Any]) -> None:
        self.method = method
        self.blocks = [block for block in blocks_of(method, inventory, current) if block.name not in fixed]
        asked = {block.name for block in self.blocks}
        self.untouched = {name: value for name, value in current.items() if name not in asked and name not in fixed}

    def fields(self) -> dict[str, forms.Field]:
        """Return all fields by name."""
        return {name: made for block in self.blocks for name, made in block.fields().items()}

    def initial(self, values: Mapping[str, Any], assumptions: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields show for parameters as they are, or as they are usual."""
        return {name: shown for block in self.blocks for name, shown in block.initial(values, assumptions).items()}

    def read(
        self, cleaned: Mapping[str, Any], errors: Mapping[str, Any], refuse: Callable[[str | None, Any], None]
    ) -> Answers:
        """Return what was answered; `refuse` is told what does not fit together."""
        values, assumptions = dict(self.untouched), dict[str, Any]()
        for block in self._in_order():
            if errors.keys() & block.fields().keys():
                continue
            try:
                reading = block.read(cleaned, values)
            except Wrong as wrong:
                refuse(wrong.field, wrong.sentence)
                continue
            if reading.value is not None:
                values[block.name] = reading.value
            if reading.assumption:
                assumptions[block.name] = dict(reading.assumption)
        self._reasons(cleaned, values, assumptions, refuse)
        return Answers(self._written(values), assumptions)

    def _in_order(self) -> list[Block]:
        """Return the blocks in the order of the method's own list: what others hang on comes first."""
        places = {parameter.name: place for place, parameter in enumerate(METHODS[self.method].parameters)}
        return sorted(self.blocks, key=lambda block: places[block.name])

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters in the order of the method's own list."""
        return {each.name: values[each.name] for each in METHODS[self.method].parameters if each.name in values}

    def _reasons(
        self,
        cleaned: Mapping[str, Any],
        values: Mapping[str, Any],
        assumptions: dict[str, Any],
        refuse: Callable[[str | None, Any], None],
    ) -> None:
        """Keep the reason of a value that is not the standard one; ask for it where nobody is sure of the standard."""
        for block in self.blocks:
            usual = default_of(block.parameter, values)
            if not block.has_reason or usual is None or values.get(block.name, usual) == usual:
                continue
            if reason := cleaned.get(block.reason_key):
                assumptions.setdefault(block.name, {})["reason"] = reason
            elif block.needs_reason:
                sentence = _("โปรดพิมพ์เหตุผลหรือเอกสารที่ทำให้ใช้ “%(name)s” ต่างจากค่ามาตรฐาน %(usual)s")
                refuse(block.reason_key, sentence % {"name": block.label, "usual": self._told(usual)})

    def _told(self, usual: Any) -> str:
        if isinstance(usual, bool):
            return _("ใช่") if usual else _("ไม่ใช่")
        return str(usual)

    def parts(self, bind: Callable[[str], forms.BoundField], *, asked: bool) -> list[Part]:
        """Return the pieces of the page of what is asked up front, or of what may stay folded away."""
        return [part for block in self.blocks if block.asked == asked for part in block.parts(bind)]

    def needs_to_be_seen(self, bind: Callable[[str], forms.BoundField]) -> bool:
        """Say whether anything folded away holds a value or an error."""
        folded = (name for block in self.blocks if not block.asked for name in block.fields())
        return any(bind(name).value() or bind(name).errors for name in folded)
