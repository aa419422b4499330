"""The form of a bill: its head in the order of the paper, its lines, and a table of lines pasted at once."""

from inventories.forms.bill.form import BillForm, initial_of
from inventories.forms.bill.kinds import WORDS
from inventories.forms.bill.paste import Pasted, as_typed, pasted

__all__ = ["WORDS", "BillForm", "Pasted", "as_typed", "initial_of", "pasted"]
