"""The door for uploaded workbooks and CSV files."""

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from inventories.forms.workbooks.reading import Reading


def read_upload(file: BinaryIO, name: str, *, months: Sequence[dt.date]) -> Reading:
    """Read an uploaded .xlsx or CSV file for an inventory's `months`.

    `name` is used for the label of a CSV's only sheet and never to decide what the file is. Raises Unreadable with a
    sentence and a remedy for a file that cannot be read at all.
    """
    raise NotImplementedError
