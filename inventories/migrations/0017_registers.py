"""Registers of what a municipality owns, and the accounts of the treasury."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0016_questions")]

    operations = []
