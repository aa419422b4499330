"""Bills with their lines, meters with their dates."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0009_evidence")]

    operations = []
