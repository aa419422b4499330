"""What was decided about a year beside its figures, as the dossier keeps it."""

from typing import Any

from inventories.models import Inventory
from inventories.selectors.boundary import boundary_for_dossier
from inventories.selectors.double_counting import warnings_for_dossier
from inventories.selectors.upstream import upstream_for_dossier


def decisions(inventory: Inventory) -> dict[str, Any]:
    """Return answers, exclusions and warnings with their reasons."""
    return {
        "boundary": boundary_for_dossier(inventory),
        "double_counting": warnings_for_dossier(inventory),
        "upstream": upstream_for_dossier(inventory),
    }
