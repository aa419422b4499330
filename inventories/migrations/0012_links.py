"""One-time links by which a figure and a photograph come in without an account."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0011_workbooks")]

    operations = []
