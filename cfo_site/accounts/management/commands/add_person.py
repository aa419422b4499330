"""`add_person`: a person who may sign in, with a password printed once, and a role to begin with.

- manage.py add_person somchai --name "สมชาย ใจดี" --municipality rayong --role owner
- manage.py add_person province1 --name "สุดา มีสุข" --role province
- manage.py add_person somchai --municipality ban-phe --role entry (a further role of somebody known)
- manage.py add_person somchai --new-password (for whoever forgot theirs)
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cfo_site.accounts import selectors, services
from cfo_site.accounts.models import User
from cfo_site.accounts.models.membership import ProvinceWide, Role


class Command(BaseCommand):
    """Add a person, give a role, or set a new password."""

    help = "Adds a person and prints a password once; gives a role; or, with --new-password, sets a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the person and the role."""
        parser.add_argument("username", help="letters, digits and . _ - @ +; Thai is fine; any case")
        parser.add_argument("--name", default="", help="the name shown to others (needed for somebody new)")
        parser.add_argument("--position", default="", help="for example นักวิชาการสุขาภิบาล")
        parser.add_argument("--municipality", default="", metavar="KEY", help="for example rayong")
        parser.add_argument("--role", default="", choices=["", *Role.values, *ProvinceWide.values])
        parser.add_argument("--new-password", action="store_true", help="set and print a new password")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Do it all, or nothing."""
        try:
            with transaction.atomic():
                person, password = self._person(username, options)
                self._grant(person, options["municipality"], options["role"])
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        if password:
            self.stdout.write(f"User name:  {person.username}\nPassword:   {password}\n")
            self.stdout.write("The password is stored nowhere else and is not shown again: hand it over on paper.")

    def _person(self, username: str, options: dict[str, Any]) -> tuple[User, str]:
        person, password = selectors.person(username), services.one_time_password()
        if person is None:
            if not options["name"]:
                message = f"There is nobody called {username} yet: say --name as well."
                raise CommandError(message)
            return services.add_person(
                username=username,
                display_name=options["name"],
                password=password,
                position=options["position"],
                actor=None,
            ), password
        if not options["new_password"]:
            return person, ""
        services.set_password(person=person, password=password, actor=None)
        return person, password

    def _grant(self, person: User, key: str, role: str) -> None:
        if not role:
            return
        if role in ProvinceWide.values:
            services.grant_province_role(person=person, role=role, actor=None)
            self.stdout.write(f"{person.username} is now {role}")
            return
        municipality = selectors.municipality(key)
        if municipality is None:
            message = f"There is no municipality with the key {key!r}: say --municipality (fixtures/municipalities lists the keys)."
            raise CommandError(message)
        services.grant_role(person=person, municipality=municipality, role=role, actor=None)
        self.stdout.write(f"{person.username} is now {role} of {municipality.name_today}")
