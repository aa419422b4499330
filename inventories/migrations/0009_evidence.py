"""Evidence: the index of papers, the files they are in, and the figures they stand for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0008_entry")]

    operations = []
