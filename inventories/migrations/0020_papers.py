"""Papers that stand for a step of the path."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0019_findings")]

    operations = []
