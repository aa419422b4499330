"""Reading raw JSON values: every look at one either gives the value or notes what is wrong with it, once."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from emission_factors.calc.decimals import PLACES, NotAPlainDecimal, parse_decimal, plain
from inventories.calc.faults import Notebook, kind_of, shown

_ALIKE = 0.6
_NONE: frozenset[str] = frozenset()


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
        """Note a fault at ``field`` ("": the whole source or document); see Notebook.note for ``cause``."""
        self.noted += 1
        where = self._before + field if field else self._before.rstrip(".") or "document"
        self._notebook.note(code, where, self._source_id, self._position, cause, **values)

    def mapping(
        self, raw: object, field: str, required: frozenset[str], optional: frozenset[str]
    ) -> dict[str, object] | None:
        """Return an object with its keys checked, or None where there is no object."""
        if not isinstance(raw, dict):
            self.note("wrong_type", field, expected="an object", found=kind_of(raw))
            return None
        meant = self.unknown_keys(raw, field, required | optional)
        self.missing_keys(raw, field, required - meant)
        return raw

    def unknown_keys(self, raw: dict[str, object], field: str, known: frozenset[str]) -> frozenset[str]:
        """Note unknown keys; return the absent keys that are there under a misspelt name.

        A misspelt key is one fault: what the absent one would have said is unknown, not missing.
        """
        unknown = raw.keys() - known
        if not unknown:
            return _NONE
        before = f"{field}." if field else ""
        meant: set[str] = set()
        for key in sorted(map(str, unknown)):
            alike = _most_alike(key, known - raw.keys() - meant)
            if alike:
                meant.add(alike)
                self.note("misspelt_key", before + key, meant=alike)
            else:
                self.note("unknown_key", before + key)
        return frozenset(meant)

    def missing_keys(self, raw: dict[str, object], field: str, required: frozenset[str]) -> None:
        """Note missing keys; an object without any key lacks all it needs at once."""
        missing = sorted(required - raw.keys())
        before = f"{field}." if field else ""
        if not raw and len(missing) > 1:
            self.note("missing_keys", field, missing=", ".join(missing))
            return
        for key in missing:
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


def _most_alike(key: str, absent: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - only a faulty document needs it

    return next(iter(get_close_matches(key, sorted(absent), n=1, cutoff=_ALIKE)), None)
