"""Whether the stored bills are still those which the ledger speaks of."""

from collections import defaultdict
from collections.abc import Iterator

from cfo_site.accounts.models import Municipality
from cfo_site.ledger.models import Entry
from inventories import acts
from inventories.models import Bill, BillLine
from inventories.selectors.bill_content import content_sha256


def changed_bills(municipality: Municipality) -> Iterator[str]:
    """Yield each bill that does not say what was recorded, and each act of recording whose bill is gone."""
    recorded = Entry.objects.of(municipality).filter(act=acts.BILL_RECORDED.key)
    entries = {number: facts["sha256"] for number, facts in recorded.values_list("number", "facts")}
    lines: dict[int, list[BillLine]] = defaultdict(list)
    for line in BillLine.objects.of(municipality).order_by("bill_id", "position"):
        lines[line.bill_id].append(line)
    for bill in Bill.objects.of(municipality).order_by("pk"):
        said = entries.pop(bill.entry_number, None)
        if said != content_sha256(bill, lines[bill.pk]):
            yield f"bill {bill.pk}: not as entry {bill.entry_number} says"
    for number in sorted(entries):
        yield f"entry {number}: its bill is gone"
