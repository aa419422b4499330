"""Migration operations that put the rules of tenancy and of the append-only past into the database itself.

Row security is ENABLEd, not FORCEd: the owner must dump and migrate. The serving role owns nothing, so it is bound.
The triggers bind the owner too.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POLICY = "one_municipality"
GUARD = "append_only"


class _Sql(Operation):
    """Runs statements forwards and their undoing backwards; changes nothing in Django's picture of the models."""

    reduces_to_sql = True
    reversible = True

    def statements(self) -> tuple[list[str], list[str]]:
        """Return (forwards, backwards)."""
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's picture as it is."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Run the statements."""
        for statement in self.statements()[0]:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Run their undoing."""
        for statement in self.statements()[1]:
            schema_editor.execute(statement, params=None)


class TenantTable(_Sql):
    """Row security that fails closed, and (municipality_id, id) as a key that references can name."""

    def __init__(self, table: str) -> None:
        self.table = table

    def statements(self) -> tuple[list[str], list[str]]:
        """Return (forwards, backwards)."""
        seen = "(SELECT nullif(current_setting('cfo.municipality', true), ''))"
        mine = f"{seen} = '*' OR municipality_id = nullif({seen}, '*')::bigint"
        return [
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.table}_of_municipality UNIQUE (municipality_id, id)",
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {POLICY} ON {self.table} USING ({mine}) WITH CHECK ({mine})",
        ], [
            f"DROP POLICY {POLICY} ON {self.table}",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_of_municipality",
        ]

    def describe(self) -> str:
        """Say what is done."""
        return f"Rows of {self.table} show to their municipality only"


class TenantReference(_Sql):
    """A foreign key on (municipality_id, column): no row can point into another municipality."""

    def __init__(self, table: str, column: str, to: str) -> None:
        self.table, self.column, self.to = table, column, to

    def statements(self) -> tuple[list[str], list[str]]:
        """Return (forwards, backwards)."""
        name = f"{self.table}_{self.column}_same_town"
        return [
            (
                f"ALTER TABLE {self.table} ADD CONSTRAINT {name} FOREIGN KEY (municipality_id, {self.column}) "
                f"REFERENCES {self.to} (municipality_id, id) DEFERRABLE INITIALLY DEFERRED"
            )
        ], [f"ALTER TABLE {self.table} DROP CONSTRAINT {name}"]

    def describe(self) -> str:
        """Say what is done."""
        return f"{self.table}.{self.column} stays inside its municipality"


class AppendOnly(_Sql):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE, to the owner as well."""

    def __init__(self, table: str) -> None:
        self.table = table

    def statements(self) -> tuple[list[str], list[str]]:
        """Return (forwards, backwards)."""
        refuse = (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$"
        )
        return [
            refuse,
            (
                f"CREATE TRIGGER {GUARD}_rows BEFORE UPDATE OR DELETE ON {self.table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            ),
            f"CREATE TRIGGER {GUARD}_table BEFORE TRUNCATE ON {self.table} EXECUTE FUNCTION refuse_change()",
        ], [
            f"DROP TRIGGER {GUARD}_table ON {self.table}",
            f"DROP TRIGGER {GUARD}_rows ON {self.table}",
        ]

    def describe(self) -> str:
        """Say what is done."""
        return f"{self.table} is append-only"
