"""One municipality, one year, its figures."""

from django.apps import AppConfig


class InventoriesConfig(AppConfig):
    """Inventories, sources, monthly activity data."""

    name = "inventories"

    def ready(self) -> None:
        """Make the acts known to the ledger, and who can say whether the rows they speak of are unchanged."""
        from cfo_site.ledger.witnesses import register
        from inventories import act_words, acts  # noqa: F401  # registering is the point
        from inventories.selectors import witnesses
        from inventories.selectors.bill_witness import changed_bills
        from inventories.selectors.evidence import witness as evidence
        from inventories.selectors.sampling.witness import changed_samples

        for witness in (
            witnesses.changed_figures,
            witnesses.changed_explanations,
            witnesses.changed_sheets,
            witnesses.changed_snapshots,
            witnesses.changed_submissions,
            evidence.changed_files,
            changed_bills,
            changed_samples,
        ):
            register(witness)
