"""The looks of cells: one font, numbers as TGO's forms show them, given figures told from calculated ones."""

from collections.abc import Mapping
from typing import Any

FONT = "Sarabun"
SIZE = 10

_GIVEN = "#1F4E79"  # figures that were given, not calculated
_QUIET = "#595959"
_WARNING = "#9C2B00"
_LINE = "#BFBFBF"
_HEAD = "#E7EDF1"
_SUM = "#F3F6F8"

# 0 is 0: never 0.00, which may be a small number, and never empty
_ZERO_PLAIN = "[=0]0;"
_TWO = f"{_ZERO_PLAIN}#,##0.00"
_EXACT = f"{_ZERO_PLAIN}#,##0.00#######"  # amounts as they were given, up to nine places
_FACTOR = f"{_ZERO_PLAIN}#,##0.0000############"
_CALCULATED = f"{_ZERO_PLAIN}#,##0.0000######"
_RATIO = "[=1]0;#,##0.0000############"
_SIX = f"{_ZERO_PLAIN}#,##0.000000"
_TONNES = f"{_ZERO_PLAIN}#,##0.000000###"  # six places of a kilogram are nine of a tonne

_CELL: dict[str, Any] = {"bottom": 4, "bottom_color": _LINE, "valign": "top"}
_WRAPPED: dict[str, Any] = _CELL | {"text_wrap": True}
_NUMBER: dict[str, Any] = _CELL | {"align": "right", "shrink": True}  # a long number grows small, never ####
_TOTAL: dict[str, Any] = _NUMBER | {"bold": True, "bg_color": _SUM}

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "line": {"font_size": SIZE},
    "mark": {"bold": True, "font_color": _WARNING},
    "quiet": {"font_color": _QUIET},
    "head": {"bold": True, "bg_color": _HEAD, "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "head_left": {"bold": True, "bg_color": _HEAD, "bottom": 1, "text_wrap": True, "valign": "vcenter"},
    "text": _WRAPPED,
    "paragraph": {"text_wrap": True, "valign": "top"},
    "label": {"valign": "top", "bold": True},
    "short": _CELL,
    "unit": _WRAPPED | {"align": "left", "indent": 1},
    "centre": _CELL | {"align": "center"},
    "sum_label": _CELL | {"bold": True, "bg_color": _SUM},
    "given": _NUMBER | {"num_format": _EXACT, "font_color": _GIVEN},
    "estimated": _NUMBER | {"num_format": _EXACT, "font_color": _GIVEN, "italic": True, "bg_color": "#FFF7DF"},
    "notation": _CELL | {"align": "center", "font_color": _QUIET, "shrink": True},
    "amount": _NUMBER | {"num_format": _EXACT},
    "given_factor": _NUMBER | {"num_format": _FACTOR, "font_color": _GIVEN},
    "factor": _NUMBER | {"num_format": _CALCULATED},
    "given_whole": _NUMBER | {"num_format": "#,##0", "font_color": _GIVEN},
    "given_ratio": _NUMBER | {"num_format": _RATIO, "font_color": _GIVEN},
    "ratio": _NUMBER | {"num_format": _RATIO},
    "kg": _NUMBER | {"num_format": _TWO},
    "kg_exact": _NUMBER | {"num_format": _SIX},
    "tonnes": _NUMBER | {"num_format": _TONNES},
    "whole": _NUMBER | {"num_format": "#,##0"},
    "share": _NUMBER | {"num_format": "0.00%"},
    "number": _CELL | {"align": "center", "num_format": "0"},
    "sum_kg": _TOTAL | {"num_format": _TWO},
    "sum_kg_exact": _TOTAL | {"num_format": _SIX},
    "sum_tonnes": _TOTAL | {"num_format": _TONNES},
    "sum_whole": _TOTAL | {"num_format": "#,##0"},
    "sum_share": _TOTAL | {"num_format": "0.00%"},
}

# decimals that a look shows: at least and at most
_PLACES: Mapping[str, tuple[int, int]] = {
    _TWO: (2, 2),
    _EXACT: (2, 9),
    _FACTOR: (4, 16),
    _CALCULATED: (4, 10),
    _RATIO: (4, 16),
    _SIX: (6, 6),
    _TONNES: (6, 9),
    "#,##0": (0, 0),
    "0": (0, 0),
    "0.00%": (2, 2),
}


def places(look: str) -> tuple[int, int]:
    """Return how many decimals a look shows at least and at most."""
    return _PLACES[LOOKS[look]["num_format"]]


class Looks:
    """The looks as formats of one workbook, made when first used."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, look: str, *, quoted: bool = False) -> Any:
        """Return the format of a look. `quoted`: what is typed over in Excel stays a text, whatever it begins with."""
        key = look, quoted
        if key not in self._made:
            properties = {"font_name": FONT, "font_size": SIZE, **LOOKS[look], "quote_prefix": quoted}
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]
