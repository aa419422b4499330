"""`createcachetable` as the owner, and the grant on it to the serving role."""

from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands.createcachetable import Command as DjangoCommand
from django.db import connections

from cfo_site.accounts.roles import grant_to_app


class Command(DjangoCommand):
    """Django's createcachetable, on the owner's connection where there is one."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Change only the default of --database."""
        super().add_arguments(parser)
        if "owner" in connections:
            parser.set_defaults(database="owner")

    def handle(self, *tablenames: Any, **options: Any) -> None:
        """Create the table, then grant."""
        super().handle(*tablenames, **options)
        grant_to_app(apps.get_app_config("accounts"), using=options["database"])
