"""Reading as tests call it."""

import datetime as dt
import io

import pytest

from inventories.forms.workbooks.upload import read_upload


def months_from(year, month=1):
    """Return twelve months from one on (of the common era)."""
    return [dt.date(year + (month - 1 + each) // 12, (month - 1 + each) % 12 + 1, 1) for each in range(12)]


@pytest.fixture
def read():
    """Read an upload for the calendar year 2568, or for other months."""

    def reading(data, name="ไฟล์.xlsx", months=None):
        return read_upload(io.BytesIO(data), name, months=months or months_from(2025))

    return reading
