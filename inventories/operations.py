"""Migration operations by which the database keeps a frozen year as it is, whoever asks: the application or the owner.

What a correction opens is open here too. Names of frozen states stand in the triggers as inventories.models.inventory
has them.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

FROZEN = "('locked', 'verifying', 'verified', 'filed', 'returned', 'registered')"
STATES_MAY_CHANGE = "ARRAY['state', 'review', 'review_of', 'corrects_whole', 'filing_date']"


class _Trigger(Operation):
    """A trigger function and its trigger, made forwards and dropped backwards."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, name: str, when: str, body: str) -> None:
        self.table, self.name, self.when, self.body = table, name, when, body

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's picture as it is."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Make them."""
        schema_editor.execute(
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $${self.body}$$", params=None
        )
        schema_editor.execute(
            f"CREATE TRIGGER {self.name} BEFORE {self.when} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Drop them."""
        schema_editor.execute(f"DROP TRIGGER {self.name} ON {self.table}", params=None)
        schema_editor.execute(f"DROP FUNCTION {self.name}()", params=None)


class FrozenYear(_Trigger):
    """A frozen year keeps everything but its state and the province's flag, is never deleted, and never a draft again."""

    def __init__(self) -> None:
        body = f"""
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.state IN {FROZEN} OR OLD.state = 'correcting' THEN
                    RAISE EXCEPTION 'a frozen year is not deleted' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF OLD.state IN {FROZEN} THEN
                IF to_jsonb(OLD) - {STATES_MAY_CHANGE} IS DISTINCT FROM to_jsonb(NEW) - {STATES_MAY_CHANGE} THEN
                    RAISE EXCEPTION 'a frozen year keeps what it stands on' USING ERRCODE = 'restrict_violation';
                END IF;
            END IF;
            IF (OLD.state IN {FROZEN} OR OLD.state = 'correcting')
               AND NEW.state NOT IN {FROZEN} AND NEW.state <> 'correcting' THEN
                RAISE EXCEPTION 'a frozen year is opened by a correction only' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END"""
        super().__init__("inventories_inventory", "frozen_year", "UPDATE OR DELETE", body)

    def describe(self) -> str:
        """Say what is done."""
        return "A frozen year keeps what it stands on"


class FrozenPart(_Trigger):
    """Rows of a frozen year are neither added, changed nor deleted.

    `through`: the table that names the year, where the rows name a row of that one in `column`.
    """

    def __init__(self, table: str, *, through: str = "", column: str = "inventory_id") -> None:
        year = "inventories_inventory year"
        found = f"FROM {year} WHERE year.municipality_id = row.municipality_id AND year.id = row.{column}"
        if through:
            found = (
                f"FROM {through} part JOIN {year} ON year.municipality_id = part.municipality_id "
                f"AND year.id = part.inventory_id WHERE part.municipality_id = row.municipality_id AND part.id = row.{column}"
            )
        body = f"""
        DECLARE row {table};
        BEGIN
            FOREACH row IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW] WHEN 'DELETE' THEN ARRAY[OLD]
                                 ELSE ARRAY[OLD, NEW] END LOOP
                IF EXISTS (SELECT {found} AND year.state IN {FROZEN}) THEN
                    RAISE EXCEPTION '% of a frozen year', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END IF;
            END LOOP;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END"""
        self.arguments = (table, through, column)
        super().__init__(table, f"frozen_{table}", "INSERT OR UPDATE OR DELETE", body)

    def describe(self) -> str:
        """Say what is done."""
        return f"{self.table} of a frozen year stay"


class FrozenFigures(_Trigger):
    """A month of a source that counts in a frozen year takes no further revision; a correction opens named ones."""

    def __init__(self) -> None:
        body = f"""
        BEGIN
            IF EXISTS (
                SELECT FROM inventories_inventorysource use
                  JOIN inventories_inventory year
                    ON year.municipality_id = use.municipality_id AND year.id = use.inventory_id
                  JOIN inventories_source source
                    ON source.municipality_id = use.municipality_id AND source.id = use.source_id
                 WHERE use.municipality_id = NEW.municipality_id AND use.source_id = NEW.source_id
                   AND (year.state IN {FROZEN} OR (year.state = 'correcting' AND NOT year.corrects_whole AND NOT EXISTS (
                        SELECT FROM inventories_correctioncell opened
                         WHERE opened.municipality_id = NEW.municipality_id AND opened.inventory_id = year.id
                           AND opened.source_id = NEW.source_id AND opened.month = NEW.month
                           AND opened.version = (SELECT max(version) FROM inventories_snapshot frozen
                                WHERE frozen.municipality_id = NEW.municipality_id AND frozen.inventory_id = year.id))))
                   AND NEW.month >= year.first_month
                   AND NEW.month < year.first_month + make_interval(months => year.months)
                   AND NEW.month >= coalesce(greatest(source.first_month, use.first_month), NEW.month)
                   AND NEW.month <= coalesce(least(source.last_month, use.last_month), NEW.month)
                   AND CASE source.frequency WHEN 'quarterly' THEN extract(month FROM NEW.month) IN (3, 6, 9, 12)
                                             WHEN 'annual' THEN extract(month FROM NEW.month) = source.due_month
                                             ELSE true END
            ) THEN
                RAISE EXCEPTION 'a figure of a frozen year' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END"""  # noqa: S608 - the names of states are this module's own
        super().__init__("inventories_amountrevision", "frozen_figures", "INSERT", body)

    def describe(self) -> str:
        """Say what is done."""
        return "Figures of a frozen year take no further revision"
