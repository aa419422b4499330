"""Alarms of tenancy: every tenant table is locked, every query says whose, the role is a plain one."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from cfo_site.accounts import roles
from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import TenantForeignKey

ROOT = Path(settings.BASE_DIR)
APPS = ("cfo_site", "emission_factors", "inventories", "reports")
# Read by the gate before any municipality is known, or public facts; architecture, section 5.
WITHOUT_ROW_SECURITY = {
    "accounts_membership",
    "accounts_municipalityname",
    "accounts_municipalityyear",
    "accounts_verifierassignment",
}


def points_at_a_municipality(model: type[models.Model]) -> bool:
    return any(field.is_relation and field.related_model is Municipality for field in model._meta.concrete_fields)


TENANT_MODELS = [model for model in apps.get_models() if points_at_a_municipality(model)]
LOCKED = [model for model in TENANT_MODELS if model._meta.db_table not in WITHOUT_ROW_SECURITY]


def tables(condition: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT relname FROM pg_class WHERE relkind = 'r' AND {condition}")
        return {row[0] for row in cursor.fetchall()}


def test_the_short_list_without_row_security_names_real_tables():
    assert not WITHOUT_ROW_SECURITY - {model._meta.db_table for model in TENANT_MODELS}


def test_every_tenant_table_has_row_security_and_its_policy(db):
    assert len(LOCKED) > 8
    locked = {model._meta.db_table for model in LOCKED}
    assert tables("relrowsecurity") == locked
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, cmd, qual, with_check FROM pg_policies WHERE policyname = 'one_municipality'")
        policies = {row[0]: row[1:] for row in cursor.fetchall()}
    assert policies.keys() == locked
    assert all(command == "ALL" and using == check for command, using, check in policies.values())


def test_row_security_is_not_forced_so_that_the_owner_can_dump(db):
    assert tables("relforcerowsecurity") == set()


def test_the_serving_role_is_neither_superuser_nor_owner_nor_above_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (settings.APP_ROLE, False)
    assert roles.powers() == [], f"the serving role {settings.APP_ROLE} has too much power"


def test_every_reference_between_tenant_tables_stays_inside_the_municipality(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, array_agg(a.attname ORDER BY k.n) FROM pg_constraint c "
            "CROSS JOIN unnest(c.conkey) WITH ORDINALITY k(attnum, n) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum "
            "WHERE c.contype = 'f' GROUP BY c.oid, conrelid"
        )
        keys = {(table, tuple(columns)) for table, columns in cursor.fetchall()}
    references = [
        (model._meta.db_table, field.column)
        for model in LOCKED
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in LOCKED and field.related_model is not Municipality
    ]
    assert len(references) > 5
    wanted = {(table, ("municipality_id", column)) for table, column in references if not table.startswith("ledger")}
    assert wanted <= keys


def test_every_reference_between_tenant_models_is_declared_so():
    for model in LOCKED:
        if model._meta.app_label == "ledger":
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in LOCKED:
                assert isinstance(field, TenantForeignKey), f"{model.__name__}.{field.name}"


def test_every_key_and_index_of_a_tenant_table_begins_with_the_municipality(db):
    for model in LOCKED:
        if model._meta.app_label == "ledger":
            continue
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                assert constraint.fields[0] == "municipality", f"{model.__name__}: {constraint.name}"
        for index in model._meta.indexes:
            assert index.fields[0] == "municipality", f"{model.__name__}: {index.name}"


def python_files(*parts: str) -> list[Path]:
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return [path for path in found if not parts or any(part in {*path.parts, path.stem} for part in parts)]


def managers(path: Path) -> list[tuple[int, str, str]]:
    """Return (line, model, what follows) of each `Model.objects` in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name):
            parent = parents.get(node)
            follows = parent.attr if isinstance(parent, ast.Attribute) else ""
            found.append((node.lineno, node.value.id, follows))
    return found


def test_views_and_forms_hold_no_queries():
    files = python_files("views", "forms")
    assert len(files) > 8
    for path in files:
        for line, model, _follows in managers(path):
            pytest.fail(f"{path.relative_to(ROOT)}:{line}: {model}.objects in a view or form; ask a selector")


def test_every_query_of_a_tenant_model_begins_with_whose():
    names = {model.__name__ for model in LOCKED}
    allowed = {"of", "of_every_municipality", "create", "bulk_create"}
    seen = 0
    for path in python_files():
        for line, model, follows in managers(path):
            if model not in names:
                continue
            seen += 1
            assert follows in allowed, (
                f"{path.relative_to(ROOT)}:{line}: {model}.objects.{follows}; begin with .of(municipality)"
            )
    assert seen > 15


def test_a_migration_that_moves_rows_does_so_on_the_connection_of_the_owner():
    moving = 0
    for path in (each for app in APPS for each in (ROOT / app).glob("**/migrations/*.py")):
        for rest in path.read_text(encoding="utf-8").split(".objects")[1:]:
            moving += 1
            assert rest.startswith(".using("), f"{path.relative_to(ROOT)}: .objects without .using(alias of the editor)"
    assert moving, "none is looked at"
