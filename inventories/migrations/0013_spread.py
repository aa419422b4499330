"""What other municipalities of the same kind use, without names."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0012_links")]

    operations = []
