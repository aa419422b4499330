"""What was ticked on the page of a copied set-up."""

from django.http import QueryDict

from inventories.selectors.setup import Setup

ALL = "all"


def read_confirmed(data: QueryDict, setup: Setup) -> tuple[list[int], list[int]]:
    """Return which sources and which exclusions are confirmed: all that wait, or those ticked; nothing else is read."""
    everything = data.get("act") == ALL
    uses, left_out = set(data.getlist("use")), set(data.getlist("exclusion"))
    return (
        [each.use.pk for each in setup.waiting if everything or str(each.use.pk) in uses],
        [each.pk for each in setup.exclusions if everything or str(each.pk) in left_out],
    )
