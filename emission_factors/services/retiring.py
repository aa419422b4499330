"""Retiring a factor: it is offered no longer, and stays wherever it was used."""

import datetime as dt

from cfo_site.accounts.models import User
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import services as ledger
from emission_factors import acts
from emission_factors.models import Factor, Retirement


def retire(
    *, factor: Factor, reason: str, retired_on: dt.date, actor: User | None, now: dt.datetime | None = None
) -> Retirement:
    """Retire a factor for good; it comes back only as a row of a newer edition. Raises ValidationError."""
    with every_municipality(reason="the library belongs to no municipality, nor does its entry in the ledger"):
        retirement = Retirement(factor=factor, retired_on=retired_on, reason=reason.strip())
        retirement.full_clean()
        retirement.save(force_insert=True)
        ledger.append(
            municipality=None,
            actor=actor,
            act=acts.FACTOR_RETIRED,
            subject=factor.key,
            facts={"key": factor.key, "edition": factor.edition.key, "retired_on": retired_on.isoformat()},
            text=reason.strip(),
            now=now,
        )
    return retirement
