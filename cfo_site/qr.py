"""QR codes as one path of an SVG drawing: a template writes it, no picture file and no mark-up of ours is needed."""

from dataclasses import dataclass
from itertools import groupby

QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code: the side of its drawing in modules, quiet zone included, and the path of its dark modules."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code of a text, readable with 15 % of it damaged."""
    import segno  # noqa: PLC0415 - only where a code is drawn

    rows = list(segno.make(text, error="m", micro=False).matrix)
    pieces = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                pieces.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += width
    return QrCode(len(rows) + 2 * QUIET, "".join(pieces))
