"""`manage.py load_demo`: the demonstration office with its printed sign-ins, and generated years of the province."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.models import User
from inventories.services.demonstration import PASSWORD, PEOPLE, generator, load_office
from inventories.services.generation.loading import Generated, generate_province, years_to_generate
from inventories.services.registers.demonstration import load_registers
from inventories.services.spread import refresh_spread

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
YEARS = 3


class Command(BaseCommand):
    """Load the demonstration; safe to repeat, and continues where it was interrupted."""

    help = "Load the demonstration office and generated years of all municipalities (demonstration mode only)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the size of what is generated, and a choice of municipalities."""
        parser.add_argument(
            "--years", type=int, default=YEARS, help=f"how many years, the newest first ({YEARS}; 0: none)"
        )
        parser.add_argument("--sources", type=int, help="sources for each town and year (as many as fit its size)")
        parser.add_argument(
            "--municipality", action="append", help="key of a municipality; may be repeated (all of them)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print the sign-ins."""
        if not settings.CFO_DEMO:
            raise CommandError("load_demo needs the demonstration mode: set CFO_DEMO=1 (bin/demo does).")
        call_command("load_factors", folder=FOLDER / "emission_factors", verbosity=0)
        new = load_office(FOLDER / "office.json")
        self.stdout.write("Demonstration office loaded." if new else "Demonstration office is there already.")
        owner, entry = (User.objects.get(username=PEOPLE[key][0]) for key in ("owner", "entry"))
        load_registers(FOLDER / "registers.json", owner=owner, entry=entry)
        self._generate(options)
        refresh_spread()
        self.stdout.write(f"Sign-ins of เทศบาลตัวอย่าง (password of all four: {PASSWORD})")
        for username, name, _position in PEOPLE.values():
            self.stdout.write(f"  {username:<15}{name}")

    def _generate(self, options: dict[str, Any]) -> None:
        """Generate the years that are missing, and say what came of it."""
        keys = options["municipality"]
        if options["sources"] is not None and options["sources"] < 1:
            raise CommandError("--sources must be at least 1.")
        try:
            years = years_to_generate(options["years"])
        except ValueError as fault:
            raise CommandError(f"--years: {fault}.") from fault
        if not years:
            return
        done = Generated()
        for municipality, done in generate_province(
            actor=generator(), years=years, sources=options["sources"], keys=keys
        ):
            if options["verbosity"] > 1:
                self.stdout.write(f"  {municipality.key}: {done.years} years, {done.figures} figures so far")
        if keys and done.seen < len(set(keys)):
            raise CommandError(f"Not all of these are municipalities of the province: {', '.join(keys)}.")
        self.stdout.write(_told(done))
        if done.real:
            self.stdout.write(f"Left alone, as they hold figures of their own: {', '.join(done.real)}.")


def _told(done: Generated) -> str:
    """Return what a run has done, as a sentence."""
    if not done.seen:
        return "No generated data: there is no municipality yet (load_municipalities)."
    if not done.years:
        return f"Generated data (ข้อมูลจำลอง) of {done.seen - len(done.real)} municipalities is there already."
    return (
        f"Generated data (ข้อมูลจำลอง) of {done.towns} municipalities: {done.years} years, {done.sources} sources, "
        f"{done.figures} figures; {done.locked} years locked."
    )
