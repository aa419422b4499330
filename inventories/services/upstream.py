"""Counting how fuels and electricity are come by: the switch of a year, and the lines that follow from it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from cfo_site.templatetags.cfo import plain_name
from inventories import acts, policies
from inventories.models import Category, Inventory, InventorySource, Method, Scope, UpstreamChoice
from inventories.selectors.upstream import UpstreamLine, densities_in_use, derived_uses, plan, upstream_choice
from inventories.services.locking import locked_open
from inventories.services.results import recalculate

PAPER_LANGUAGE = "th"  # labels and notes are printed on papers, whatever the language of the screen


class WrongDensity(policies.Refused):
    """An own density that is not believed, or has no reason."""

    def __init__(self, fuel: str, message: str) -> None:
        super().__init__(message)
        self.fuel = fuel


@transaction.atomic
def count_upstream(
    *, inventory: Inventory, actor: User, densities: Mapping[str, tuple[Decimal, str]], now: dt.datetime | None = None
) -> None:
    """Turn the switch of a draft year on, or change its own densities: {fuel: (kg per litre, reason)}.

    Derives a line from each fuel of Scope 1 and each grid electricity of Scope 2, and calculates them. Raises
    policies.Refused (locked year) and WrongDensity.
    """
    inventory = locked_open(inventory)
    known = densities_in_use(None)
    for fuel, (kg, reason) in densities.items():
        bounds = known[fuel].density
        if not bounds.lowest <= kg <= bounds.highest:
            values = {"fuel": plain_name(bounds), "lowest": bounds.lowest, "highest": bounds.highest}
            message = translation.gettext("ความหนาแน่นของ%(fuel)sต้องอยู่ระหว่าง %(lowest)s ถึง %(highest)s กก./ลิตร")
            raise WrongDensity(fuel, message % values)
        if not reason.strip():
            message = translation.gettext("โปรดระบุว่าความหนาแน่นของ%(fuel)sมาจากเอกสารใด")
            raise WrongDensity(fuel, message % {"fuel": plain_name(bounds)})
    choice = upstream_choice(inventory) or UpstreamChoice(municipality=inventory.municipality, inventory=inventory)
    choice.densities = {fuel: {"ratio": format(kg, "f"), "reason": why} for fuel, (kg, why) in densities.items()}
    choice.chosen_by, choice.chosen_at = actor, now or timezone.now()
    choice.full_clean()
    choice.save()
    count = _derive(inventory, choice)
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.UPSTREAM_COUNTED, subject=f"inventory:{inventory.pk}",
        facts={"year": inventory.token, "count": count, "densities": sorted(densities)}, now=now,
    )  # fmt: skip


@transaction.atomic
def leave_upstream(*, inventory: Inventory, actor: User) -> None:
    """Turn the switch of a draft year off and remove what was derived. Raises policies.Refused."""
    inventory = locked_open(inventory)
    choice = upstream_choice(inventory)
    if choice is None:
        return
    choice.delete()
    InventorySource.objects.of(inventory.municipality).filter(inventory=inventory, parent__isnull=False).delete()
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.UPSTREAM_LEFT, subject=f"inventory:{inventory.pk}",
        facts={"year": inventory.token},
    )  # fmt: skip


def follow(inventory: Inventory, touched: Iterable[InventorySource]) -> None:
    """Bring derived lines up to date after sources of a year were added or changed, inside the caller's transaction.

    Does nothing while the switch is off. Lines that derive from `touched` are calculated afresh in any case.
    """
    if (choice := upstream_choice(inventory)) is not None:
        _derive(inventory, choice, touched=touched)


def _derive(inventory: Inventory, choice: UpstreamChoice, *, touched: Iterable[InventorySource] = ()) -> int:
    """Add, change and remove lines until they are as planned; calculate what is new or changed. Return their number."""
    parents = {use.pk for use in touched}
    with translation.override(PAPER_LANGUAGE):
        wanted = {line.key: line for line in plan(inventory, choice).lines}
    there = {(use.parent_id, use.factor_id): use for use in derived_uses(inventory)}
    gone = [use.pk for key, use in there.items() if key not in wanted]
    InventorySource.objects.of(inventory.municipality).filter(pk__in=gone).delete()
    stale: list[InventorySource] = []
    for key, line in wanted.items():
        use = there.get(key) or InventorySource(municipality=inventory.municipality, inventory=inventory)
        if _write(use, line) or use.parent_id in parents:
            stale.append(use)
    recalculate(inventory, stale)
    return len(wanted)


def _write(use: InventorySource, line: UpstreamLine) -> bool:
    """Make a line say what is planned; return whether that changed anything."""
    parent = line.parent
    fields: dict[str, object] = {
        "parent": parent, "source": parent.source, "scope": Scope.THREE.value, "category": Category.UPSTREAM_ENERGY.value,
        "method": Method.FACTOR.value, "factor": line.factor, "label": line.label, "conversion": line.conversion,
        "boundary_note": line.note, "origin": parent.origin, "first_month": parent.first_month,
        "last_month": parent.last_month, "position": parent.position, "parameters": {},
    }  # fmt: skip
    if use.pk is not None and all(getattr(use, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(use, name, value)
    use.full_clean(exclude=["category_order"])
    use.save()
    return True
