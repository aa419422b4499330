"""Reading raw JSON values: every look at one either gives the value or notes what is wrong with it, once."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from emission_factors.calc.decimals import AMOUNT_PLACES, PLACES, NotAPlainDecimal, parse_amount, parse_decimal, plain
from inventories.calc.faults import Notebook, kind_of, shown

_ALIKE = 0.6


class Reader:
    """Reads the values of one source (or of the document, without a source) and notes faults at their fields."""

    __slots__ = ("_before", "_notebook", "_position", "_source_id", "noted")

    def __init__(self, notebook: Notebook, source_id: str | None = None, position: int = -1) -> None:
        self._notebook = notebook
        self._source_id = source_id
        self._position = position
        self.noted = 0
        # without a usable id a source is named by its place
        self._before = f"sources[{position}]." if source_id is None and position >= 0 else ""

    def note(self, code: str, field: str, cause: str = "", **values: str) -> None:
        """Note a fault at ``field``; see Notebook.note for ``cause``."""
        self.noted += 1
        self._notebook.note(code, self._before + field, self._source_id, self._position, cause, **values)

    def mapping(
        self, raw: object, field: str, required: frozenset[str], optional: frozenset[str]
    ) -> dict[str, object] | None:
        """Return an object with its keys checked, or None where there is no object."""
        if not isinstance(raw, dict):
            self.note("wrong_type", field, expected="an object", found=kind_of(raw))
            return None
        self.keys(raw, field, required, optional)
        return raw

    def keys(self, raw: dict[str, object], field: str, required: frozenset[str], optional: frozenset[str]) -> None:
        """Note unknown and missing keys; one unknown key much like a missing one is one slip, so one fault."""
        missing = required - raw.keys()
        unknown = raw.keys() - required - optional
        if not (missing or unknown):
            return
        before = f"{field}." if field else ""
        for key in sorted(map(str, unknown)):
            meant = _most_alike(key, missing)
            if meant:
                missing -= {meant}
                self.note("unknown_key_for_missing", before + key, missing=meant)
            else:
                self.note("unknown_key", before + key)
        for key in sorted(missing):
            self.note("missing_key", before + key)

    def text(self, raw: Mapping[str, object], key: str, before: str = "") -> str | None:
        """Return a text; None, noted, where it is something else; None, unnoted, where the key is missing."""
        if key not in raw:
            return None
        value = raw[key]
        if isinstance(value, str):
            return value
        self.note("wrong_type", before + key, expected="a string", found=kind_of(value))
        return None

    def name(self, raw: Mapping[str, object], key: str, before: str = "") -> str | None:
        """Return a text that is not empty."""
        value = self.text(raw, key, before)
        if value == "":
            self.note("empty", before + key)
            return None
        return value

    def table(self, raw: object, field: str) -> dict[str, object] | None:
        """Return an object with free keys that has at least one."""
        if not isinstance(raw, dict):
            self.note("wrong_type", field, expected="an object", found=kind_of(raw))
            return None
        if not raw:
            self.note("empty", field)
            return None
        return raw

    def number(self, raw: object, field: str, maximum: Decimal | None = None) -> Decimal | None:
        """Return a plain decimal from 0 to ``maximum``."""
        if not isinstance(raw, str):
            self.note("number_not_string", field, found=kind_of(raw))
            return None
        try:
            value = parse_decimal(raw)
        except NotAPlainDecimal as fault:
            self.note(fault.reason, field, found=shown(raw), places=str(PLACES))
            return None
        if maximum is not None and value > maximum:
            self.note("out_of_range", field, found=shown(raw), range=f"between 0 and {plain(maximum)}")
            return None
        return value

    def amount(self, raw: object, field: str) -> Decimal | None:
        """Return an amount of activity data: a plain decimal with at most 9 places."""
        if not isinstance(raw, str):
            self.note("number_not_string", field, found=kind_of(raw))
            return None
        try:
            return parse_amount(raw)
        except NotAPlainDecimal as fault:
            self.note(fault.reason, field, found=shown(raw), places=str(AMOUNT_PLACES))
            return None


def _most_alike(key: str, missing: Iterable[str]) -> str | None:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a faulty document needs it

    likeness, meant = max(((SequenceMatcher(None, key, each).ratio(), each) for each in missing), default=(0.0, ""))
    return meant if likeness >= _ALIKE else None
