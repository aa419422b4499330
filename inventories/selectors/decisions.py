"""What was decided about a year beside its figures, as the dossier keeps it."""

from typing import Any

from inventories.models import Inventory
from inventories.selectors.apart import apart_for_dossier
from inventories.selectors.boundary import boundary_for_dossier
from inventories.selectors.double_counting import warnings_for_dossier
from inventories.selectors.instruments import instruments_for_dossier
from inventories.selectors.organisation import organisation_for_dossier
from inventories.selectors.quality import quality_for_dossier
from inventories.selectors.screening import screening_for_dossier
from inventories.selectors.sensitivity import sensitivity_for_dossier
from inventories.selectors.upstream import upstream_for_dossier


def decisions(inventory: Inventory) -> dict[str, Any]:
    """Return what was decided or said of a year beside its figures.

    Answers, exclusions, warnings with their reasons, upstream, what the total depends on, tables apart; who answers, who
    keeps the data and how good they are, by which instruments, and which categories of Scope 3 count.
    """
    return {
        "boundary": boundary_for_dossier(inventory),
        "double_counting": warnings_for_dossier(inventory),
        "upstream": upstream_for_dossier(inventory),
        "sensitivity": sensitivity_for_dossier(inventory),
        "apart": apart_for_dossier(inventory),
        "organisation": organisation_for_dossier(inventory),
        "quality": quality_for_dossier(inventory),
        "instruments": instruments_for_dossier(inventory),
        "screening": screening_for_dossier(inventory),
    }
