"""`migrate` as the owner: the serving role may not change tables."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections


class Command(DjangoCommand):
    """Django's migrate, on the owner's connection where there is one."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Change only the default of --database."""
        super().add_arguments(parser)
        if "owner" in connections:
            parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        super().handle(*args, **options)
