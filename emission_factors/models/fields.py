"""A field for figures that somebody else has printed."""

from typing import Any

from django.db import models


class PrintedDecimalField(models.DecimalField):  # type: ignore[type-arg]  # no brackets at run time
    """A decimal kept digit by digit: 2.7080 stays 2.7080, because its places say how the publisher rounded.

    PostgreSQL's numeric without a scale does that; max_digits and decimal_places only limit what may come in.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 65, 50  # as many places as emission_factors.calc reads
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """Return the column type."""
        return "numeric"

    def deconstruct(self) -> Any:
        """Leave the limits out of migrations: they are always the same."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_digits", None)
        kwargs.pop("decimal_places", None)
        return name, path, args, kwargs
