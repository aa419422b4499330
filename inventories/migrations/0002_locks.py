"""Row security, references that stay inside a municipality, and the past that cannot be changed."""

from django.db import migrations

from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable

TABLES = (
    "inventories_division",
    "inventories_source",
    "inventories_inventory",
    "inventories_inventoryedition",
    "inventories_inventorysource",
    "inventories_amountrevision",
    "inventories_monthlyresult",
    "inventories_snapshot",
)
REFERENCES = (
    ("inventories_source", "division_id", "inventories_division"),
    ("inventories_inventoryedition", "inventory_id", "inventories_inventory"),
    ("inventories_inventorysource", "inventory_id", "inventories_inventory"),
    ("inventories_inventorysource", "source_id", "inventories_source"),
    ("inventories_amountrevision", "source_id", "inventories_source"),
    ("inventories_monthlyresult", "inventory_source_id", "inventories_inventorysource"),
    ("inventories_snapshot", "inventory_id", "inventories_inventory"),
)


class Migration(migrations.Migration):
    dependencies = [("inventories", "0001_initial")]

    operations = [
        *(TenantTable(table) for table in TABLES),
        *(TenantReference(table, column, to) for table, column, to in REFERENCES),
        AppendOnly("inventories_amountrevision"),
        AppendOnly("inventories_snapshot"),
    ]
