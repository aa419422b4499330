"""How a year and a month stand in an address."""

import datetime as dt


class YearConverter:
    """A Buddhist-era year: 2568 for a calendar year, fy2568 for a budget year. Kept as text."""

    regex = r"(?:fy)?2[5-6][0-9][0-9]"

    def to_python(self, value: str) -> str:
        """Return the token as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return the token as it is."""
        return str(value)


class MonthConverter:
    """A month as 2024-01, of the common era as in storage."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        """Return the first day of the month. Raises ValueError (404) for year 0."""
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date) -> str:
        """Return the month's text."""
        return f"{value:%Y-%m}"
