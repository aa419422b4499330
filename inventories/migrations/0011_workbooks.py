"""Workbooks read in: what was previewed, committed and undone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0010_bills")]

    operations = []
