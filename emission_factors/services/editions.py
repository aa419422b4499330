"""Editions and their factors: a folder with publishers.csv, editions.csv and one CSV file for each edition."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site import thai
from emission_factors.models import Category, Confidence, Edition, Factor, Gas, GwpSet, Publisher, Quality, Unit, fold
from emission_factors.services.publishing import Written, check, missing, once
from emission_factors.services.reading import Reader, Row

PUBLISHER = ("key", "name_th", "name_en")
EDITION = (
    "key", "file", "publisher", "title_th", "title_en", "gwp_basis", "valid_from", "valid_to", "published_at",
    "supersedes", "source", "licence", "note",
)  # fmt: skip
COLUMN_GASES = ("CO2", "CH4_fossil", "CH4", "N2O", "CO2e")
FACTOR = (
    "key", "name_th", "name_en", "category", "scope_hint", "unit", *COLUMN_GASES, "other_gases", "biogenic_co2",
    "printed_kgco2e", "total_kgco2e", "gwp_basis", "valid_from", "valid_to", "source", "confidence", "quality", "note",
)  # fmt: skip
SAME_EDITION = ("publisher_id", "title_th", "title_en", "gwp_basis", "valid_from", "valid_to", "published_at",
                "supersedes_id", "source", "licence", "note")  # fmt: skip
SAME_FACTOR = ("name_th", "name_en", "category", "scope_hint", "unit", "gases", "biogenic_co2", "printed_kgco2e",
               "total_kgco2e", "gwp_basis", "valid_from", "valid_to", "source", "confidence", "quality", "note")  # fmt: skip


def store_editions(reader: Reader) -> tuple[list[Edition], int]:
    """Store the new editions of a folder with their factors; return them and the number of factors.

    Raises FixtureFault, naming every row at fault. A stored edition must have exactly the rows of its file.
    """
    _store_publishers(reader)
    bases = _bases()
    written, files = _read_editions(reader, bases)
    reader.finish()
    new = missing(written, Edition.objects.all(), lambda edition: edition.key, SAME_EDITION)
    stored = {edition.key: edition for edition in Edition.objects.all()}
    gases = set(Gas.objects.values_list("name", flat=True))
    factors: list[Factor] = []
    for each in written:
        lines = _read_factors(reader, files[each.thing.key], gases, bases)
        if each.thing.key in stored:
            _compare(each, stored[each.thing.key], lines)
        else:
            for line in lines:
                line.thing.edition = each.thing
            factors += [line.thing for line in lines]
    reader.finish()
    _insert(new)
    Factor.objects.bulk_create(factors)
    return new, len(factors)


def _bases() -> set[str]:
    rows = GwpSet.objects.values_list("key", "report")
    return {name for row in rows for name in row}


def _store_publishers(reader: Reader) -> None:
    if not (reader.folder / "publishers.csv").exists():
        return  # a folder may lean on publishers that are known already
    written = [
        Written(
            row,
            Publisher(
                key=row.key("key"),
                name_th=row.text("name_th", required=True),
                name_en=row.text("name_en", required=True),
            ),
        )
        for row in reader.table("publishers.csv", PUBLISHER)
    ]
    once(written, lambda publisher: publisher.key, "key")
    check(written)
    new = missing(written, Publisher.objects.all(), lambda publisher: publisher.key, PUBLISHER)
    reader.finish()
    Publisher.objects.bulk_create(new)


def _read_editions(reader: Reader, bases: set[str]) -> tuple[list[Written[Edition]], dict[str, str]]:
    publishers = {publisher.key: publisher for publisher in Publisher.objects.all()}
    known = {edition.key: edition for edition in Edition.objects.all()}
    written: list[Written[Edition]] = []
    for row in reader.table("editions.csv", EDITION):
        file = row.text("file", required=True)
        before = row.text("supersedes")
        edition = Edition(
            key=row.key("key"),
            publisher=publishers.get(row.one_of("publisher", publishers)),
            title_th=thai.normalise(row.text("title_th", required=True)),
            title_en=row.text("title_en", required=True),
            gwp_basis=row.one_of("gwp_basis", bases, required=False),
            valid_from=row.date("valid_from"),
            valid_to=row.date("valid_to"),
            published_at=row.date("published_at"),
            supersedes=known.get(before),
            source=row.text("source", required=True),
            licence=row.text("licence"),
            file_name=file,
            sha256=reader.sha256(file),
            note=row.text("note"),
        )
        if before and edition.supersedes is None:
            row.fault("supersedes", _("ไม่มีรุ่น %(key)s ก่อนแถวนี้") % {"key": before})
        if edition.valid_from and edition.valid_to and edition.valid_to < edition.valid_from:
            row.fault("valid_to", _("ต้องไม่ก่อนวันเริ่มใช้"))
        known.setdefault(edition.key, edition)
        written.append(Written(row, edition))
    once(written, lambda edition: edition.key, "key")
    check(written, leave=["publisher", "supersedes", "sha256"])
    return written, {each.thing.key: each.thing.file_name for each in written}


def _read_factors(reader: Reader, file: str, gases: set[str], bases: set[str]) -> list[Written[Factor]]:
    written = [Written(row, _factor(row, gases, bases)) for row in reader.table(file, FACTOR)]
    once(written, lambda factor: factor.key, "key")
    check(written, leave=["edition", "total_kgco2e", "gases", "confidence", "category", "unit"])
    return written


def _factor(row: Row, gases: set[str], bases: set[str]) -> Factor:
    quality = row.one_of("quality", {str(value) for value in Quality.values})
    factor = Factor(
        key=row.key("key"),
        name_th=thai.normalise(row.text("name_th", required=True)),
        name_en=row.text("name_en", required=True),
        category=row.one_of("category", Category.values),
        scope_hint=row.text("scope_hint"),
        unit=row.one_of("unit", Unit.values),
        gases=_gases(row, gases),
        biogenic_co2=row.decimal("biogenic_co2"),
        printed_kgco2e=row.decimal("printed_kgco2e"),
        total_kgco2e=row.decimal("total_kgco2e", required=True) or Decimal(0),
        gwp_basis=row.one_of("gwp_basis", bases, required=False),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
        source=row.text("source", required=True),
        confidence=row.one_of("confidence", Confidence.values),
        quality=int(quality or Quality.NATIONAL),
        note=row.text("note"),
    )
    if factor.valid_from and factor.valid_to and factor.valid_to < factor.valid_from:
        row.fault("valid_to", _("ต้องไม่ก่อนวันเริ่มใช้"))
    category = dict(Category.choices).get(factor.category, "")
    factor.search = fold(" ".join((factor.name_th, factor.name_en, factor.key, str(category))))
    factor.sort_key = thai.sort_key(factor.name_th)
    return factor


def _gases(row: Row, known: set[str]) -> dict[str, str]:
    found = {gas: value for gas in COLUMN_GASES if (value := row.decimal_text(gas))}
    for gas, value in row.pairs("other_gases").items():
        if gas not in known or gas in found:
            row.fault("other_gases", _("ไม่รู้จัก หรือเขียนซ้ำ: %(gas)s") % {"gas": gas})
        found[gas] = value
    if not any(row.text(column) for column in (*COLUMN_GASES, "other_gases", "biogenic_co2")):
        row.fault("CO2e", _("ต้องมีค่าของก๊าซอย่างน้อยหนึ่งชนิด"))
    if "CO2e" in found and len(found) > 1:
        row.fault("CO2e", _("CO2e ใช้ร่วมกับก๊าซอื่นในแถวเดียวกันไม่ได้"))
    return found


def _compare(edition: Written[Edition], stored: Edition, lines: Sequence[Written[Factor]]) -> None:
    there = {factor.key: factor for factor in stored.factors.all()}
    for each in lines:
        if each.thing.key not in there:
            each.row.fault("key", _("เป็นแถวใหม่ในรุ่นที่เผยแพร่แล้ว ให้ออกเป็นรุ่นใหม่แทน"))
    missing(lines, there.values(), lambda factor: factor.key, SAME_FACTOR)
    for key in sorted(there.keys() - {each.thing.key for each in lines}):
        edition.row.fault(
            "file", _("แฟ้ม %(file)s ไม่มีแถว %(key)s ที่เผยแพร่แล้ว") % {"file": edition.thing.file_name, "key": key}
        )


def _insert(editions: Sequence[Edition]) -> None:
    # One after the other: an edition may supersede one that is new as well.
    for edition in editions:
        if edition.supersedes is not None:
            edition.supersedes_id = edition.supersedes.pk
        edition.save(force_insert=True)
