"""Row security and references of what was decided about the boundary; answers to its questions are the past."""

from django.db import migrations

from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable

TABLES = (
    "inventories_boundaryanswer",
    "inventories_exclusion",
    "inventories_warninganswer",
    "inventories_upstreamchoice",
    "inventories_apartline",
)
REFERENCES = (
    ("inventories_boundaryanswer", "source_id", "inventories_source"),
    ("inventories_exclusion", "inventory_id", "inventories_inventory"),
    ("inventories_exclusion", "source_id", "inventories_source"),
    ("inventories_warninganswer", "inventory_id", "inventories_inventory"),
    ("inventories_upstreamchoice", "inventory_id", "inventories_inventory"),
    ("inventories_apartline", "inventory_id", "inventories_inventory"),
    ("inventories_inventorysource", "parent_id", "inventories_inventorysource"),
)


class Migration(migrations.Migration):
    dependencies = [("inventories", "0003_boundary_upstream_apart")]

    operations = [
        *(TenantTable(table) for table in TABLES),
        *(TenantReference(table, column, to) for table, column, to in REFERENCES),
        AppendOnly("inventories_boundaryanswer"),
    ]
