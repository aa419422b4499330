"""A verifier's sample: what was drawn, and what was found at each item."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0017_registers")]

    operations = []
