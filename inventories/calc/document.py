"""The inventory document ``cfo-inventory/1``: read and checked as a whole, or refused with all its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import localcontext

from emission_factors.calc.decimals import WORKING
from emission_factors.calc.gases import GwpSet
from inventories.calc import jsontext, lineage
from inventories.calc.amounts import SEVERAL
from inventories.calc.basis import Basis, read_basis
from inventories.calc.faults import Fault, Faults, Notebook, kind_of, make, shown
from inventories.calc.hashing import document_sha256
from inventories.calc.period import Period
from inventories.calc.reading import Reader
from inventories.calc.source import Source, descend, read_source

__all__ = ["FORMAT", "Document", "Fault", "Faults", "from_mapping", "parse"]

FORMAT = "cfo-inventory/1"

_REQUIRED = frozenset({"format", "municipality", "period", "gwp", "sources"})
_OPTIONAL = frozenset({"blends", "waste_types", "form_edition", "dossier_sha256"})
_MUNICIPALITY = frozenset({"key", "name_th", "name_en"})


@dataclass(frozen=True, slots=True)
class Document:
    """An inventory document without fault: it can be calculated, and its sha256 names it."""

    municipality: Mapping[str, str]
    period: Period
    gwp: GwpSet
    sources: tuple[Source, ...]
    form_edition: str
    dossier_sha256: str
    sha256: str


def parse(text: str) -> Document:
    """Return the document written in ``text``.

    Raises Faults with one entry per cause: no JSON, keys written twice, unknown or missing keys, numbers that are not
    strings of plain decimals, and everything else the inventory document forbids.
    """
    notebook = Notebook()
    return _read(jsontext.decode(text, notebook), notebook)


def from_mapping(mapping: Mapping[str, object]) -> Document:
    """Return the document of an already parsed mapping (dicts, lists, strings). Raises Faults as ``parse`` does."""
    return _read(dict(mapping), Notebook())


def _read(raw: object, notebook: Notebook) -> Document:
    reader = Reader(notebook)
    if not isinstance(raw, dict):
        raise Faults([make("wrong_type", "document", expected="an object", found=kind_of(raw))])
    if "format" in raw and raw["format"] != FORMAT:
        # another format has other keys: whatever else it lacks is no second fault
        raise Faults([make("wrong_format", "format", found=shown(raw["format"]))])
    meant = reader.unknown_keys(raw, "", _REQUIRED | _OPTIONAL)
    reader.missing_keys(raw, "", _REQUIRED - meant)
    municipality = _municipality(reader, raw)
    texts = {key: reader.text(raw, key) or "" for key in ("form_edition", "dossier_sha256")}
    with localcontext(WORKING):
        basis = read_basis(reader, raw, meant)
        sources = _sources(reader, raw, basis, notebook)
    notebook.check()
    period, gwp = basis.ground()
    return Document(municipality, period, gwp, sources, **texts, sha256=_sha256(raw))


def _municipality(reader: Reader, raw: Mapping[str, object]) -> dict[str, str]:
    if "municipality" not in raw:
        return {}
    block = reader.mapping(raw["municipality"], "municipality", _MUNICIPALITY, frozenset())
    if block is None:
        return {}
    return {key: reader.text(block, key, "municipality.") or "" for key in ("key", "name_th", "name_en")}


def _sources(reader: Reader, raw: Mapping[str, object], basis: Basis, notebook: Notebook) -> tuple[Source, ...]:
    given = raw.get("sources", [])
    if not isinstance(given, list):
        reader.note("wrong_type", "sources", expected="a list", found=kind_of(given))
        return ()
    ids, names, readers = _identities(given, notebook)
    blocks = {i: each for i, each in enumerate(given) if isinstance(each, dict)}
    derived = {i: readers[i].text(each, "parent") for i, each in blocks.items() if "parent" in each}
    parents = {i: parent for i, parent in derived.items() if parent is not None}
    descents = lineage.resolve(parents, ids, names, readers)
    read: dict[int, Source] = {}
    for i, block in blocks.items():
        if i not in derived:
            read[i] = read_source(readers[i], block, basis, None)
    for i in derived:
        parent = read[descents[i]] if i in descents else None
        read[i] = read_source(readers[i], blocks[i], basis, descend(readers[i], parent))
    _look_at_the_period(given, basis.period, notebook)
    return tuple(read[i] for i in sorted(read))


def _identities(given: list[object], notebook: Notebook) -> tuple[dict[str, int], list[str | None], list[Reader]]:
    """Return {id: position of its first source}, the ids, and a reader for each source; note ids used twice."""
    ids: dict[str, int] = {}
    names: list[str | None] = []
    readers: list[Reader] = []
    for i, each in enumerate(given):
        own = each.get("id") if isinstance(each, dict) else None
        name = own if isinstance(own, str) and own else None
        reader = Reader(notebook, name, i)
        names.append(name)
        readers.append(reader)
        if not isinstance(each, dict):
            notebook.note("wrong_type", f"sources[{i}]", None, i, expected="an object", found=kind_of(each))
        elif own == "":
            reader.note("empty", "id")
        elif name is not None and name in ids:
            reader.note("duplicate_id", "id", cause=name)
        elif name is not None:
            ids[name] = i
    return ids, names, readers


def _look_at_the_period(given: list[object], period: Period | None, notebook: Notebook) -> None:
    """Tell a wrong period once: where all of two sources or more have months outside it, the period is at fault.

    Of two sources, each must have several: one strange month in both may be two slips.
    """
    if period is None:
        return
    amounts = [each["amounts"] for each in given if isinstance(each, dict) and each.get("amounts")]
    tables = [each for each in amounts if isinstance(each, dict)]
    least = 1 if len(tables) >= SEVERAL else SEVERAL
    if len(tables) > 1 and all(len(table.keys() - period.months) >= least for table in tables):
        codes = ("month_outside_period", "months_outside_period")
        first, last = period.months[0], period.months[-1]
        notebook.replace(codes, "period_without_amounts", "period", count=str(len(tables)), first=first, last=last)


def _sha256(raw: dict[str, object]) -> str:
    try:
        return document_sha256(raw)
    except UnicodeEncodeError:
        for path, value in jsontext.walk(raw):
            for text in (value, *(value if isinstance(value, dict) else ())):
                if isinstance(text, str) and not _is_unicode(text):
                    source_id, _, field = jsontext.place(raw, path)
                    raise Faults([make("not_unicode", field, source_id)]) from None
        raise


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
