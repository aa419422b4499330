"""Gathering the facts of one year for a document: from the frozen texts of a locked year, else from the year as it is."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Kind
from cfo_site.templatetags.cfo import thai_date, unit
from emission_factors.models import Factor
from emission_factors.selectors import factors_by_key
from inventories.calc import document, hashing, result
from inventories.models import Approach, Category, Inventory, Origin
from inventories.selectors.apart import WORDINGS, Wording
from inventories.selectors.assumptions import origin_in_words
from inventories.selectors.document import document_in_force
from inventories.selectors.dossier import dossier_in_force
from reports.exports.facts import (
    BoundaryFacts,
    FactorFacts,
    LedgerHead,
    OrganisationFacts,
    SourceFacts,
    YearFacts,
)
from reports.exports.figures_said import month_reasons, not_asked, rhythm_in_words

DECISIONS = ("boundary", "double_counting", "upstream", "sensitivity", "apart")


def year_facts(inventory: Inventory, *, now: dt.datetime | None = None) -> YearFacts:
    """Return everything a document of the year prints. A locked year's facts are the same for ever, its time too.

    One is not, on purpose: today's name of the municipality, printed beside the period's where they differ.
    """
    mapping = document_in_force(inventory)
    dossier, snapshot = dossier_in_force(inventory)
    municipality = inventory.municipality
    name, today = municipality.name_on(inventory.last_day), municipality.name_today
    used = {
        (source["factor"]["key"], source["factor"]["edition"]) for source in mapping["sources"] if "factor" in source
    }
    described = {source["id"]: source for source in dossier["sources"]}
    months = tuple(f"{month:%Y-%m}" for month in inventory.month_list)
    names = {
        described[source["id"]]["source"]: source["name"] for source in mapping["sources"] if "parent" not in source
    }
    return YearFacts(
        organisation=OrganisationFacts(
            name_th=mapping["municipality"]["name_th"],
            name_en=mapping["municipality"]["name_en"],
            kind_th=_kind(mapping, dossier),
            district_th=dossier["municipality"]["district_th"],
            province_th=_("ระยอง") if municipality.of_province else "",
            name_today_th="" if today.name_th == name.name_th else today.name_th,
        ),
        boundary=BoundaryFacts(
            approach_th=str(Approach(dossier["approach"]).label),
            notes=tuple(
                f"{source['name']}: {note}"
                for source in mapping["sources"]
                if (note := described[source["id"]]["boundary_note"])
            ),
        ),
        year_th=inventory.title,
        year_kind_th=inventory.get_year_kind_display(),
        period_th=inventory.period_text,
        # Of a frozen year what stays true of its paper: the state itself goes on, and stands on the page.
        state_th=_("ล็อกฉบับที่ %(version)s") % {"version": snapshot.version}
        if snapshot
        else inventory.get_state_display(),
        draft=snapshot is None,
        by_one_person=dossier.get("by_one_person", False),  # years locked earlier do not say
        inventory=mapping,
        result=result.to_mapping(result.calculate(document.from_mapping(mapping))),
        ledger=LedgerHead(number=dossier["ledger"]["number"], hash=dossier["ledger"]["hash"]),
        document_sha256=hashing.document_sha256(mapping),
        prepared_at=timezone.localtime(snapshot.locked_at if snapshot else now),
        sources={
            source["id"]: _source(source, described[source["id"]], names, months) for source in mapping["sources"]
        },
        factors={pair: _factor(factor) for pair, factor in factors_by_key(used).items()},
        decisions={key: dossier[key] for key in DECISIONS if key in dossier},
        apart_wordings=tuple(_wording(kind, wording) for kind, wording in WORDINGS.items()),
        simulated=bool(dossier["municipality"]["credit_th"]),
        credit_th=dossier["municipality"]["credit_th"],
    )


def _kind(mapping: Mapping[str, Any], dossier: Mapping[str, Any]) -> str:
    """Return the kind of municipality under the name that the document bears."""
    kinds = {name["name_th"]: name["kind"] for name in dossier["municipality"]["names"]}
    return str(Kind(kinds[mapping["municipality"]["name_th"]]).label)


def _source(
    source: Mapping[str, Any], described: Mapping[str, Any], names: Mapping[int, str], months: tuple[str, ...]
) -> SourceFacts:
    return SourceFacts(
        rhythm_th=rhythm_in_words(described),
        not_asked=not_asked(months, described),
        reasons=month_reasons(source, described, names),
        category_th=str(Category(source["category"]).label),
        division_th=described["division"],
        location_th=described["location"],
        origin_th=str(Origin(described["origin"]).label),
        evidence_th=described["paper"],
        unit_th=unit(source["unit"]),
        note_th=described["boundary_note"],
        standard=frozenset(described.get("standard", ())),
        assumptions_th={
            name: words
            for name, known in described.get("assumptions", {}).items()  # years locked earlier have none
            if (words := origin_in_words(known))
        },
    )


def _wording(kind: str, wording: Wording) -> dict[str, str]:
    columns = ("title", "sentence", "name", "place", "standard", "period")
    return {"kind": str(kind)} | {column: str(getattr(wording, column)) for column in columns}


def _factor(factor: Factor) -> FactorFacts:
    return FactorFacts(
        key=factor.key,
        edition=factor.edition.key,
        name_th=factor.name_th,
        edition_th=factor.edition.title_th,
        unit_th=unit(factor.unit),
        source=factor.source,
        confidence_th=factor.get_confidence_display(),
        validity_th=_("ไม่ระบุวันใช้")
        if factor.undated
        else f"{thai_date(factor.valid_from)} – {thai_date(factor.valid_to)}",
        note_th=factor.note,
    )
