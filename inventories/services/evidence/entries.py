"""Lines of the index of evidence: added, changed, given their file, cancelled. None is ever deleted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import User
from cfo_site.language import in_thai
from cfo_site.ledger import services as ledger
from cfo_site.thai import BE
from inventories import acts
from inventories.models import Evidence, EvidenceUse, Inventory
from inventories.policies import Refused
from inventories.selectors.evidence.entries import next_running
from inventories.selectors.evidence.files import withdrawal_of
from inventories.selectors.evidence.kinds import kind_label, kinds
from inventories.services.evidence.files import Kept
from inventories.services.evidence.holding import Place, check_not_frozen, held, new_use, use_of
from inventories.services.locking import hold_municipality, hold_years

FIELDS = ("kind", "number", "issued_on", "issuer", "baht", "kept_at", "note")


@transaction.atomic
def add_evidence(
    *,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    places: Sequence[Place],
    kept: Kept | None = None,
    now: dt.datetime | None = None,
) -> Evidence:
    """Add a line to the index, for one figure or several; its code comes from the first of them.

    The very same sent twice (a number or a file, the same words, the same figures) is one line.
    `fields`: any of FIELDS. `kept`: what `store_file` returned. Also of a locked year: a verifier asks for papers then, and
    they are shown as added later. Raises Refused and ValidationError.
    """
    now = now or timezone.now()
    if not places:
        raise Refused(_("โปรดเลือกแหล่งปล่อยที่เอกสารนี้ใช้เป็นหลักฐาน"))
    municipality = inventory.municipality
    hold_years(municipality, {place.source_id for place in places})
    first, *_others = [use_of(inventory, place) for place in places]
    month = places[0].month
    year, number = (month.year + BE, month.month) if month else (inventory.year, 0)
    hold_municipality(municipality)
    running = next_running(municipality, scope=first.scope, year=year, month=number)
    row = Evidence(
        municipality=municipality,
        scope=first.scope,
        year=year,
        month=number,
        running=running,
        code=Evidence.code_of(first.scope, year, number, running),
        file=kept.file if kept else None,
        file_name=kept.name if kept else "",
        recorded_by=actor,
        recorded_at=now,
    )
    _fill(row, fields)
    row.full_clean(exclude=["municipality", "file", "recorded_by"])
    if there := _the_same(row, places):
        return there
    row.save(force_insert=True)
    uses = [new_use(row, place, actor, now) for place in places]
    if len({(use.source_id, use.month) for use in uses}) != len(uses):
        raise Refused(_("มีเดือนเดียวกันของแหล่งปล่อยเดียวกันซ้ำ โปรดเหลือไว้รายการเดียว"))
    EvidenceUse.objects.bulk_create(uses)
    ledger.append(
        municipality=municipality, actor=actor, act=acts.EVIDENCE_ADDED, subject=f"evidence:{row.pk}",
        facts={
            "year": inventory.token, "code": row.code, "kind": row.kind, "count": len(uses),
            "sha256": kept.file.sha256 if kept else "",
        },
        text=_said(row), now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def change_evidence(
    *, evidence: Evidence, inventory: Inventory, actor: User, fields: Mapping[str, Any], now: dt.datetime | None = None
) -> Evidence:
    """Change what a line says; the ledger keeps what it said before. The same again changes nothing.

    Raises Refused for a cancelled line and for one that a locked year has frozen, and ValidationError.
    """
    row = held(evidence)
    before = {name: getattr(row, name) for name in FIELDS}
    _fill(row, fields)
    changed = [name for name in FIELDS if getattr(row, name) != before[name]]
    if not changed:
        return row
    check_not_frozen(row)
    row.full_clean(exclude=["municipality", "file", "recorded_by", "cancelled_by"])
    row.save(update_fields=changed)
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.EVIDENCE_CHANGED, subject=f"evidence:{row.pk}",
        facts={"year": inventory.token, "code": row.code, "fields": changed},
        text=_differences(row, before, changed), now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def attach_file(
    *, evidence: Evidence, inventory: Inventory, actor: User, kept: Kept, now: dt.datetime | None = None
) -> Evidence:
    """Give a line its file, or another in its place; the earlier one stays where it is kept. The same again is passed over.

    A line of a locked year may be given a file that it had not, or in place of one that was withdrawn, never another.
    Raises Refused.
    """
    row = held(evidence)
    if row.file_id == kept.file.pk:
        return row
    if row.file is not None and withdrawal_of(row.file) is None:
        check_not_frozen(row)
    before = row.file
    row.file, row.file_name = kept.file, kept.name
    row.save(update_fields=["file", "file_name"])
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.EVIDENCE_FILED, subject=f"evidence:{row.pk}",
        facts={
            "year": inventory.token, "code": row.code, "sha256": kept.file.sha256,
            "before": before.sha256 if before else "",
        },
        now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def cancel_evidence(
    *, evidence: Evidence, inventory: Inventory, actor: User, reason: str, now: dt.datetime | None = None
) -> Evidence:
    """Strike out a line that was entered by mistake: it stays in the index with its number, and stands for nothing.

    Raises Refused without a reason, twice, and for a line that a locked year has frozen.
    """
    reason = thai.normalise(reason).strip()
    if not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่ยกเลิก"))
    row = held(evidence)
    check_not_frozen(row)
    row.cancelled_by, row.cancelled_at, row.cancelled_for = actor, now or timezone.now(), reason
    row.clean_fields(exclude=["municipality", "file", "recorded_by", "cancelled_by"])
    row.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_for"])
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.EVIDENCE_CANCELLED, subject=f"evidence:{row.pk}",
        facts={"year": inventory.token, "code": row.code}, text=reason, now=now,
    )  # fmt: skip
    return row


def _the_same(row: Evidence, places: Sequence[Place]) -> Evidence | None:
    """Return the line in force that says the very same: the form was sent twice. Without number and file none is."""
    if not row.number and row.file is None:
        return None
    alike = Evidence.objects.of(row.municipality).filter(
        scope=row.scope, year=row.year, month=row.month, file=row.file, cancelled_at__isnull=True,
        **{name: getattr(row, name) for name in FIELDS},
    )  # fmt: skip
    stands: dict[int, set[tuple[int, dt.date | None, int | None]]] = defaultdict(set)
    for use in EvidenceUse.objects.of(row.municipality).filter(evidence__in=alike):
        stands[use.evidence_id].add((use.source_id, use.month, use.page))
    wanted = {(place.source_id, place.month, place.page) for place in places}
    return next((each for each in alike.order_by("pk") if stands[each.pk] == wanted), None)


def _fill(row: Evidence, fields: Mapping[str, Any]) -> None:
    """Write fields into a line. Raises Refused for a kind that nobody knows."""
    for name in FIELDS:
        if name in fields:
            value = fields[name]
            setattr(row, name, thai.normalise(value).strip() if isinstance(value, str) else value)
    if row.kind not in {kind.key for kind in kinds()}:
        raise Refused(_("โปรดเลือกชนิดเอกสารจากรายการ"))


@in_thai
def _said(row: Evidence) -> str:
    """Return what a line says, for the ledger's erasable text."""
    said = {name: _words(getattr(row, name)) for name in FIELDS if name != "kind"}
    return "\n".join([kind_label(row.kind), *(f"{_label(name)}: {words}" for name, words in said.items() if words)])


@in_thai
def _differences(row: Evidence, before: Mapping[str, Any], changed: Sequence[str]) -> str:
    """Return what a line said before and says now, for the ledger's erasable text."""
    after = {name: getattr(row, name) for name in changed}
    return "\n".join(
        f"{_label(name)}: {_words(before[name], name) or '–'} → {_words(after[name], name) or '–'}" for name in changed
    )


def _label(name: str) -> str:
    return next(str(field.verbose_name) for field in Evidence._meta.fields if field.name == name)  # noqa: SLF001


def _words(value: object, name: str = "") -> str:
    if isinstance(value, dt.date):
        return thai.day_short(value)
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return kind_label(str(value)) if name == "kind" else str(value or "")
