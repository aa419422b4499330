"""Files as an import keeps them, made by hand: what was read is given, so that these tests are about what becomes of it."""

import io
from decimal import Decimal

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.workbooks.lines import Contents, Given, Line, Word
from inventories.selectors.imports.batches import import_or_404
from inventories.selectors.imports.preview import Preview, preview
from inventories.services.imports.committing import commit
from inventories.services.imports.previewing import choose, keep_preview

MONTHS = [f"2024-{number:02}" for number in range(1, 13)]
FAULT = Word("not_a_number", "ไม่ใช่ตัวเลข", "พิมพ์เป็นตัวเลข")


def given(raw, month="2024-01", *, cell="C3", unit="", **more) -> Given:
    """One cell; a number unless a notation or a fault is given."""
    amount = Decimal(raw) if not {"notation", "fault"} & more.keys() else None
    return Given(cell, raw, month, unit, amount, **more)


def line(label, *cells, number=1, key="", unit="ลิตร", catalogue=(), scope="") -> Line:
    """One row; cells without a unit get the row's."""
    unit_of = tuple(Given(each.cell, each.raw, each.month, each.unit or unit, each.amount, each.notation, each.fault, each.asks) for each in cells)  # fmt: skip
    return Line(number, "แผ่น1", f"A{number + 2}", label, key, unit, scope, catalogue, unit_of)


def whole_year(label, amounts, *, number=1, **more) -> Line:
    """One row with a figure a month."""
    cells = [given(str(amount), month, cell=f"{chr(67 + place)}{number + 2}") for place, (amount, month) in enumerate(zip(amounts, MONTHS, strict=False))]  # fmt: skip
    return line(label, *cells, number=number, **more)


def contents(*lines, **more) -> Contents:
    """A file."""
    said = {"layout": "table", "label": "ตาราง", "year": None, "municipality": ""} | more
    return Contents(lines=tuple(lines), **said)


class Bringing:
    """A file brought to a year by somebody: what would come of it, and its storing."""

    def __init__(self, inventory, actor, file, content=b"PK bytes") -> None:
        self.town, self.inventory, self.actor = inventory.municipality, inventory, actor
        with tenant_scope(self.town):
            self.pk = keep_preview(
                inventory=inventory, actor=actor, file=io.BytesIO(content), name="ไฟล์.xlsx", contents=file
            ).pk

    @property
    def batch(self):
        with tenant_scope(self.town):
            return import_or_404(self.inventory, self.pk)

    def look(self) -> Preview:
        with tenant_scope(self.town):
            found = preview(import_or_404(self.inventory, self.pk))
            for name in (
                "blocks",
                "weight",
                "before",
                "problems",
                "clashes",
                "groups",
                "counts",
                "unplaced",
                "left_out",
                "questions",
            ):
                getattr(found, name)  # read inside the scope
            return found

    def choose(self, **choices) -> "Bringing":
        with tenant_scope(self.town):
            batch = import_or_404(self.inventory, self.pk)
            choose(batch=batch, choices=batch.choices | choices)
        return self

    def commit(self, **more):
        with tenant_scope(self.town):
            batch = import_or_404(self.inventory, self.pk)
            shown = more.pop("shown", None) or preview(batch).digest if batch.waits else ""
            return commit(batch=batch, actor=more.pop("actor", self.actor), shown=shown, **more)
