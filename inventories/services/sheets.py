"""Keeping a calculation sheet with the figure it came to, and stating a municipality's working days."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.calc.hashing import document_sha256
from inventories.calc.sheets.catalogue import calculate
from inventories.calc.sheets.reading import without_idle_rows
from inventories.calc.sheets.schema import Inputs, Sheet
from inventories.models import CalculationSheet, CameBy, InventorySource, WorkingDays
from inventories.policies import Refused
from inventories.selectors.sheets import days_of, offered_for, sheet_in_force
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts


@transaction.atomic
def record_sheet(
    *,
    use: InventorySource,
    month: dt.date,
    actor: User,
    sheet: Sheet,
    inputs: Inputs,
    based_on: int,
    note: str = "",
    now: dt.datetime | None = None,
) -> CalculationSheet:
    """Compute a month's amount, record it through `record_amounts` and keep the sheet with that revision: all or none.

    The same sheet again (a second click) changes nothing and returns the one that is there. Raises Refused, ChangedSince
    (somebody changed the figure meanwhile) and calc.sheets.reading.Faults.
    """
    if sheet not in offered_for(use):
        raise Refused(_("ใบคำนวณนี้ใช้กับแหล่งปล่อยนี้ไม่ได้ โปรดเลือกใบคำนวณจากหน้าของแหล่งปล่อย"))
    now = now or timezone.now()
    source = use.source
    kept = without_idle_rows(sheet, inputs, unit=sheet.counts_in(source.unit) or source.unit)
    working = calculate(sheet, kept, unit=source.unit, days=days_of(month))
    new = CalculationSheet(
        municipality=use.municipality,
        kind=sheet.kind,
        version=sheet.version,
        unit=source.unit,
        inputs=kept,
        inputs_sha256=document_sha256(kept),
        working=working.as_mapping(),
        result=working.amount,
        note=note,
        recorded_by=actor,
        recorded_at=now,
    )
    if there := _the_same(use, month, new):
        return there
    change = AmountChange(
        source.pk,
        month,
        working.amount,
        based_on=based_on,
        estimated=working.estimated,
        came_by=CameBy.SHEET,
        afresh=True,
    )
    try:
        (new.revision,) = record_amounts(municipality=use.municipality, actor=actor, changes=[change], now=now)
    except ChangedSince:
        if there := _the_same(use, month, new):  # the same form was sent twice at once
            return there
        raise
    entry = ledger.append(
        municipality=use.municipality,
        actor=actor,
        act=acts.SHEET_KEPT,
        subject=f"amount_revision:{new.revision.pk}",
        facts={
            "kind": new.kind,
            "version": new.version,
            "source": source.pk,
            "month": f"{month:%Y-%m}",
            "number": new.revision.number,
            "result": plain(working.amount),
            "inputs_sha256": new.inputs_sha256,
        },
        now=now,
    )
    new.entry_number = entry.number
    new.clean_fields(exclude=["municipality", "revision", "recorded_by"])
    new.save(force_insert=True)
    return new


def _the_same(use: InventorySource, month: dt.date, new: CalculationSheet) -> CalculationSheet | None:
    """Return the sheet of the figure in force where it says the very same as a new one."""
    there = sheet_in_force(use, month)
    same = there and all(
        getattr(there, name) == getattr(new, name)
        for name in ("kind", "version", "unit", "inputs_sha256", "working", "result", "note")
    )
    return there if same else None


@transaction.atomic
def state_working_days(
    *, municipality: Municipality, actor: User, month: dt.date, days: int | None, reason: str = ""
) -> WorkingDays | None:
    """State how many days the municipality works in a month; None goes back to the calendar.

    Figures that were computed before keep their days. Saying what is stated already records nothing.
    """
    stated = WorkingDays.objects.of(municipality).select_for_update().filter(month=month).first()
    if days is None:
        if stated is not None:
            stated.delete()
            ledger.append(
                municipality=municipality,
                actor=actor,
                act=acts.WORKING_DAYS_WITHDRAWN,
                facts={"month": f"{month:%Y-%m}"},
            )
        return None
    if stated is None:
        stated = WorkingDays(municipality=municipality, month=month, days=days, reason=reason)
        stated.full_clean(validate_constraints=False)  # the database alone knows of a row that is being written
        try:
            with transaction.atomic():
                stated.save(force_insert=True)
        except IntegrityError:
            if not WorkingDays.objects.of(municipality).filter(month=month).exists():
                raise
            # Sent twice at once: the second waited for the first, and finds what that has said.
            return state_working_days(municipality=municipality, actor=actor, month=month, days=days, reason=reason)
    elif (stated.days, stated.reason) == (days, reason):
        return stated
    else:
        stated.days, stated.reason = days, reason
        stated.full_clean()
        stated.save()
    ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.WORKING_DAYS_STATED,
        subject=f"working_days:{stated.pk}",
        facts={"month": f"{month:%Y-%m}", "days": days},
        text=reason,
    )
    return stated
