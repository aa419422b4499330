"""Opening a year."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from emission_factors.models import Edition, GwpSet
from inventories import acts
from inventories.models import Approach, Inventory, InventoryEdition
from inventories.models.inventory import first_month_of
from inventories.selectors.bill_cells import rule_in_force
from inventories.services.setup import copy_setup


@transaction.atomic
def open_year(
    *,
    municipality: Municipality,
    actor: User,
    year: int,
    year_kind: str,
    gwp_set: GwpSet,
    editions: Sequence[Edition],
    approach: str = Approach.OPERATIONAL,
    filing_date: dt.date | None = None,
    copy_from: Inventory | None = None,
    now: dt.datetime | None = None,
) -> Inventory:
    """Open a Buddhist-era year of a municipality, choosing editions and GWP set once for it.

    With `copy_from` the set-up of that year is copied, open or locked; figures are not. Raises ValidationError when the
    year is open already, also when somebody opens it at the same moment, or is out of range.
    """
    inventory = Inventory(
        municipality=municipality,
        year=year,
        year_kind=year_kind,
        first_month=first_month_of(year_kind, year),
        gwp_set=gwp_set,
        approach=approach,
        filing_date=filing_date,
        copied_from=copy_from,
        bill_rule=rule_in_force(municipality),
    )
    inventory.full_clean()
    try:
        with transaction.atomic():
            inventory.save()
    except IntegrityError as twice:  # sent twice at once: the second waited for the first
        message = _("เปิดบัญชี%(year)s ไว้แล้ว โปรดเปิดบัญชีนั้นจากหน้าภาพรวม")
        raise ValidationError(message % {"year": inventory.title}) from twice
    InventoryEdition.objects.bulk_create(
        InventoryEdition(municipality=municipality, inventory=inventory, edition=edition) for edition in editions
    )
    ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.YEAR_OPENED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token,
            "gwp": gwp_set.key,
            "editions": [edition.key for edition in editions],
            "approach": approach,
            "filing_date": filing_date.isoformat() if filing_date else "",
        },
        now=now,
    )
    if copy_from is not None:
        copy_setup(older=copy_from, newer=inventory, actor=actor, now=now or timezone.now())
    return inventory
