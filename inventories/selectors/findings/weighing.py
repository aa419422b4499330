"""What stands in the way of a statement: findings that are not closed, and differences left uncorrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from inventories.calc import document
from inventories.calc.misstatement import Weighed, weigh
from inventories.calc.result import Result, calculate
from inventories.models import (
    Finding,
    FindingAct,
    FindingKind,
    FindingOutcome,
    FindingState,
    Inventory,
    Snapshot,
    Verification,
)
from inventories.selectors.findings.register import Standing, register

PER_TONNE = 1000


@dataclass(frozen=True, slots=True)
class Uncorrected:
    """A difference that stays in the inventory: tCO2e, positive where it states too much, and the verifier's reason."""

    finding: Finding
    effect: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a statement of a frozen version can be made."""

    snapshot: Snapshot
    result: Result
    standings: Sequence[Standing]
    uncorrected: list[Uncorrected]
    weighed: Weighed

    @property
    def open_findings(self) -> list[Standing]:
        """Return the CARs and CLs that are not closed."""
        kinds = {FindingKind.CAR, FindingKind.CL}
        return [each for each in self.standings if each.finding.kind in kinds and each.is_unsettled]

    @property
    def open_names(self) -> list[str]:
        """Return what they are called."""
        return [each.name for each in self.open_findings]

    @property
    def remaining_far(self) -> list[Standing]:
        """Return the FARs that go on into the next year."""
        return [each for each in self.standings if each.finding.kind == FindingKind.FAR and each.is_unsettled]

    @property
    def can_be_stated(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self.open_findings and not self.weighed.is_material


def readiness(inventory: Inventory, verification: Verification, snapshot: Snapshot) -> Readiness:
    """Return what a statement of a frozen version stands on; what was left is weighed against that version's total."""
    result = calculate(document.parse(snapshot.document))
    standings = register(inventory)
    uncorrected = [found for each in standings if (found := _uncorrected(each)) is not None]
    total = result.scope_1_2_3.kgco2e / PER_TONNE
    weighed = weigh([each.effect for each in uncorrected], total=total, percent=verification.materiality)
    return Readiness(snapshot, result, standings, uncorrected, weighed)


def _uncorrected(standing: Standing) -> Uncorrected | None:
    """Return what a finding leaves in the inventory: closed as left, or an observation or FAR of this year with an effect."""
    finding, last = standing.finding, standing.last
    if standing.carried or standing.state == FindingState.WITHDRAWN:
        return None
    if last is not None and last.act == FindingAct.CLOSE:
        left = last.outcome == FindingOutcome.LEFT and last.effect is not None
        return Uncorrected(finding, last.effect, last.text) if left and last.effect else None
    if finding.kind in {FindingKind.OBS, FindingKind.FAR} and finding.effect:
        return Uncorrected(finding, finding.effect, finding.text)
    return None
