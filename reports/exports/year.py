"""The document of one year as PDF: cover, totals as in Fr-05, gases, months, sources, factors, methods, completeness."""

from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from cfo_site.templatetags.cfo import thai_datetime
from reports.charts.monthly import PAPER, monthly_bars
from reports.charts.ranking import Rank, ranking_bars
from reports.exports import thai_words
from reports.exports.facts import YearFacts
from reports.exports.figures import checked, exact, tonnes_of
from reports.exports.parts.amounts import amount_groups
from reports.exports.parts.completeness import completeness, reasons
from reports.exports.parts.decisions import decisions
from reports.exports.parts.methods import method_notes
from reports.exports.parts.months import Months, months
from reports.exports.parts.reading import month_keys, names
from reports.exports.parts.sources import apart_rows, factor_rows, source_groups
from reports.exports.parts.totals import IN_TOTALS, totals
from reports.exports.pdf import pdf_of

MOST_RANKED = 7


def year_pdf(facts: YearFacts) -> bytes:
    """Return the document of a year as PDF/A-3a and PDF/UA-1; the same facts give the same bytes.

    Numbers are those of the result document; nothing is calculated but sums, shares and roundings for the reader.
    """
    return pdf_of(**year_parts(facts))


def year_parts(facts: YearFacts) -> dict[str, Any]:
    """Return what `reports.exports.pdf` needs to lay out the document of a year: page, style sheets, charts."""
    by_month = months(facts.inventory, facts.result)
    return {
        "page": render_to_string("reports/pdf/year.html", year_context(facts, by_month)),
        "stylesheet": render_to_string("reports/pdf/year.css"),
        "charts": {"months": _monthly_chart(facts, by_month), "ranking": _ranking_chart(facts)},
        "chart_stylesheet": render_to_string("reports/pdf/chart.css"),
    }


def year_context(facts: YearFacts, by_month: Months) -> dict[str, Any]:
    """Return what the template prints; all of it is text, nothing is markup."""
    inventory, result = facts.inventory, facts.result
    factors = factor_rows(inventory, facts.factors)
    return {
        "facts": facts,
        "year": facts.year_th,
        "prepared": thai_datetime(facts.prepared_at),
        "created": facts.prepared_at.isoformat(timespec="seconds"),
        "totals": totals(inventory, result),
        "decided": decisions(facts.decisions, facts.apart_wordings),
        "apart": apart_rows(inventory, result),
        "months": by_month,
        "month_labels": [thai_words.month(key) for key in month_keys(inventory)],
        "amounts": amount_groups(inventory, facts.sources),
        "sources": source_groups(inventory, result, facts.sources, factors),
        "factors": list(factors.values()),
        "methods": method_notes(inventory, result, facts.sources),
        "completeness": completeness(inventory, result, facts.sources),
        "reasons": reasons(inventory, facts.sources),
        "rhythms": [
            (names(inventory)[key], known.rhythm_th) for key, known in facts.sources.items() if known.rhythm_th
        ],
        "ranked": _ranks(facts),
        "gwp": inventory["gwp"]["name"],
        "form_edition": inventory.get("form_edition", ""),
        "notations": list(thai_words.NOTATIONS.values()),
    }


def _ranks(facts: YearFacts) -> list[Rank]:
    """Return the largest sources of scopes 1 to 3, the largest first, without those that emit nothing."""
    scope_of = {source["id"]: source["scope"] for source in facts.inventory["sources"]}
    name_of = names(facts.inventory)
    ranks = [
        Rank(name_of[source["id"]], int(scope_of[source["id"]]), tonnes_of(checked(Decimal(source["kgco2e"]))))
        for source in facts.result["sources"]
        if scope_of[source["id"]] in IN_TOTALS and Decimal(source["kgco2e"])
    ]
    return sorted(ranks, key=lambda rank: -rank.tonnes)[:MOST_RANKED]


def _ranking_chart(facts: YearFacts) -> str:
    ranks = _ranks(facts)
    listed = ", ".join(f"{rank.label} {exact(round(rank.tonnes, 2))}" for rank in ranks)
    title = f"แหล่งปล่อยสูงสุด {facts.year_th} หน่วย tCO2e: {listed}"
    return ranking_bars(ranks, name="ranking", title=title, description="แท่งแนวนอน เรียงจากมากไปน้อย")


def _monthly_chart(facts: YearFacts, by_month: Months) -> str:
    title = f"การปล่อยรายเดือน {facts.year_th} แยกตามประเภท หน่วย tCO2e สูงสุดเดือน{by_month.highest} ตัวเลขอยู่ในตารางถัดไป"
    return monthly_bars(by_month.chart, name="months", title=title, description="แท่งซ้อนสามประเภทรายเดือน", size=PAPER)
