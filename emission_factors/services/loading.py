"""Loading the library from fixtures: all of it or one folder of editions, in one transaction with its ledger entry."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cfo_site.accounts.models import User
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import services as ledger
from emission_factors import acts
from emission_factors.services.editions import store_editions
from emission_factors.services.reading import Reader
from emission_factors.services.warming import store_aliases, store_blends, store_gwp


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was new."""

    editions: tuple[str, ...] = ()
    factors: int = 0
    gwp_sets: tuple[str, ...] = ()
    blends: int = 0
    sha256: str = ""  # of the new editions' keys and file hashes, one to a line

    @property
    def anything(self) -> bool:
        """Say whether anything was new."""
        return bool(self.editions or self.gwp_sets or self.blends)


def load_library(*, fixtures: Path, actor: User | None = None, now: dt.datetime | None = None) -> Loaded:
    """Load `fixtures`/gwp, /blends and /emission_factors; what is there already must be the same.

    Raises FixtureFault, and then stores nothing.
    """
    with every_municipality(reason="the library belongs to no municipality, nor does its entry in the ledger"):
        gwp = Reader(fixtures / "gwp")
        gwp_sets = store_gwp(gwp)
        blends = store_blends(Reader(fixtures / "blends"))
        store_aliases(gwp)
        loaded = _editions(fixtures / "emission_factors", tuple(each.key for each in gwp_sets), len(blends))
        _record(loaded, actor, now)
    return loaded


def load_editions(*, folder: Path, actor: User | None = None, now: dt.datetime | None = None) -> Loaded:
    """Load the editions of one folder, on top of GWP sets that are there already.

    Raises FixtureFault, and then stores nothing.
    """
    with every_municipality(reason="the library belongs to no municipality, nor does its entry in the ledger"):
        loaded = _editions(folder, (), 0)
        _record(loaded, actor, now)
    return loaded


def _editions(folder: Path, gwp_sets: tuple[str, ...], blends: int) -> Loaded:
    editions, factors = store_editions(Reader(folder))
    lines = "\n".join(f"{edition.key} {edition.sha256}" for edition in editions)
    return Loaded(
        tuple(edition.key for edition in editions),
        factors,
        gwp_sets,
        blends,
        hashlib.sha256(lines.encode()).hexdigest() if editions else "",
    )


def _record(loaded: Loaded, actor: User | None, now: dt.datetime | None) -> None:
    if not loaded.anything:
        return
    ledger.append(
        municipality=None,
        actor=actor,
        act=acts.LIBRARY_LOADED,
        facts={
            "factors": loaded.factors,
            "editions": ", ".join(loaded.editions),
            "gwp_sets": ", ".join(loaded.gwp_sets),
            "blends": loaded.blends,
            "sha256": loaded.sha256,
        },
        now=now,
    )
