"""Loading the generated towns through the same doors as anybody's figures, one transaction for each town and year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import CameBy, Inventory, Notation, YearKind
from inventories.selectors.plausibility import owed
from inventories.selectors.plausibility_rules import CHECKED
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.explanations import explain
from inventories.services.generation.additions import Library, additions
from inventories.services.generation.figures import INCLUDED_IN, Figure
from inventories.services.generation.slips import figures, town_year
from inventories.services.generation.sources import sources_of
from inventories.services.generation.tables import YearPlan, tables
from inventories.services.generation.towns import Town, towns_of_province
from inventories.services.inventories import open_year
from inventories.services.path import approve, lock, submit
from inventories.services.sources import add_sources

CREDIT_TH = "ตัวเลขทั้งหมดของเทศบาลนี้สร้างขึ้นเพื่อการสาธิต ไม่ใช่ข้อมูลจริง"
DOOR = CameBy.GENERATED
CREDIT_EN = "All figures of this municipality are generated for demonstration; none of them is real."


@dataclass(slots=True)
class Generated:
    """What a run has seen and added, and whose own figures it has left alone."""

    seen: int = 0
    towns: int = 0
    years: int = 0
    locked: int = 0
    sources: int = 0
    figures: int = 0
    real: list[str] = field(default_factory=list)


def years_to_generate(number: int) -> list[YearPlan]:
    """Return the plans of the newest so many years, oldest first. Raises ValueError for more than there are."""
    plans = sorted(tables().years.values(), key=lambda plan: plan.year)
    if not 0 <= number <= len(plans):
        raise ValueError(f"between 0 and {len(plans)} years can be generated")
    return plans[len(plans) - number :]


def generate_province(
    *, actor: User, years: Iterable[YearPlan], sources: int | None = None, keys: Iterable[str] | None = None
) -> Iterator[tuple[Municipality, Generated]]:
    """Generate what is missing, town by town; yield each town, and what was done in all so far.

    `sources`: so many for each town and year, otherwise as its size asks for. A town that holds an inventory of its
    own is left alone. What is there already is never changed, so that a run continues one that was interrupted.
    """
    plans, library, done = list(years), Library.read(), Generated()
    for municipality, town in towns_of_province(tables(), keys):
        done.seen += 1
        opened = _opened(municipality)
        if opened and municipality.credit_th != CREDIT_TH:
            done.real.append(municipality.key)
            plans_here = []
        else:
            plans_here = [plan for plan in plans if (plan.year, YearKind.CALENDAR) not in opened]
        for plan in plans_here:
            with tenant_scope(municipality):
                _generate(municipality, town, plan, actor=actor, sources=sources, library=library, done=done)
        done.towns += bool(plans_here)
        yield municipality, done


def _opened(municipality: Municipality) -> set[tuple[int, str]]:
    """Return the years that a municipality has, of either kind."""
    with tenant_scope(municipality):
        return set(Inventory.objects.of(municipality).values_list("year", "year_kind"))


def _generate(
    municipality: Municipality,
    town: Town,
    plan: YearPlan,
    *,
    actor: User,
    sources: int | None,
    library: Library,
    done: Generated,
) -> None:
    """Open, fill and perhaps lock one year of one town."""
    _mark(municipality)
    inventory = open_year(
        municipality=municipality,
        actor=actor,
        year=plan.year,
        year_kind=YearKind.CALENDAR,
        gwp_set=library.gwp_sets[plan.gwp_set],
        editions=[library.editions[key] for key in plan.editions],
        filing_date=plan.filing_date,
    )
    planned = sources_of(town, plan.year, tables(), sources)
    added = additions(inventory, planned, actor=actor, library=library)
    uses = add_sources(inventory=inventory, actor=actor, additions=added)
    stand = town_year(town.key, plan, tables())
    cells = [
        (use.source_id, figure)
        for source, use in zip(planned, uses, strict=True)
        for figure in figures(source, stand, tables())
    ]
    tank = next(
        (use.source_id for source, use in zip(planned, uses, strict=True) if source.kind.key == INCLUDED_IN), None
    )
    _record(municipality, actor, cells, tank)
    if stand.locked:
        for flag in owed(inventory):  # a town that has locked a year has checked what was demanded
            explain(inventory=inventory, actor=actor, cell=flag.cell, reason=CHECKED)
        submit(inventory=inventory, actor=actor)
        approve(inventory=inventory, actor=actor)
        lock(inventory=inventory, actor=actor)
    done.years, done.locked = done.years + 1, done.locked + stand.locked
    done.sources, done.figures = done.sources + len(uses), done.figures + len(cells)


def _mark(municipality: Municipality) -> None:
    """Have every page and paper of the town say that its figures are invented. Facts of the town stay as they are."""
    if municipality.credit_th != CREDIT_TH:
        municipality.credit_th, municipality.credit_en = CREDIT_TH, CREDIT_EN
        municipality.save(update_fields=["credit_th", "credit_en"])


def _record(municipality: Municipality, actor: User, cells: list[tuple[int, Figure]], tank: int | None) -> None:
    """Record all figures in one batch, and in a second one what was corrected later.

    `tank`: the source that includes what is said to be included elsewhere.
    """
    typed = [
        AmountChange(
            source,
            figure.month,
            figure.amount,
            figure.notation,
            0,
            figure.estimated,
            elsewhere_id=tank if figure.notation == Notation.ELSEWHERE else None,
            reason=figure.reason,
            came_by=DOOR,
        )
        if figure.typed_first is None
        else AmountChange(source, figure.month, figure.typed_first, came_by=DOOR)
        for source, figure in cells
    ]
    corrected = [
        AmountChange(source, figure.month, figure.amount, based_on=1, reason=figure.reason, came_by=DOOR)
        for source, figure in cells
        if figure.typed_first is not None
    ]
    for batch in (typed, corrected):
        if batch:
            record_amounts(municipality=municipality, actor=actor, changes=batch)
