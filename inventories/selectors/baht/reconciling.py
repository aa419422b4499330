"""Reconciliation in baht of a year: bills and papers against the ledger accounts of the treasury."""

import json
from collections import defaultdict
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from inventories.calc.baht import Comparison, Outcome, total
from inventories.models import BahtExplanation, Evidence, Inventory, MoneyKind, TreasuryAccount
from inventories.selectors.baht.lines import Account, OfMoney, Rate
from inventories.selectors.baht.papers import Paper, Papers, papers_by_money
from inventories.selectors.evidence.entries import of_year
from inventories.selectors.inventories import latest_snapshot
from inventories.selectors.registers.rules import baht_difference

KEY = "baht"  # of the dossier


def money_or_404(value: str) -> MoneyKind:
    """Return the kind of money that an address names, or answer 404."""
    try:
        return MoneyKind(value)
    except ValueError:
        raise Http404 from None


def accounts_of(inventory: Inventory) -> QuerySet[TreasuryAccount]:
    """Return the accounts entered for a year, in their order."""
    rows = TreasuryAccount.objects.of(inventory.municipality).filter(inventory=inventory)
    return rows.select_related("evidence", "inventory", "municipality").order_by("kind", "number")


def account_or_404(inventory: Inventory, pk: int) -> TreasuryAccount:
    """Return an account of a year, or answer 404."""
    found = accounts_of(inventory).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def papers_of_accounts(inventory: Inventory) -> list[Evidence]:
    """Return the lines of a year's index that an account's paper can be."""
    return list(of_year(inventory).filter(cancelled_at__isnull=True).order_by("code"))


def baht_in_force(inventory: Inventory) -> list[OfMoney]:
    """Return the reconciliation that stands for a year: as it was locked, else as bills and accounts are now."""
    if inventory.is_locked and (snapshot := latest_snapshot(inventory)) is not None:
        said = json.loads(snapshot.dossier).get(KEY)
        if said is not None:
            return [OfMoney.from_mapping(each) for each in said]
    return baht_reconciliation(inventory)


def baht_reconciliation(inventory: Inventory) -> list[OfMoney]:
    """Return the reconciliation of a year as bills and accounts are now, in a fixed number of queries."""
    papers = papers_by_money(inventory)
    accounts: dict[str, list[Account]] = defaultdict(list)
    for row in accounts_of(inventory):
        code = row.evidence.code if row.evidence else ""
        accounts[row.kind].append(Account(row.pk, row.number, row.name, row.baht, row.paper, code, row.evidence_id))
    rows = BahtExplanation.objects.of(inventory.municipality).filter(inventory=inventory)
    newest = {row.kind: row for row in rows.order_by("number")}
    return [_of(kind, papers[kind], accounts[kind], newest.get(kind)) for kind in MoneyKind.values]


def open_baht(inventory: Inventory) -> list[OfMoney]:
    """Return the kinds of money whose difference waits for an explanation."""
    return [each for each in baht_in_force(inventory) if each.outcome is Outcome.OPEN]


def _of(kind: str, papers: Papers, accounts: list[Account], said: BahtExplanation | None) -> OfMoney:
    of_bills = total(paper.baht for paper in papers.bills)
    of_papers = total(paper.baht for paper in papers.others)
    comparison = Comparison(total([of_bills, of_papers]), total(account.baht for account in accounts))
    holds = said is not None and (said.papers, said.ledger) == (comparison.papers, comparison.ledger)
    every = [*papers.bills, *papers.others]
    return OfMoney(
        kind=kind,
        bills=sum(paper.baht is not None for paper in papers.bills),
        papers=sum(paper.baht is not None for paper in papers.others),
        silent=sum(paper.baht is None for paper in every),
        unclear=papers.unclear,
        bare=papers.bare,
        of_bills=of_bills,
        of_papers=of_papers,
        comparison=comparison,
        accounts=accounts,
        rates=_rates(every),
        threshold=baht_difference(),
        explanation=said.text if said is not None and holds else "",
        explained_by=said.explained_by_id if said is not None and holds else None,
        explained_at=said.explained_at.isoformat() if said is not None and holds else "",
    )


def _rates(papers: list[Paper]) -> list[Rate]:
    """Return baht by unit of the papers that say both, unit by unit."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for paper in papers:
        if paper.baht is not None and paper.units is not None:
            units, baht = sums.get(paper.unit, (Decimal(0), Decimal(0)))
            sums[paper.unit] = (units + paper.units, baht + paper.baht)
    return [Rate(unit, units, baht) for unit, (units, baht) in sorted(sums.items())]
