"""The parameters of a calculation method: what is asked, how it is said, what was typed."""

from inventories.forms.parameters.blocks import (
    PREFILL,
    PREFIX,
    Block,
    HistoryBlock,
    Part,
    Reading,
    Wrong,
    blocks_of,
)
from inventories.forms.parameters.description import (
    ParameterRow,
    default_of,
    described,
    described_whole,
    in_words,
    parameter_rows,
)
from inventories.forms.parameters.wording import CHOICES, FORMULAS, GUIDES, WORDING, Guide

__all__ = [
    "CHOICES",
    "FORMULAS",
    "GUIDES",
    "PREFILL",
    "PREFIX",
    "WORDING",
    "Block",
    "Guide",
    "HistoryBlock",
    "ParameterRow",
    "Part",
    "Reading",
    "Wrong",
    "blocks_of",
    "default_of",
    "described",
    "described_whole",
    "in_words",
    "parameter_rows",
]
