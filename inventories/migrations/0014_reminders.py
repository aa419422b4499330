"""Reminders that were sent or copied."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0013_spread")]

    operations = []
