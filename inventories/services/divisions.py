"""Changing a division: its name, whom to write to and whom to ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Division

FIELDS = ("name_th", "email", "reminds", "addressee", "contact")


@transaction.atomic
def save_division(
    *, municipality: Municipality, actor: User, fields: dict[str, Any], division: Division | None = None
) -> Division:
    """Add a division, or change one; what does not differ is no change. `fields` holds those of FIELDS.

    Raises ValidationError, such as for a name that another division of the municipality has.
    """
    rows = Division.objects.of(municipality)
    if division is None:
        saved, changed = Division(municipality=municipality, position=rows.count()), list(FIELDS)
    else:
        saved = rows.select_for_update().get(pk=division.pk)
        changed = [name for name in FIELDS if getattr(saved, name) != fields[name]]
        if not changed:
            return saved
    for name in FIELDS:
        setattr(saved, name, fields[name])
    if rows.exclude(pk=saved.pk).filter(name_th=saved.name_th).exists():
        raise ValidationError({"name_th": _("มีกองชื่อนี้แล้ว โปรดใช้ชื่ออื่น หรือแก้กองที่มีอยู่")})
    saved.full_clean()
    saved.save()
    subject = f"division:{saved.pk}"
    if division is None:
        ledger.append(municipality=municipality, actor=actor, act=acts.DIVISION_ADDED, subject=subject)
    else:
        facts: dict[str, object] = {"division": saved.pk, "fields": ", ".join(sorted(changed))}
        ledger.append(municipality=municipality, actor=actor, act=acts.DIVISION_CHANGED, subject=subject, facts=facts)
    return saved
