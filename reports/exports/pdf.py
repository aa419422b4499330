"""From a page in HTML to a tagged, archivable PDF (PDF/A-3a, PDF/UA-1), the same bytes for the same page."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

from reports.exports.conformance import say_ua
from reports.exports.typesetting import FONTS, typeset

_SVG = "http://www.w3.org/2000/svg"


VARIANT = "pdf/a-3a"


def pdf_of(page: str, *, stylesheet: str, charts: Mapping[str, str], chart_stylesheet: str) -> bytes:
    """Return a whole HTML page as PDF; arguments and errors are those of `laid_out`."""
    document = laid_out(page, stylesheet=stylesheet, charts=charts, chart_stylesheet=chart_stylesheet)
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=say_ua)
    return pdf


def laid_out(page: str, *, stylesheet: str, charts: Mapping[str, str], chart_stylesheet: str) -> Any:
    """Return a whole HTML page laid out on sheets, as a WeasyPrint document.

    `charts` replace the elements whose `data-chart` names them. They are parsed as XML and put in as elements, so
    that no page needs to trust a text as markup. The style sheets may use the fonts of `reports/fonts` by file name;
    nothing else is read, from disk or network. Raises KeyError for a chart that is not there.
    """
    from reports.exports import thai_svg  # noqa: PLC0415  one to two seconds, so only when a PDF is made
    from reports.exports.weasyprint_70 import weasyprint  # noqa: PLC0415

    thai_svg.repair()
    fetcher = _only_fonts(weasyprint)
    html = weasyprint.HTML(string=page, base_url=FONTS.as_uri() + "/", url_fetcher=fetcher)
    body = html.etree_element.find("body")
    for place in body.iterfind(".//*[@data-chart]"):
        _put(place, charts[place.get("data-chart")], chart_stylesheet)
    typeset(body)
    fonts = weasyprint.text.fonts.FontConfiguration()
    css = weasyprint.CSS(string=stylesheet, base_url=FONTS.as_uri() + "/", url_fetcher=fetcher, font_config=fonts)
    return html.render(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT)


def _put(place: ET.Element, chart: str, stylesheet: str) -> None:
    """Put a chart into its place; within an SVG WeasyPrint knows only the style sheet that the SVG carries."""
    svg = ET.fromstring(chart)  # noqa: S314  drawn by reports.charts, not by a stranger
    style = ET.Element(f"{{{_SVG}}}style")
    style.text = stylesheet
    svg.insert(2, style)  # after title and description
    place.append(svg)


def _only_fonts(weasyprint: Any) -> Any:
    class OnlyFonts(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Reads the font files and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in {path.as_uri() for path in FONTS.glob("*.ttf")}:
                message = f"a document has no business with {url}"
                raise ValueError(message)
            return super().fetch(url, headers)

    return OnlyFonts()
