"""The blocks of a method's parameters, built from the calculator's own description of them."""

from collections.abc import Mapping
from typing import Any

from inventories.calc.catalogue import METHODS
from inventories.calc.methods.schema import Parameter
from inventories.forms.parameters.blocks.base import OWN, PREFIX, REASON, Block, Part, Reading, Wrong
from inventories.forms.parameters.blocks.landfill import PREFILL, ByTypeBlock, DecayBlock, HistoryBlock, SiteBlock
from inventories.forms.parameters.blocks.shares import SharesBlock
from inventories.forms.parameters.blocks.single import ChoiceBlock, FlagBlock, MonthsBlock, NumberBlock, TextBlock
from inventories.models import Inventory

__all__ = ["OWN", "PREFILL", "PREFIX", "REASON", "Block", "HistoryBlock", "Part", "Reading", "Wrong", "blocks_of"]


def blocks_of(method: str, inventory: Inventory, current: Mapping[str, Any]) -> list[Block]:
    """Return a block for each parameter that a person can give, those asked up front first.

    A year to calculate is not asked: it is the inventory's own. A table that no block can show (by kind of waste for
    what is one number here) has none either: it stays as it is.
    """
    made = (
        _block(method, parameter, inventory, current.get(parameter.name)) for parameter in METHODS[method].parameters
    )
    return sorted((block for block in made if block), key=lambda block: not block.asked)


_SIMPLE: Mapping[str, type[Block]] = {
    "number": NumberBlock,
    "number_or_by_type": NumberBlock,
    "number_or_by_year": SiteBlock,
    "by_type": ByTypeBlock,
    "shares": SharesBlock,
    "choice": ChoiceBlock,
    "flag": FlagBlock,
}


def _block(method: str, parameter: Parameter, inventory: Inventory, value: Any) -> Block | None:
    if parameter.name == "k":
        return DecayBlock(method, parameter)
    if parameter.shape == "number_or_by_type" and isinstance(value, dict):
        return None
    match parameter.shape:
        case "number_or_by_month":
            return MonthsBlock(method, parameter, inventory.month_list)
        case "deposits":
            return HistoryBlock(method, parameter, inventory.last_day.year)
        case "text":
            return TextBlock(method, parameter, inventory.gwp_set)
    made = _SIMPLE.get(parameter.shape)
    return made(method, parameter) if made else None
