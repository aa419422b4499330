"""Workbooks read in: what was previewed, committed and undone, and from which cell of which file each figure came."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0010_bills"),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='ชื่อไฟล์')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField(verbose_name='ขนาด')),
                ('layout', models.CharField(max_length=30)),
                ('layout_label', models.CharField(max_length=120, verbose_name='แบบของไฟล์')),
                ('state', models.CharField(choices=[('previewed', 'รอตรวจ ยังไม่บันทึก'), ('committed', 'บันทึกแล้ว'), ('undone', 'เลิกการนำเข้าแล้ว'), ('discarded', 'ทิ้งแล้ว ไม่ได้บันทึก')], default='previewed', max_length=9, verbose_name='สถานะ')),
                ('plan', models.JSONField(blank=True, default=dict)),
                ('seen', models.JSONField(blank=True, default=dict)),
                ('choices', models.JSONField(blank=True, default=dict)),
                ('stored', models.PositiveIntegerField(default=0, verbose_name='จำนวนช่องที่บันทึก')),
                ('uploaded_at', models.DateTimeField(verbose_name='อัปโหลดเมื่อ')),
                ('committed_at', models.DateTimeField(blank=True, null=True, verbose_name='บันทึกเมื่อ')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='เลิกเมื่อ')),
                ('committed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('undone_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ไฟล์ที่นำเข้า',
                'ordering': ('municipality', '-uploaded_at', '-id'),
                'indexes': [models.Index(fields=['municipality', 'inventory'], name='imports_of_a_year')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['previewed', 'committed', 'undone', 'discarded'])), name='state_of_an_import_is_known'),
                    models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='an_imported_file_has_its_hash'),
                    models.CheckConstraint(condition=models.Q(models.Q(('committed_at__isnull', False), ('state__in', ['committed', 'undone'])), models.Q(('committed_at__isnull', True), ('state__in', ['previewed', 'discarded']), ('stored', 0)), _connector='OR'), name='what_is_stored_was_committed'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'undone'), ('undone_at__isnull', False)), models.Q(models.Q(('state', 'undone'), _negated=True), ('undone_at__isnull', True)), _connector='OR'), name='what_is_undone_has_its_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportedAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cells', models.CharField(max_length=400, verbose_name='ช่องในไฟล์')),
                ('raw', models.CharField(blank=True, max_length=400, verbose_name='ในไฟล์')),
                ('batch', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.importbatch')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('revision', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.amountrevision')),
            ],
            options={
                'verbose_name': 'ตัวเลขที่มาจากไฟล์',
                'indexes': [models.Index(fields=['municipality', 'batch'], name='figures_of_an_import')],
                'constraints': [
                    models.UniqueConstraint(fields=('municipality', 'revision'), name='a_revision_comes_from_one_import'),
                    models.CheckConstraint(condition=models.Q(('cells', ''), _negated=True), name='an_imported_figure_has_its_cell'),
                ],
            },
        ),
        TenantTable("inventories_importbatch"),
        TenantReference("inventories_importbatch", "inventory_id", "inventories_inventory"),
        TenantTable("inventories_importedamount"),
        TenantReference("inventories_importedamount", "batch_id", "inventories_importbatch"),
        TenantReference("inventories_importedamount", "revision_id", "inventories_amountrevision"),
        AppendOnly("inventories_importedamount"),
    ]
