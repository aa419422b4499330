"""The register of municipalities, loaded from its files as often as one likes."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from cfo_site import thai
from cfo_site.accounts import acts
from cfo_site.accounts.models import Kind, Municipality, MunicipalityName, MunicipalityYear, User
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import services as ledger

Row = Mapping[str, str]
NAME_FIELDS = ("name_th", "name_en", "kind", "source", "confidence", "note")
Kept = TypeVar("Kept", Municipality, MunicipalityName, MunicipalityYear)


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    municipalities: int = 0
    added: int = 0
    changed: int = 0


@transaction.atomic
def load_municipalities(
    *, towns: Iterable[Row], names: Iterable[Row], years: Iterable[Row], actor: User | None = None
) -> Loaded:
    """Add and update municipalities, their dated names and yearly facts. Removes nothing; a second load does nothing.

    Raises ValidationError, and keeps nothing, if a row does not hold; KeyError if one names an unknown municipality.
    """
    names, years, loaded, digest = list(names), list(years), Loaded(), hashlib.sha256()
    by_key: dict[str, Municipality] = {}
    for row in towns:
        first = next(name for name in names if name["key"] == row["key"])
        fields = {field: thai.normalise(row[field]) for field in ("district_th", "district_en", "dla_code")}
        fields["sort_key"] = thai.sort_key(place(first["name_th"]))
        by_key[row["key"]] = _keep(loaded, Municipality, {"key": row["key"]}, fields)
        digest.update(repr(sorted(row.items())).encode())
    for row in names:
        dated = {"municipality": by_key[row["key"]], "valid_from": _day(row["valid_from"])}
        said = {field: thai.normalise(row[field]) for field in NAME_FIELDS}
        _keep(loaded, MunicipalityName, dated, {**said, "valid_to": _day(row["valid_to"])})
        digest.update(repr(sorted(row.items())).encode())
    for row in years:
        yearly = {"municipality": by_key[row["key"]], "year": int(row["year"])}
        facts = {"population": int(row["population"]), "source": row["source"], "confidence": row["confidence"]}
        _keep(loaded, MunicipalityYear, yearly, facts)
        digest.update(repr(sorted(row.items())).encode())
    loaded.municipalities = len(by_key)
    if loaded.added or loaded.changed:
        done = {"added": loaded.added, "changed": loaded.changed, "sha256": digest.hexdigest()}
        with every_municipality(reason="the register belongs to no municipality"):
            ledger.append(municipality=None, actor=actor, act=acts.MUNICIPALITIES_LOADED, facts=done)
    return loaded


def place(name_th: str) -> str:
    """Return a municipality's name without its kind: lists are in the order of places, not of kinds."""
    for kind in Kind:
        name_th = name_th.removeprefix(str(kind.label))
    return name_th


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _keep(loaded: Loaded, model: type[Kept], key: dict[str, Any], fields: dict[str, Any]) -> Kept:
    row = model.objects.filter(**key).first()
    if row and all(getattr(row, name) == value for name, value in fields.items()):
        return row
    loaded.changed, loaded.added = loaded.changed + bool(row), loaded.added + (not row)
    row = row or model(**key)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
