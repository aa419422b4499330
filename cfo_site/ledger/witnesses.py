"""Who can say that stored rows are still those which the ledger's entries speak of. Each app registers its own."""

from collections.abc import Callable, Iterable, Iterator

from cfo_site.accounts.models import Municipality

# Yields a sentence, in English for the administrator, for each thing that is not as the ledger says.
Witness = Callable[[Municipality], Iterable[str]]
_WITNESSES: list[Witness] = []


def register(witness: Witness) -> Witness:
    """Add a witness and return it."""
    _WITNESSES.append(witness)
    return witness


def contradictions(municipality: Municipality) -> Iterator[str]:
    """Yield what the stored rows of a municipality say against its ledger."""
    for witness in _WITNESSES:
        yield from witness(municipality)
