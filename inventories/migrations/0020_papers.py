"""Papers that stand for a step of the path: the scan of what was signed by hand, of a statement, of a certificate."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import TenantReference


class Migration(migrations.Migration):
    dependencies = [("inventories", "0019_findings")]

    operations = [
        migrations.AddField(
            "statechange",
            "scan",
            cfo_site.accounts.tenancy.TenantForeignKey(
                blank=True, null=True, db_constraint=False, db_index=False,
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.evidencefile",
                verbose_name="ภาพของเอกสาร",
            ),
        ),
        migrations.AddConstraint(
            "statechange",
            models.CheckConstraint(
                condition=Q(("scan__isnull", True), ~Q(("signed_by", "")), ~Q(("reference", "")), _connector="OR"),
                name="a_scan_is_of_a_paper",
            ),
        ),
        TenantReference("inventories_statechange", "scan_id", "inventories_evidencefile"),
    ]
