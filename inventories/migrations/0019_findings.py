"""The verification of a year: agreement, findings, statement, certificate."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0018_sampling")]

    operations = []
