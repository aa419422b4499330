"""Reading the ledger."""

from collections.abc import Iterator

from django.conf import settings

from cfo_site.accounts.models import Municipality
from cfo_site.ledger import chain
from cfo_site.ledger.models import Chain, Entry


def head(municipality: Municipality | None) -> Chain:
    """Return the head of a chain; an unsaved one at number 0 where nothing was recorded yet."""
    return Chain.objects.of(municipality).first() or Chain(municipality=municipality, last_hash=chain.START)


def exported(municipality: Municipality | None) -> Iterator[dict[str, object]]:
    """Yield a chain's entries as `chain.first_break` reads them."""
    for entry in Entry.objects.of(municipality).order_by("number").iterator():
        yield {
            "number": entry.number,
            "content": entry.content(),
            "previous_hash": entry.previous_hash,
            "hash": entry.hash,
            "seal": entry.seal,
        }


def first_break(municipality: Municipality | None) -> tuple[int, str] | None:
    """Check a whole chain and its head; (number, what is wrong), or None if it holds."""
    if broken := chain.first_break(exported(municipality), key=settings.LEDGER_KEY):
        return broken
    last, at_head = Entry.objects.of(municipality).order_by("-number").first(), head(municipality)
    if (last.number, last.hash) if last else (0, chain.START) != (at_head.last_number, at_head.last_hash):
        return at_head.last_number, "the head of the chain names another last entry"
    return None
