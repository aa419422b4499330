"""SVG as text: elements, escaping, and the frame that names a chart for those who do not see it.

No `style` attribute and no colours: classes only, which the style sheets of page and PDF fill
(`f1` `f2` `f3` scopes, `ax` grid line, `base` zero line, `q` quiet text, `b` bold, `wait` no figure yet).
"""

import html
import re

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML document may hold these

CO2E = '{before}CO<tspan dy="3" font-size="10">2</tspan><tspan dy="-3">e</tspan>'


class Svg(str):
    """A whole chart, built by `chart` from escaped texts alone; a template may show it as it is (`__html__`)."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape(text: str) -> str:
    """Return a text as it may stand in an element or an attribute of SVG."""
    return html.escape(_FORBIDDEN.sub("", text))


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")  # + 0: no minus before 0


def element(name: str, text: str = "", **attributes: str | float) -> str:
    """Return one element; `class_` and `text_anchor` are written class and text-anchor, numbers as coordinates."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}/>" if not text else f"<{name}{written}>{text}</{name}>"


def chart(parts: list[str], *, name: str, title: str, description: str, width: int, height: int) -> Svg:
    """Return a whole chart. `name` makes its ids and must be unique on a page; `title` and `description` are read out.

    Raises ValueError where the name is not made of small letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        message = f"{name!r} cannot be part of an id"
        raise ValueError(message)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-t {name}-d">'
    )
    names = f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
    return Svg("\n".join((opening + names, *parts, "</svg>")))
