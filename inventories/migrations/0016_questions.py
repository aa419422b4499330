"""Questions, answers and comments."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventories", "0015_states")]

    operations = []
