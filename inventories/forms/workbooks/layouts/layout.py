"""What every layout has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from inventories.forms.workbooks.book import Book, Sheet
from inventories.forms.workbooks.collecting import Collector


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table. `finds`: the sheets of a book that are of its kind, by their contents; `reads`: one of them.

    `label` is a lazy translation. `alone`: where it is found, no sheet is offered to another layout.
    """

    key: str
    label: str | Promise
    finds: Callable[[Book, int], Sequence[Sheet]]
    reads: Callable[[Sheet, Collector], None]
    alone: bool = False
