"""Writing the frozen version of a year: its document and dossier with their hashes."""

import datetime as dt

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.calc import hashing
from inventories.models import Inventory, Snapshot
from inventories.selectors.document import mapping_to_keep
from inventories.selectors.dossier import dossier_mapping
from inventories.selectors.fresh import incomplete_sources
from inventories.selectors.inventories import latest_snapshot
from inventories.selectors.notations import unreasoned
from inventories.selectors.todo import unexplained


def freeze(inventory: Inventory, *, actor: User, now: dt.datetime, reason: str = "") -> Snapshot:
    """Write the next version of a year that is held, with its entry, and return it. Raises policies.Refused.

    What is printed from here on is computed from the frozen document. `reason`: why it supersedes the one before it.
    """
    check_whole(inventory)
    dossier = dossier_mapping(inventory)
    dossier_sha256 = hashing.document_sha256(dossier)
    document = mapping_to_keep(inventory, dossier_sha256=dossier_sha256)
    before = latest_snapshot(inventory)
    snapshot = Snapshot(
        municipality=inventory.municipality,
        inventory=inventory,
        version=before.version + 1 if before else 1,
        document=hashing.canonical_text(document),
        document_sha256=hashing.document_sha256(document),
        dossier=hashing.canonical_text(dossier),
        dossier_sha256=dossier_sha256,
        reason=reason,
        locked_by=actor,
        locked_at=now,
    )
    snapshot.full_clean()
    snapshot.save()
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.YEAR_LOCKED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token,
            "version": snapshot.version,
            "document_sha256": snapshot.document_sha256,
            "dossier_sha256": snapshot.dossier_sha256,
        },
        now=now,
    )
    return snapshot


def check_whole(inventory: Inventory) -> None:
    """Refuse to hand on a year of which something is missing or unexplained."""
    policies.check_complete(
        inventory,
        incomplete=incomplete_sources(inventory),
        unexplained=unexplained(inventory),
        unreasoned=unreasoned(inventory),
    )
