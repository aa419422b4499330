"""Rows and cells of the monthly grid, in one go: a page has thousands of them. Escaped as any template does it."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cfo_site.templatetags.cfo import named, number, plain_name, thai_month, tonnes, unit
from inventories.models import Inventory
from inventories.selectors.grid import Cell, Row

register = template.Library()
NOTHING = SafeString()
LONGEST = 8  # letters of a figure that fit a month's column in its usual size
# The plain cell is most of the page: every letter here is sent two thousand times. What the reader needs beside it (the
# month, the revision seen) stands in the head of its column and in the form of its row; what HTML lets be left out is.
_PLAIN = '<td class=c><input name=m%d form=f{0} value="{%d}" aria-labelledby="s{0} m%d">'
_FIELD_TOLD = '<input{} name="m{}" form="f{}" value="{}" aria-labelledby="s{} m{}"{}>'
_FORM = (
    '<form class="row-form" id="f{0}" method="post" action="{1}{0}/" autocomplete="off">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{2}"><input type="hidden" name="seen" value="{3}">'
    '<button class="btn plain">{4}</button></form>'
)
_WAY = '<a class="calc" id="k{0}" href="{1}{0}/sheets/" data-kind="{2}" aria-labelledby="k{0} s{0}">{3}</a>'
_HEAD = (
    '<th class="name" scope="row"><a id="s{0}" href="?source={0}">{1}</a><small>{2}</small>{3}</th>'
    '<td class="u">{4}{5}</td>'
)
_HEAD_OF_NOTHING = (
    '<th class="name" scope="row"><span id="s{0}">{1}</span><small>{2}</small>{3}</th><td class="u">{4}{5}</td>'
)
_OUT_OF_THE_WAY = SafeString(' tabindex="-1"')
_DECIMAL = SafeString(' inputmode="decimal"')


@dataclass(frozen=True, slots=True)
class Shown:
    """How rows are shown: for whom, where, and the words that each of them repeats, in the language of the page."""

    writable: bool
    address: str  # of the grid
    check: str  # of the list of doubts
    sheet: str
    estimated: str
    explain: str
    unused: str
    save: str
    compute: str
    derived: str
    whole_year: str
    fresh: bool = False  # an answer to a saved block: cells say which revision they show
    single: bool = False  # one source by itself: no table of months, so its fields say more

    @classmethod
    def of(cls, inventory: Inventory, *, writable: bool, fresh: bool = False, single: bool = False) -> "Shown":
        """Return how a year's rows are shown."""
        key = inventory.municipality.key
        return cls(
            writable=writable,
            address=reverse("inventories:grid", args=[key, inventory.token]),
            check=reverse("inventories:check_list", args=[key, inventory.token]),
            sheet=_("มีใบคำนวณ"),
            estimated=_("ประมาณ"),
            explain=_("อธิบาย"),
            unused=_("ไม่ได้ใช้ในเดือนนี้"),
            save=_("บันทึกแถวนี้"),
            compute=pgettext("narrow column", "คำนวณ"),
            derived=_("คำนวณต่อ"),
            whole_year=_("รวมทั้งปี"),
            fresh=fresh,
            single=single,
        )


@register.simple_tag
def grid_head(row: Row, shown: Shown, token: str) -> SafeString:
    """Return a row's first two columns: its name, factor and division, its form, its unit and the way to its sheets.

    `token`: the page's token against forged requests, for the form that works without JavaScript.
    """
    use, pk = row.use, row.use.pk
    told = [shown.derived] if use.parent_id else []
    told.append(f"EF {number(use.factor.total_kgco2e, 4)}" if use.factor else str(use.get_method_display()))
    about = " · ".join(told)
    if use.source.division:
        about = format_html("{} · {}", about, named(use.source.division))
    form = way = NOTHING
    if shown.writable and row.open:
        form = format_html(_FORM, pk, shown.address, token, row.seen, shown.save)
    if shown.writable and row.sheet_kind:
        way = format_html(_WAY, pk, shown.address, row.sheet_kind, shown.compute)
    head = _HEAD if row.takes_figures else _HEAD_OF_NOTHING
    return format_html(head, pk, named(use), about, form, unit(use.source.unit), way)


@register.simple_tag
def grid_cells(row: Row, shown: Shown) -> SafeString:
    """Return a row's cells."""
    plainly = shown.writable and row.use.parent_id is None and not shown.fresh and not shown.single
    pieces: list[str] = []
    texts: list[object] = [row.use.pk]
    for cell in row.cells:
        plain = plainly and cell.state == "amount" and not (cell.sheet or cell.came_by or cell.error)
        if plain and len(cell.text) <= LONGEST:
            pieces.append(_PLAIN % (cell.column, len(texts), cell.column))
            texts.append(cell.text)
        else:
            pieces.append(f"{{{len(texts)}}}")
            texts.append(grid_cell(row, cell, shown))
    return format_html("".join(pieces), *texts)


@register.simple_tag
def grid_total(row: Row) -> SafeString:
    """Return what a row comes to: its amount with its unit, and below it its tonnes."""
    amount = row.amount_text if row.takes_figures else "–"
    return format_html("{}<small>{} t</small>", amount, tonnes(row.kgco2e))


@register.simple_tag
def grid_cell(row: Row, cell: Cell, shown: Shown) -> SafeString:
    """Return one cell."""
    if cell.state == "off":
        return _off(cell, shown)
    if not shown.writable or row.use.parent_id is not None or cell.state == "kept":
        return _read_only(row, cell, shown)
    seen = format_html(' data-seen="{}"', cell.number) if shown.fresh else NOTHING
    return format_html(
        '<td class="c {}{}"{}>{}{}{}</td>',
        cell.state, _kind(cell), seen,
        _field(row, cell, shown), _beside_figure(row, cell, shown), _message(row, cell, shown),
    )  # fmt: skip


def _off(cell: Cell, shown: Shown) -> SafeString:
    if not cell.word:
        return format_html('<td class="c off"><span class="sr">{}</span></td>', shown.unused)
    return format_html('<td class="c off" title="{}"><span class="sr">{}</span></td>', cell.word, cell.word)


def _kind(cell: Cell) -> str:
    long = " long" if len(cell.text) > LONGEST else ""
    return f"{long} bad" if cell.error and cell.theirs is None else long


def _field(row: Row, cell: Cell, shown: Shown) -> SafeString:
    pk, column = row.use.pk, cell.column
    ident = told = NOTHING
    if shown.single or cell.error:
        ident = format_html(' id="i{}-{}"', pk, column)
    if cell.error:
        told = format_html(' aria-invalid="true" aria-describedby="e{}-{}"', pk, column)
    elif cell.came_by:
        told = format_html(' aria-describedby="by-{}"', cell.came_by)
    if shown.single:
        told += _DECIMAL
    return format_html(_FIELD_TOLD, ident, column, pk, cell.text, pk, column, told)


def _read_only(row: Row, cell: Cell, shown: Shown) -> SafeString:
    word = NOTHING
    if cell.state == "kept":
        word = format_html('<span class="sr"> {}</span>', _("ล็อกแล้วใน %(year)s") % {"year": cell.word})
    return format_html(
        '<td class="c {}"><span class="fig-ro">{}</span>{}{}</td>',
        cell.state, cell.text or "–", word, _beside_figure(row, cell, shown),
    )  # fmt: skip


def _beside_figure(row: Row, cell: Cell, shown: Shown) -> SafeString:
    """Return the marks and the word of a cell: where its figure came from, what kind of figure it is."""
    mark = word = NOTHING
    aside = _OUT_OF_THE_WAY if shown.writable and not shown.single else NOTHING
    if cell.sheet:
        mark = format_html(
            '<a class="calc-mark" href="{}{}/{}/sheet/"{} title="{}"><span aria-hidden="true">=</span>'
            '<span class="sr">{}</span></a>',
            shown.address, row.use.pk, cell.key, aside, shown.sheet, shown.sheet,
        )  # fmt: skip
    elif cell.came_by:
        mark = format_html('<span class="by by-{}" aria-hidden="true"></span>', cell.came_by)
    if cell.state == "no":
        word = format_html("<small>{}</small>", cell.word)
    elif cell.state == "est":
        word = format_html("<small>{}</small>", shown.estimated)
    elif cell.state == "odd":
        word = format_html(
            '<small><a href="{}{}/{}/"{}>{}<span class="sr"> {} {}</span></a></small>',
            shown.check, row.use.pk, cell.key, aside, shown.explain, plain_name(row.use), thai_month(cell.month),
        )  # fmt: skip
    return mark + word


def _message(row: Row, cell: Cell, shown: Shown) -> SafeString:
    if not cell.error:
        return NOTHING
    ways = NOTHING
    if cell.theirs is not None and shown.fresh:
        ways = format_html(
            '<span class="clash-ways"><button class="btn plain" type="button" data-choose="mine">{}</button>'
            '<button class="btn plain" type="button" data-choose="theirs" data-text="{}">{}</button></span>',
            _("ใช้ของท่าน %(mine)s") % {"mine": cell.text or "–"},
            cell.theirs,
            _("ใช้ของผู้อื่น %(theirs)s") % {"theirs": cell.theirs or "–"},
        )
    return format_html(
        '<div class="cell-msg" id="e{}-{}" role="alert">{}{}</div>', row.use.pk, cell.column, cell.error, ways
    )
