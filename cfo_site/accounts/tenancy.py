"""Whose rows: the first word of every query, and the scope in which PostgreSQL shows any at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from django.db import connection, models, transaction

from cfo_site.accounts.models.municipality import Municipality

SETTING = "cfo.municipality"  # read by the policies that TenantTable makes
EVERY = "*"
Tenant = TypeVar("Tenant", bound=models.Model)


class TenantQuerySet(models.QuerySet[Tenant]):
    """A query set that begins with whose rows it wants."""

    def of(self, municipality: Municipality | None) -> Self:
        """Return the rows of one municipality; of None, those that belong to no municipality (the province's chain)."""
        return self.filter(municipality=municipality)

    def of_every_municipality(self) -> Self:
        """Return the rows of all; shows nothing unless inside `every_municipality`."""
        return self.all()


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A reference between two rows of one municipality.

    The constraint in the database is on (municipality_id, id), made by the migration operation TenantReference,
    so that not even raw SQL can point at another town's row; Django's own, on id alone, is not made. There is no way
    back from the other side either: a query that does not begin with whose rows it wants cannot be written.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["related_name"] = "+"
        kwargs.setdefault("db_index", False)  # indexes begin with municipality_id and are declared in Meta
        super().__init__(to, on_delete, **kwargs)


class TenantModel(models.Model):
    """A row that belongs to a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True


@contextmanager
def tenant_scope(municipality: Municipality) -> Iterator[None]:
    """Open a transaction in which PostgreSQL shows and accepts this municipality's rows only. Outside: none at all."""
    with _scope(str(municipality.pk)):
        yield


@contextmanager
def every_municipality(*, reason: str) -> Iterator[None]:
    """Open a transaction in which the rows of all municipalities show. The reason is for whoever reads the code."""
    if not reason:
        message = "Say why all municipalities are wanted."
        raise ValueError(message)
    with _scope(EVERY):
        yield


@contextmanager
def _scope(value: str) -> Iterator[None]:
    with transaction.atomic():
        before = _see(value)
        yield
        _see(before)  # on an exception the rollback restores it


def _see(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [SETTING, SETTING, value]
        )
        row = cursor.fetchone()
    return str(row[0])
