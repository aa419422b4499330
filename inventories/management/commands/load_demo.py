"""`manage.py load_demo`: the demonstration office and its printed sign-ins."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from inventories.services.demonstration import PASSWORD, PEOPLE, load_office

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    """Load the demonstration office; safe to repeat."""

    help = "Load the demonstration office (demonstration mode only)"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print the sign-ins."""
        if not settings.CFO_DEMO:
            raise CommandError("load_demo needs the demonstration mode: set CFO_DEMO=1 (bin/demo does).")
        call_command("load_factors", folder=FOLDER / "emission_factors", verbosity=0)
        new = load_office(FOLDER / "office.json")
        self.stdout.write("Demonstration office loaded." if new else "Demonstration office is there already.")
        self.stdout.write(f"Sign-ins of เทศบาลตัวอย่าง (password of all four: {PASSWORD})")
        for username, name, _position in PEOPLE.values():
            self.stdout.write(f"  {username:<15}{name}")
