"""A division's days as a calendar that telephones and Outlook take in (RFC 5545)."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

from cfo_site.language import in_thai
from inventories.models import Inventory
from inventories.selectors.collection import Collection, Expected
from inventories.selectors.spans import spans_with_years

MIME = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line's end (3.1)
NAMED = 2  # sources that a title names; the description lists all
WARNED = "-P3D"  # how long before the day a telephone rings
Event = tuple[dt.date, dt.date, list[Expected]]  # the day, the month that figures are for, the figures


@in_thai
def calendar_file(inventory: Inventory, collected: Iterable[Collection], *, now: dt.datetime) -> bytes:
    """Return the calendar of what is still to come: an event of a whole day for each division, day and month.

    The same day, division and month keep their identifier, so that a newer file replaces what an older one brought.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Municipal CFO//Collection calendar//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'กำหนดส่งข้อมูลก๊าซเรือนกระจก {inventory.title}')}",
        "X-WR-TIMEZONE:Asia/Bangkok",
    ]
    for collection in collected:
        for event in _events(collection):
            lines += _event(inventory, collection, event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(collection: Collection) -> Iterator[Event]:
    grouped: dict[tuple[dt.date, dt.date], list[Expected]] = {}
    for each in collection.left:
        grouped.setdefault((each.due, each.month), []).append(each)
    for (due, month), expected in sorted(grouped.items(), key=lambda item: item[0]):
        yield due, month, expected


def _event(inventory: Inventory, collection: Collection, event: Event, now: dt.datetime) -> list[str]:
    due, month, expected = event
    names = [each.use.source.name_th for each in expected]
    shown = ", ".join(names[:NAMED]) + (f" และอีก {len(names) - NAMED} รายการ" if len(names) > NAMED else "")
    division = collection.division.name_th if collection.division else "ยังไม่ได้ระบุกอง"
    told = [division, *(f"- {_named(each)}" for each in expected)]
    key = (
        f"{inventory.municipality.key}/{inventory.token}/{collection.division and collection.division.pk}/{month}/{due}"
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@municipal-cfo",
        f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'ครบกำหนดส่งข้อมูลเดือน {spans_with_years([month])}: {shown}')}",
        f"DESCRIPTION:{_text(chr(10).join(told))}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(shown)}",
        f"TRIGGER:{WARNED}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _named(expected: Expected) -> str:
    source = expected.use.source
    which = f" {source.identifier}" if source.identifier else ""
    return f"{source.name_th}{which}" + (f" ({source.paper})" if source.paper else "")


def _text(words: str) -> str:
    """Return words as a value: what has a meaning in the format is escaped (3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line into pieces of at most 75 octets, never inside a letter; the second and on begin with a blank."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
