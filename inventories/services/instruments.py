"""Writing instruments and their calibrations. They belong to sources: a locked year keeps what its dossier froze."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.models import Calibration, Instrument
from inventories.services.locking import hold_municipality

FIELDS = ("source", "name", "serial", "accuracy")
OF_CALIBRATION = ("calibrated_on", "valid_to", "paper")


@transaction.atomic
def save_instrument(
    *,
    municipality: Municipality,
    actor: User,
    fields: Mapping[str, Any],
    instrument: Instrument | None = None,
    now: dt.datetime | None = None,
) -> Instrument:
    """Add an instrument, or change one (FIELDS). Raises ValidationError, such as for a number that the source has already."""
    hold_municipality(municipality)
    rows = Instrument.objects.of(municipality)
    row = rows.get(pk=instrument.pk) if instrument else Instrument(municipality=municipality)
    changed = [name for name in FIELDS if instrument is None or getattr(row, name) != fields[name]]
    if not changed:
        return row
    for name in FIELDS:
        setattr(row, name, fields[name])
    if rows.filter(source=row.source, serial=row.serial).exclude(pk=row.pk).exists():
        raise ValidationError({"serial": _("แหล่งปล่อยนี้มีเครื่องมือหมายเลขนี้แล้ว โปรดบันทึกการสอบเทียบครั้งใหม่ที่เครื่องมือเดิม")})
    row.changed_by, row.changed_at = actor, now or timezone.now()
    row.full_clean()
    row.save()
    act = acts.INSTRUMENT_CHANGED if instrument else acts.INSTRUMENT_ADDED
    ledger.append(
        municipality=municipality, actor=actor, act=act, subject=f"instrument:{row.pk}",
        facts={"number": row.pk, "source": row.source_id}, text=f"{row.name} {row.serial}", now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def add_calibration(
    *, instrument: Instrument, actor: User, fields: Mapping[str, Any], now: dt.datetime | None = None
) -> Calibration:
    """Write down a calibration (OF_CALIBRATION). Raises ValidationError, also for a second one of the same day."""
    hold_municipality(instrument.municipality)
    rows = Calibration.objects.of(instrument.municipality).filter(instrument=instrument)
    row = Calibration(municipality=instrument.municipality, instrument=instrument, recorded_by=actor)
    for name in OF_CALIBRATION:
        setattr(row, name, fields[name])
    if rows.filter(calibrated_on=row.calibrated_on).exists():
        raise ValidationError({"calibrated_on": _("บันทึกการสอบเทียบของวันนี้ไว้แล้ว หากผิดให้ลบรายการเดิมก่อน")})
    row.recorded_at = now or timezone.now()
    row.full_clean()
    row.save()
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.CALIBRATED, subject=f"instrument:{instrument.pk}",
        facts={
            "number": instrument.pk, "calibrated_on": row.calibrated_on.isoformat(),
            "valid_to": row.valid_to.isoformat(),
        },
        text=row.paper, now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def remove_calibration(
    *, instrument: Instrument, calibration: int, actor: User, now: dt.datetime | None = None
) -> None:
    """Remove a calibration that was entered by mistake; the ledger keeps that it was there. Raises policies.Refused."""
    hold_municipality(instrument.municipality)
    row = Calibration.objects.of(instrument.municipality).filter(instrument=instrument, pk=calibration).first()
    if row is None:
        raise policies.Refused(_("รายการนี้ถูกลบไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.CALIBRATION_REMOVED, subject=f"instrument:{instrument.pk}",
        facts={"number": instrument.pk, "calibrated_on": row.calibrated_on.isoformat()}, text=row.paper, now=now,
    )  # fmt: skip
    row.delete()
