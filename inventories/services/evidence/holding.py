"""What the acts on evidence have in common: holding a line and its years, and what may no longer be changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from inventories.models import Evidence, EvidenceUse, Inventory, InventorySource
from inventories.models.evidence import LAST_PAGE
from inventories.policies import Refused
from inventories.selectors.evidence.entries import frozen_at
from inventories.selectors.inventories import inventory_sources
from inventories.services.locking import hold_municipality, hold_years


@dataclass(frozen=True, slots=True)
class Place:
    """What a paper is to stand for: a month of a source, or the source over the whole year (month None); on which page."""

    source_id: int
    month: dt.date | None = None
    page: int | None = None


def held(evidence: Evidence, *, besides: Iterable[int] = ()) -> Evidence:
    """Return a line as it is now, held with the years it is in until the transaction ends, and those of sources `besides`.

    Raises Refused where it was cancelled.
    """
    municipality = evidence.municipality
    sources = EvidenceUse.objects.of(municipality).filter(evidence=evidence).values_list("source", flat=True)
    hold_years(municipality, {*sources, *besides})
    hold_municipality(municipality)
    row = Evidence.objects.of(municipality).select_related("file", "municipality").get(pk=evidence.pk)
    if row.is_cancelled:
        raise Refused(_("หลักฐาน %(code)s ถูกยกเลิกแล้ว จึงแก้ไขไม่ได้") % {"code": row.code})
    return row


def use_of(inventory: Inventory, place: Place) -> InventorySource:
    """Return the use of a place's source in a year. Raises Refused where the source or the month is not of that year."""
    uses = list(inventory_sources(inventory).filter(source=place.source_id, parent__isnull=True))
    found = next((use for use in uses if place.month is None or use.counts_in(place.month)), None)
    if found is None:
        raise Refused(_("แหล่งปล่อยหรือเดือนนี้ไม่อยู่ในบัญชีของปี โปรดเลือกจากรายการ"))
    check_page(place)
    return found


def check_page(place: Place) -> None:
    """Refuse a page that no paper has."""
    if place.page is not None and not 1 <= place.page <= LAST_PAGE:
        raise Refused(_("เลขหน้าต้องเป็น 1 ถึง %(last)s") % {"last": LAST_PAGE})


def new_use(evidence: Evidence, place: Place, actor: User, now: dt.datetime) -> EvidenceUse:
    """Return the row, not yet stored, that says what a paper stands for."""
    return EvidenceUse(
        municipality=evidence.municipality,
        evidence=evidence,
        source_id=place.source_id,
        month=place.month,
        page=place.page,
        added_by=actor,
        added_at=now,
    )


def check_not_frozen(row: Evidence) -> None:
    """Refuse to change a line that a locked year has frozen. Raises Refused."""
    uses = EvidenceUse.objects.of(row.municipality).filter(evidence=row)
    _check_before(row.recorded_at, frozen_at(row.municipality, uses, year=row.year))


def check_use_not_frozen(row: Evidence, use: EvidenceUse) -> None:
    """Refuse to change what a line stands for in a locked year that has frozen it. Raises Refused."""
    _check_before(use.added_at, frozen_at(row.municipality, [use], year=row.year))


def _check_before(written: dt.datetime, frozen: dt.datetime | None) -> None:
    if frozen is not None and written <= frozen:
        raise Refused(
            _("หลักฐานนี้อยู่ในบัญชีที่ล็อกฉบับแล้ว จึงแก้ไขไม่ได้ แนบไฟล์ที่ยังไม่มีและเพิ่มหลักฐานใหม่ได้ หรือให้ผู้รับผิดชอบบัญชีเปิดฉบับแก้ไขก่อน")
        )
