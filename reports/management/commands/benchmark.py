"""`manage.py benchmark WHAT`: times, sizes and ratios on this machine. Never a test: no test looks at a clock."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.management.benchmarks import dashboard, documents, entry, workbook
from reports.management.benchmarks.measure import machine

BENCHMARKS = {"dashboard": dashboard, "documents": documents, "entry": entry, "workbook": workbook}


class Command(BaseCommand):
    """Measure one part of the application."""

    help = "Measure and print: " + ", ".join(BENCHMARKS)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what to measure and how often; each benchmark may ask for more."""
        parsers = parser.add_subparsers(dest="what", required=True)
        for name, benchmark in BENCHMARKS.items():
            asked = parsers.add_parser(name, help=(benchmark.__doc__ or "").partition("\n")[0])
            asked.add_argument("--repeat", type=int, default=5, help="runs of which the median is taken")
            benchmark.add_arguments(asked)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the machine, then what was measured."""
        for line in machine():
            self.stdout.write(line)
        BENCHMARKS[options["what"]].run(self.stdout.write, options)
